"""Links and one-time codes in memory."""

from collections.abc import Collection, Sequence
from datetime import datetime

import attrs

from adapters.memory.community.state import GuildState, Undo
from domain.community.identity.accounts import DISCORD, Account
from domain.community.identity.aliases import Aliases
from domain.community.identity.codes import Code
from domain.community.identity.coverage import IdCoverage, LinkedAccounts, SourceCoverage
from domain.community.identity.links import Link
from domain.kernel.errors import Conflict


@attrs.frozen
class MemoryLinks:
    """Which accounts are whose."""

    _state: GuildState
    _undo: Undo

    async def accounts(self, numbers: Collection[int]) -> list[Account]:
        """The outside accounts of these numbers."""
        wanted = set(numbers)
        found = [
            Account(member_no=one.member_no, source=one.source, external_id=one.external_id)
            for one in self._state.identities.values()
            if one.member_no in wanted
        ]
        return sorted(found, key=lambda one: one.member_no)

    async def known(self, hashes: Collection[bytes]) -> dict[bytes, int]:
        """The numbers of those whom these hashes find."""
        found = self._state.identities
        return {one: found[one].member_no for one in hashes if one in found}

    async def of(self, numbers: Collection[int]) -> list[Link]:
        """Every link that one of these numbers is on either side of."""
        wanted = set(numbers)
        found = [one for one in self._state.links.values() if wanted & {one.member_no, one.canonical_no}]
        return sorted(found, key=lambda one: one.member_no)

    async def add(self, links: Sequence[Link]) -> None:
        """Keep links; Conflict where one would not be 1:1."""
        for link in links:
            taken = {(one.canonical_no, one.source) for one in self._state.links.values()}
            if link.member_no in self._state.links or (link.canonical_no, link.source) in taken:
                raise Conflict("somebody linked one of these accounts meanwhile: look again who has it")
            self._undo.put(self._state.links, link.member_no, link)

    async def remove(self, member_no: int) -> Link | None:
        """Take the link of this account away."""
        gone = self._state.links.get(member_no)
        self._undo.drop(self._state.links, member_no)
        return gone

    async def aliases(self) -> Aliases:
        """Every link as numbers."""
        unmet = [one.member_no for one in self._state.identities.values() if one.by_link]
        return Aliases.of(((one.member_no, one.canonical_no) for one in self._state.links.values()), unmet)

    async def days(self, numbers: Collection[int]) -> set[int]:
        """Days that hold a row of one of these numbers."""
        wanted, state = set(numbers), self._state
        own = {day for number, day in state.member_day if number in wanted}
        written = {day for number, day, _, _ in state.member_channel_day if number in wanted}
        written |= {day for number, day, _ in state.command_day if number in wanted}
        ran = {key[1] for key in state.command_day if key[0] in wanted}
        came = {one.day for one in state.attendance.values() if one.member_no in wanted}
        answered = {day for one, other, day in state.reply_day if wanted & {one, other}}
        return own | written | answered | ran | came

    async def linked(self) -> LinkedAccounts:
        """Every link, by the person whose account it is."""
        links = self._state.links.values()
        return LinkedAccounts.of((one.canonical_no, one.source, one.since) for one in links)

    async def coverage(self) -> IdCoverage:
        """How many people are known elsewhere."""
        state = self._state
        people = {
            one.member_no
            for one in state.identities.values()
            if one.source == DISCORD and not (row := state.members[one.member_no]).bot and not row.erased_at
        }
        links = [one for one in state.links.values() if one.canonical_no in people]
        others = [
            one
            for one in state.identities.values()
            if one.source != DISCORD
            and state.members[one.member_no].erased_at is None
            and (not one.by_link or one.member_no in state.links)
        ]
        return IdCoverage(
            people=len(people),
            anywhere=len({one.canonical_no for one in links}),
            sources=tuple(
                SourceCoverage(
                    source=source,
                    linked=sum(one.source == source for one in links),
                    strangers=sum(
                        one.source == source and one.member_no not in state.links for one in others
                    ),
                )
                for source in sorted({one.source for one in others})
            ),
        )


@attrs.frozen
class MemoryLinkCodes:
    """One-time codes by their hash."""

    _state: GuildState
    _undo: Undo

    async def keep(self, code: Code) -> None:
        """Keep a code in the place of those of the same account."""
        await self.forget([code.member_no])
        self._undo.put(self._state.codes, code.hash, code)

    async def take(self, hash: bytes, now: datetime) -> int | None:
        """The account's number, once; expired codes go."""
        found = self._state.codes.get(hash)
        for code in list(self._state.codes.values()):
            if code.expires_at <= now or code.hash == hash:
                self._undo.drop(self._state.codes, code.hash)
        return found.member_no if found is not None and found.expires_at > now else None

    async def forget(self, numbers: Collection[int]) -> None:
        """No code proves these accounts any more."""
        for code in [one for one in self._state.codes.values() if one.member_no in set(numbers)]:
            self._undo.drop(self._state.codes, code.hash)
