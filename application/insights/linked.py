"""The one place where facts are read through the links between accounts."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from application.community.ports import GuildWork, Store
from application.insights.ports import Facts, Revisions
from domain.community.identity.aliases import Aliases
from domain.community.log.entry import Entry
from domain.community.spans import MEMBERSHIP, Span
from domain.insights.attended import with_commands, with_events
from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.linked import read_channel_people, read_members, read_names, read_table
from domain.insights.sheet import COMMAND_DAY, EVENT_DAY, MEMBER_DAY, DayTable, MemberColumns, Shape


class LinkedFacts:
    """The facts of a guild in which everybody's accounts are one person.

    Links are read again when `revisions` says that the member list changed, as every link does.
    """

    def __init__(self, facts: Facts, store: Store) -> None:
        self._facts = facts
        self._store = store
        self._known: dict[int, tuple[int, Aliases]] = {}

    async def revisions(self, guild: int, since: int) -> Revisions:
        """Which days, and whether the member list, changed after revision `since`."""
        news = await self._facts.revisions(guild, since)
        held = self._known.pop(guild, None)
        if held is not None and not news.members and since <= held[0] <= news.latest:
            self._known[guild] = (news.latest, held[1])  # up to there nothing was linked
        return news

    async def day_table(self, guild: int, shape: Shape, days: Collection[int] | None = None) -> DayTable:
        """All days of a kind of table, or only these; of the activity sheet with events and commands."""
        table = await self._linked(guild, shape, days)
        if shape is not MEMBER_DAY:
            return table
        events = await self._linked(guild, EVENT_DAY, days)
        commands = await self._linked(guild, COMMAND_DAY, days)
        table = await asyncio.to_thread(with_events, table, events)
        return await asyncio.to_thread(with_commands, table, commands)

    async def _linked(self, guild: int, shape: Shape, days: Collection[int] | None) -> DayTable:
        aliases = await self._aliases(guild)
        table = await self._facts.day_table(guild, shape, days)
        return await asyncio.to_thread(read_table, table, aliases) if len(aliases) else table

    async def channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        """Who wrote how much in which channel on the days in [first, end), all of them together."""
        aliases = await self._aliases(guild)
        found = await self._facts.channel_people(guild, span)
        return await asyncio.to_thread(read_channel_people, found, aliases) if len(aliases) else found

    async def channel_talkers(self, guild: int, span: tuple[int, int], time_zone: str) -> ChannelPeople:
        """Who talked how long in which channel on the days in [first, end), all of them together."""
        aliases = await self._aliases(guild)
        found = await self._facts.channel_talkers(guild, span, time_zone)
        return await asyncio.to_thread(read_channel_people, found, aliases) if len(aliases) else found

    async def member_channels(self, guild: int, days: Sequence[int], members: Sequence[int]) -> DayTable:
        """Where people wrote: for each place in `days` the person at that place."""
        aliases = await self._aliases(guild)
        asked = [
            (day, number)
            for day, person in zip(days, members, strict=True)
            for number in (aliases.group(person) if len(aliases) else (person,))
        ]
        found = await self._facts.member_channels(
            guild, [day for day, _ in asked], [number for _, number in asked]
        )
        return read_table(found, aliases)

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        """The member list, with memberships by day of that zone."""
        aliases = await self._aliases(guild)
        found = await self._facts.members(guild, time_zone)
        return await asyncio.to_thread(read_members, found, aliases)

    async def names(self, guild: int) -> MemberNames:
        """What everybody is called, and their Discord ids."""
        aliases = await self._aliases(guild)
        found = await self._facts.names(guild)
        return await asyncio.to_thread(read_names, found, aliases) if len(aliases) else found

    async def command_words(self, guild: int) -> dict[int, str]:
        """What the numbers of commands and of types of errors stand for."""
        return await self._facts.command_words(guild)

    async def replies_of(self, guild: int, member_no: int, span: tuple[int, int]) -> DayTable:
        """The reply days of [first, end) in which this person answered or was answered."""
        aliases = await self._aliases(guild)
        tables = [await self._facts.replies_of(guild, one, span) for one in aliases.group(member_no)]
        if len(tables) == 1:
            return read_table(tables[0], aliases)
        shape = tables[0].shape
        together = {name: np.concatenate([one[name] for one in tables]) for name, _ in shape.columns}
        return read_table(DayTable.of(shape, together), aliases)

    async def _aliases(self, guild: int) -> Aliases:
        """The guild's links, at the newest as new as the last look for news."""
        held = self._known.get(guild)
        if held is None:
            latest = (await self._facts.revisions(guild, 0)).latest
            async with self._store.reading(guild) as work:
                held = latest, await work.links.aliases()
            self._known[guild] = held
        return held[1]


def read_entries(entries: Sequence[Entry], aliases: Aliases) -> list[Entry]:
    """Records as people's: those of a linked account bear its person's number."""
    if not len(aliases):
        return list(entries)
    persons = dict(zip(aliases.member_no.tolist(), aliases.canonical_no.tolist(), strict=True))
    return [
        entry
        if entry.member_no not in persons and entry.toward_no not in persons
        else entry._replace(member_no=_of(persons, entry.member_no), toward_no=_of(persons, entry.toward_no))
        for entry in entries
    ]


def _of(persons: Mapping[int, int], number: int | None) -> int | None:
    return None if number is None else persons.get(number, number)


async def spans_of(
    work: GuildWork, aliases: Aliases, people: Iterable[int], family: str
) -> dict[int, list[Span]]:
    """The spans of people, those of their linked accounts among them, by their beginning.

    Being here is being here with one's own number: memberships of accounts tell only where there is none.
    """
    groups = {person: aliases.group(person) for person in sorted(set(people))}
    found = await work.spans.of([(number, family) for group in groups.values() for number in group])
    read: dict[int, list[Span]] = {}
    for person, group in groups.items():
        own = found.get((person, family), [])
        others = [span for number in group[1:] for span in found.get((number, family), [])]
        alone = not others or (family == MEMBERSHIP and own)
        read[person] = own if alone else sorted([*own, *others], key=_begin)
    return read


def _begin(span: Span) -> float:
    return float("-inf") if span.start is None else span.start.timestamp()
