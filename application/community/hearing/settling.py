"""Holding what was found at a moment against what is stored: which joins, leaves and moves it tells."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, TypeVar

import attrs

from application.community.hearing.told import AreMembers, HasRoles, InVoice, Named, Shown
from application.community.ports import GuildWork, Store
from domain.community.backfill.channels import BackfilledChannel
from domain.community.coverage import GATEWAY, Course, Family, course
from domain.community.log.activity import Activity, Person
from domain.community.log.admission import AdmissionRules, clean_name
from domain.community.log.keys import Keyring
from domain.community.members import Sighting
from domain.community.reconcile import RolesFound, left_before, roles_moved, stayed, voice_moved, who_left
from domain.community.spans import MEMBERSHIP, ROLE, VOICE, Span

_AT_ONCE: Final = 5_000
"""People of one transaction, so that nobody waits long for it."""

T = TypeVar("T", Activity, HasRoles, Named)


@attrs.frozen(kw_only=True)
class Settle:
    """Reads what is stored and asks the rules; only names are written here, the rest is told on."""

    store: Store
    keys: Keyring
    rules: AdmissionRules = attrs.field(factory=AdmissionRules)

    async def names(self, told: Sequence[Named]) -> None:
        """Keep the newest names of one guild; strangers become known, and the erased stay erased."""
        channels = [
            attrs.evolve(channel, name=clean_name(channel.name, self.rules) or str(channel.channel))
            for named in told
            for channel in named.channels
        ]
        roles = [
            attrs.evolve(role, name=clean_name(role.name, self.rules) or str(role.role))
            for named in told
            for role in named.roles
        ]
        seen = [self._sighting(person, named.at) for named in told for person in named.people]
        async with self.store.writing(told[0].guild) as work:
            for named in told:
                if named.name is not None and (name := clean_name(named.name, self.rules)):
                    await work.guild.rename(name, named.at)
            if channels:
                await work.guild.name_channels(channels)
            if roles:
                await work.guild.name_roles(roles)
            for start in range(0, len(seen), _AT_ONCE):
                await work.members.numbers(seen[start : start + _AT_ONCE])

    async def voice(self, told: InVoice) -> list[Activity]:
        """The joins and leaves that bring voice in line with who is there."""
        async with self.store.writing(told.guild) as work:
            lasting = await work.spans.open(VOICE)
            people = await work.members.of(list(lasting))
            sessions: dict[str, list[Span]] = {
                member.discord_id: lasting[number]
                for number, member in people.items()
                if member.discord_id is not None
            }
            sessions |= await self._spans(work, VOICE, told.present, told.at)
            heard = await _heard(work, "voice")
        return voice_moved(told.guild, told.at, told.present, sessions, heard)

    async def members(self, told: AreMembers) -> list[Activity]:
        """A leave for everybody who is not there any more."""
        async with self.store.reading(told.guild) as work:
            lasting = await work.spans.open(MEMBERSHIP)
            ids = await work.members.outside_ids()
            heard = await _heard(work, "membership")
        memberships = {ids[number]: spans for number, spans in lasting.items() if number in ids}
        return await asyncio.to_thread(who_left, told.guild, told.at, told.ids, memberships, heard)

    async def shown(self, told: Shown) -> None:
        """What was heard of the guild before was not heard in these channels and their threads."""
        async with self.store.writing(told.guild) as work:
            known = await work.backfills.channels()
            found = {number: BackfilledChannel(channel=number) for number in told.channels} | {
                one.channel: one for one in known.values() if {one.channel, one.parent} & told.channels
            }
            await work.backfills.keep([one.shown(told.at) for one in found.values()])

    async def roles(self, told: Sequence[HasRoles]) -> list[Activity]:
        """The roles that were given and taken; nobody is among them twice (see `apart`)."""
        found: list[Activity] = []
        for guild, some in by_guild([one for one in told if not one.person.bot]):
            async with self.store.writing(guild) as work:
                spans = await self._spans(work, ROLE, [one.person for one in some], some[0].at)
            for one in some:
                held = RolesFound(guild=guild, at=one.at, person=one.person, roles=one.roles, exact=one.exact)
                found += roles_moved(held, spans[one.person.id])
        return found

    async def left_before(self, joined: Sequence[Activity]) -> list[Activity]:
        """The leaves between an earlier join of somebody and one that is told now."""
        found: list[Activity] = []
        for guild, some in by_guild([one for one in joined if one.person is not None]):
            async with self.store.writing(guild) as work:
                people = [one.person for one in some if one.person is not None]
                spans = await self._spans(work, MEMBERSHIP, people, some[0].occurred_at)
                heard = await _heard(work, "membership")
            for one in some:
                if one.person is not None:
                    found += left_before(one, spans.get(one.person.id, ()), heard)
        return found

    async def stayed(self, told: Sequence[HasRoles]) -> list[Activity]:
        """The returns of those who have roles at a moment, though it was inferred that they had left."""
        found: list[Activity] = []
        for guild, some in by_guild([one for one in told if not one.person.bot]):
            async with self.store.writing(guild) as work:
                spans = await self._spans(work, MEMBERSHIP, [one.person for one in some], some[0].at)
            for one in some:
                found += stayed(guild, one.person, one.at, spans[one.person.id])
        return found

    async def _spans(
        self, work: GuildWork, family: str, people: Iterable[Person], at: datetime
    ) -> dict[str, list[Span]]:
        """All spans of these people of Discord, by their outside id; nobody is renamed by it."""
        seen = [self._sighting(attrs.evolve(person, name=None), at) for person in people]
        numbers = await work.members.numbers(seen)
        spans = await work.spans.of({(number, family) for number in numbers.values()})
        return {one.person.id: spans.get((numbers[one.hash], family), []) for one in seen}

    def _sighting(self, person: Person, at: datetime) -> Sighting:
        return Sighting(
            hash=self.keys.person(person.source, person.id),
            person=attrs.evolve(person, name=clean_name(person.name, self.rules)),
            named_at=person.named_at or at,
        )


async def _heard(work: GuildWork, family: Family) -> Course:
    """When the bot heard a family; what others heard does not say that it was connected."""
    return course([span for span in await work.listening.spans() if span.source == GATEWAY], family)


def apart(told: Iterable[HasRoles]) -> list[list[HasRoles]]:
    """What was told of several people at once, so that nobody is in one part twice."""
    parts: list[list[HasRoles]] = []
    times: dict[tuple[int, str], int] = {}
    for one in told:
        who = (one.guild, one.person.id)
        times[who] = times.get(who, 0) + 1
        if times[who] > len(parts):
            parts.append([])
        parts[times[who] - 1].append(one)
    return parts


def by_guild(told: Sequence[T]) -> list[tuple[int, list[T]]]:
    groups: dict[int, list[T]] = {}
    for one in told:
        groups.setdefault(one.guild, []).append(one)
    return sorted(groups.items(), key=lambda group: group[0])
