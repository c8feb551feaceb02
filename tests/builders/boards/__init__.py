"""A desk of KPIs over a small community in memory: half a year of it, told once for all who ask."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import attrs

from adapters.dash_ui.desk import KpiDesk
from application.community.attendance.attending import refold_attendance
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.events.event import Status
from domain.community.log.activity import Activity
from domain.kernel.errors import DomainError
from tests.builders.activities import (
    DAY,
    EVENT,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_message,
    a_person,
    enters_voice,
    joins,
    leaves,
    leaves_voice,
    runs,
)
from tests.builders.events import an_event
from tests.builders.house import House

NAMES = ("Ada", "Bo", "Cleo", "Dara", "Enzo", "Fay", "Gil", "Hana", "Ivo", "Jun")
DAYS = 180


def half_a_year(names: Sequence[str]) -> list[Activity]:
    """Some write daily, some weekly, one leaves, one comes; on Saturdays there is a game night."""
    people = [a_person(at, name=name) for at, name in enumerate(names)]
    told: list[Activity] = []
    for at, who in enumerate(people):
        told.append(joins(TIME_ZERO - (DAYS - 15 * at) * DAY, who))
        every = 1 + at * at // 4
        told += [
            a_message(TIME_ZERO - day * DAY - at * MINUTE, who, number=day * 100 + at)
            for day in range(0, DAYS - 15 * at, every)
            if not 60 < day < 70
        ]
    told.append(leaves(TIME_ZERO - 20 * DAY, people[-1]))
    for week in range(1, 20):
        start = TIME_ZERO - week * 7 * DAY
        for at, who in enumerate(people[: 3 + week % 4]):
            told += [
                enters_voice(start + at * MINUTE, who),
                leaves_voice(start + HOUR + at * MINUTE, who),
            ]
        told += [runs("show_my_profile", start + 2 * MINUTE, people[0]), runs("top", start, people[week % 3])]
    return told


async def a_lively_house(names: Sequence[str] = NAMES) -> House:
    """Everything of it was heard but ten days, two months ago; of nobody nothing is told."""
    house = House.built()
    if not names:
        await house.heard(
            CoverageSpan(family="messages", start=TIME_ZERO, end=TIME_ZERO + HOUR, source="gateway")
        )
        return house
    await house.told(*half_a_year(names))
    start, end = TIME_ZERO - DAYS * DAY, TIME_ZERO + HOUR
    gap = (TIME_ZERO - 70 * DAY, TIME_ZERO - 60 * DAY)
    await house.heard(
        *(
            CoverageSpan(family=family, start=since, end=until, source="gateway")
            for family in FAMILIES
            for since, until in ((start, gap[0]), (gap[1], end))
        )
    )
    async with house.store.writing(GUILD) as work:
        nights = [
            an_event(
                EVENT + week,
                title=names[week % len(names)][:100],
                starts_at=TIME_ZERO - week * 7 * DAY,
                ends_at=TIME_ZERO - week * 7 * DAY + 2 * HOUR,
                channels=(VOICE_CHANNEL,),
                status=Status.COMPLETED,
                started_at=TIME_ZERO - week * 7 * DAY,
                ended_at=TIME_ZERO - week * 7 * DAY + 2 * HOUR,
            )
            for week in range(1, 8)
        ]
        await work.events.put(nights)
        for night in nights:
            await refold_attendance(work, night)
    return house


@attrs.frozen
class GlanceOf:
    """The first look at each guild; what was read once is there at once."""

    read: Callable[..., Awaitable[Any]]
    seen: dict[tuple[Any, ...], Any] = attrs.field(factory=dict)

    def kept(self, *asked: Any) -> Any:
        return self.seen.get(asked)

    async def __call__(self, *asked: Any) -> Any:
        self.seen[asked] = await self.read(*asked)
        return self.seen[asked]


@attrs.define
class KpisOfAHouse:
    """Answers for any guild with the numbers of one house, which is told when somebody first asks."""

    names: Sequence[str] = NAMES
    guild_name: str = "Ludus Magnus"
    away: DomainError | None = None
    house: House | None = None
    _turn: asyncio.Lock = attrs.field(factory=asyncio.Lock)

    @property
    def desk(self) -> KpiDesk:
        return KpiDesk(
            board=self.board,
            explain=self.explain,
            retention=self.retention,
            segments=self.segments,
            funnel=self.funnel,
            glance=GlanceOf(self.glance),
        )

    async def told(self) -> House:
        async with self._turn:
            if self.house is None:
                self.house = await a_lively_house(self.names)
        if self.away is not None:
            raise self.away
        return self.house

    async def board(self, guild: int, *asked: Any, **more: Any) -> Any:
        read = await (await self.told()).show_board(GUILD, *asked, **more)
        return attrs.evolve(read, guild=guild, guild_name=self.guild_name)

    async def glance(self, _guild: int, *asked: Any) -> Any:
        return await (await self.told()).show_glance(GUILD, *asked)

    async def explain(self, guild: int, question: Any) -> Any:
        read = await (await self.told()).explain(GUILD, question)
        found = attrs.evolve(read.found, guild=guild, guild_name=self.guild_name)
        return attrs.evolve(read, found=found)

    async def retention(self, guild: int, *asked: Any, **more: Any) -> Any:
        read = await (await self.told()).show_retention(GUILD, *asked, **more)
        return attrs.evolve(read, guild=guild, guild_name=self.guild_name)

    async def segments(self, guild: int, *asked: Any, **more: Any) -> Any:
        read = await (await self.told()).show_segments(GUILD, *asked, **more)
        return attrs.evolve(read, guild=guild, guild_name=self.guild_name)

    async def funnel(self, guild: int, *asked: Any, **more: Any) -> Any:
        read = await (await self.told()).show_funnel(GUILD, *asked, **more)
        return attrs.evolve(read, guild=guild, guild_name=self.guild_name)


def kpis_of(house: House) -> KpiDesk:
    """The desk of a house that is there already."""
    return KpiDesk(
        board=house.show_board,
        explain=house.explain,
        retention=house.show_retention,
        segments=house.show_segments,
        funnel=house.show_funnel,
        glance=house.show_glance,
    )
