"""Facts that say how often they were asked, and can be made to wait, to fail or to go back in time."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import attrs

from adapters.memory.insights import MemoryFacts
from application.insights.ports import Facts, Revisions
from application.insights.sheets import Sheets
from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.sheet import DayTable, MemberColumns, RoleColumns, Shape
from tests.builders.activities import DAY
from tests.builders.house import House


@attrs.define
class WatchedFacts:
    """Facts of another store, counted; `gate` holds every load back until it is opened."""

    inner: Facts
    asked: Counter[str] = attrs.field(factory=Counter)
    reloaded: list[frozenset[int]] = attrs.field(factory=list)
    gate: asyncio.Event | None = None
    broken: Exception | None = None

    async def _pass(self, what: str) -> None:
        self.asked[what] += 1
        if self.gate is not None:
            await self.gate.wait()
        if self.broken is not None:
            raise self.broken

    async def revisions(self, guild: int, since: int) -> Revisions:
        await self._pass("revisions")
        return await self.inner.revisions(guild, since)

    async def day_table(self, guild: int, shape: Shape, days: Collection[int] | None = None) -> DayTable:
        await self._pass(f"{shape.name} {'all' if days is None else 'some'}")
        if days is not None:
            self.reloaded.append(frozenset(days))
        return await self.inner.day_table(guild, shape, days)

    async def command_words(self, guild: int) -> dict[int, str]:
        await self._pass("command words")
        return await self.inner.command_words(guild)

    async def replies_of(self, guild: int, member_no: int, span: tuple[int, int]) -> DayTable:
        await self._pass("replies")
        return await self.inner.replies_of(guild, member_no, span)

    async def channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        await self._pass(f"people of {span[1] - span[0]} days")
        return await self.inner.channel_people(guild, span)

    async def channel_talkers(self, guild: int, span: tuple[int, int], time_zone: str) -> ChannelPeople:
        await self._pass(f"talkers of {span[1] - span[0]} days")
        return await self.inner.channel_talkers(guild, span, time_zone)

    async def member_channels(self, guild: int, days: Sequence[int], members: Sequence[int]) -> DayTable:
        await self._pass("member channels")
        return await self.inner.member_channels(guild, days, members)

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        await self._pass("members")
        return await self.inner.members(guild, time_zone)

    async def names(self, guild: int) -> MemberNames:
        await self._pass("names")
        return await self.inner.names(guild)


@attrs.define
class Watch:
    """Seconds that pass when a test says so."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def columns_of(table: DayTable | MemberColumns | ChannelPeople) -> dict[str, list[Any]]:
    """A table as plain lists, so that two can be compared."""
    if isinstance(table, DayTable):
        return {name: column.tolist() for name, column in table.columns.items()}
    if isinstance(table, ChannelPeople):
        return {field.name: getattr(table, field.name).tolist() for field in attrs.fields(ChannelPeople)}
    names = [field.name for field in attrs.fields(MemberColumns) if field.name != "roles"]
    roles = {
        f"roles.{field.name}": getattr(table.roles, field.name).tolist()
        for field in attrs.fields(RoleColumns)
    }
    return roles | {name: getattr(table, name).tolist() for name in names}


class Shelf:
    """Sheets over watched facts of a house."""

    def __init__(self, **bounds: Any) -> None:
        self.house = House.built()
        self.house.clock.at += 30 * DAY
        self.watch = Watch()
        self.facts = WatchedFacts(MemoryFacts(self.house.memory))
        self.sheets = Sheets(self.facts, self.watch, **bounds)

    def later(self) -> None:
        """So much later that revisions are asked for again."""
        self.watch.seconds += 1.0
