"""Members and identities in memory."""

from collections.abc import Collection, Sequence
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Identity, Row, Undo
from domain.community.members import Member, Sighting


@attrs.frozen
class MemoryMembers:
    """Who is who."""

    _state: GuildState
    _undo: Undo

    async def numbers(self, sightings: Sequence[Sighting]) -> dict[bytes, int]:
        """The number of each person; strangers get the next ones."""
        return {sighting.hash: self._number(sighting) for sighting in sightings}

    def _number(self, sighting: Sighting) -> int:
        person, state = sighting.person, self._state
        identity = state.identities.get(sighting.hash)
        if identity is None:
            number = len(state.members)
            identity = Identity(
                source=person.source, external_id=person.id, member_no=number, by_link=sighting.linked
            )
            self._undo.put(state.identities, sighting.hash, identity)
            named_at = sighting.named_at if person.name else None
            self._undo.put(state.members, number, Row(name=person.name, named_at=named_at, bot=person.bot))
            self._undo.set(state, "touched_members", state.revision + 1)
            return number
        if identity.by_link and not sighting.linked:
            self._undo.put(state.identities, sighting.hash, attrs.evolve(identity, by_link=False))
            self._undo.set(state, "touched_members", state.revision + 1)
        row = state.members[identity.member_no]
        changed = row
        if person.name and row.erased_at is None:
            held = (row.named_at, row.name) if row.named_at and row.name else None
            if held is None or (sighting.named_at, person.name) > held:
                changed = attrs.evolve(changed, name=person.name, named_at=sighting.named_at)
        if person.bot and not row.bot:
            changed = attrs.evolve(changed, bot=True)
            self._undo.set(state, "touched_members", state.revision + 1)
        if changed is not row:
            self._undo.put(state.members, identity.member_no, changed)
        return identity.member_no

    async def of(self, numbers: Collection[int]) -> dict[int, Member]:
        """The members with these numbers."""
        ids = await self.outside_ids()
        return {
            number: Member(
                member_no=number,
                name=row.name,
                bot=row.bot,
                erased=row.erased_at is not None,
                discord_id=ids.get(number),
            )
            for number in numbers
            if (row := self._state.members.get(number)) is not None
        }

    async def by_hash(self, person: bytes) -> int | None:
        """The number of the person with this hash."""
        found = self._state.identities.get(person)
        return None if found is None else found.member_no

    async def outside_ids(self, *, source: str = "discord") -> dict[int, str]:
        """Member number -> outside id."""
        return {
            identity.member_no: identity.external_id
            for identity in self._state.identities.values()
            if identity.source == source and identity.external_id is not None
        }

    async def erase(self, member_no: int, at: datetime) -> list[str]:
        """Empty the row and the outside ids; the hashes stay."""
        gone: list[str] = []
        for key, identity in list(self._state.identities.items()):
            if identity.member_no == member_no and identity.external_id is not None:
                gone.append(identity.external_id)
                self._undo.put(self._state.identities, key, attrs.evolve(identity, external_id=None))
        row = self._state.members.get(member_no)
        if row is not None:
            self._undo.put(self._state.members, member_no, Row(bot=row.bot, erased_at=row.erased_at or at))
            self._undo.set(self._state, "touched_members", self._state.revision + 1)
        return gone
