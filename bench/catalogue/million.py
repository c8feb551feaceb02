"""The catalogue of a community ten times as large: a million members, a hundred million activities.

Its columns are made in memory, for what is asked here is how the rules grow: a database that holds so much is
asked the same few questions for its columns.
"""

from datetime import timedelta

import numpy as np

from bench.made import world
from bench.made.world import LAST_DAY, World
from bench.report.lines import Line, median_ms, note, say
from bench.scene import Scene
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.settings import GuildSettings
from domain.insights.attended import ACTIVITY
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.reading import read
from domain.insights.sheet import NEVER, DayTable, MemberColumns, Shape
from domain.kernel.instants import day_number
from domain.kernel.windows import AsOf, window

_LARGER = 10
_DAYS = 180
_SHEET = Shape(ACTIVITY.name, (*ACTIVITY.columns, ("commands", np.int32)))


async def run(_scene: Scene) -> list[Line]:
    """Everything that needs people and their days, of 30 days and of the 30 before; as it grows tenfold."""
    small = _measured(100_000, 10_000_000)
    large = _measured(100_000 * _LARGER, 10_000_000 * _LARGER)
    asked = [kpi for kpi in CATALOGUE if _of_people(kpi.facts)]
    name = f"{len(asked)} KPIs of people, of 30 days and the 30 before"
    return [
        say(Line(name=f"{name}: 100,000 members, 10 M activities", value=small, unit="ms")),
        say(Line(name=f"{name}: 1 M members, 100 M activities", value=large, unit="ms",
                 ratio=large / small, of="a tenth of it")),
    ]  # fmt: skip


def _of_people(facts: tuple[str, ...]) -> bool:
    return set(facts) <= {"activity", "members"}


def _measured(members: int, activities: int) -> float:
    made = world.make(members=members, days=_DAYS, activities=activities)
    facts = _facts(made)
    note(f"{members:,} members: {len(facts.activity):,} member-days, {facts.activity.nbytes / 1e6:,.0f} MB")
    days = window("30d", facts.as_of)
    asked = [kpi for kpi in CATALOGUE if _of_people(kpi.facts)]

    def everything() -> None:
        fresh = _facts(made, facts.activity, facts.members)
        for kpi in asked:
            read(kpi, fresh, days)
            read(kpi, fresh, days.previous())

    return median_ms(everything, runs=5)


def _facts(made: World, sheet: DayTable | None = None, members: MemberColumns | None = None) -> KpiFacts:
    as_of = AsOf.end_of(LAST_DAY - timedelta(days=1), "UTC")
    start = as_of.instant - timedelta(days=3 * _DAYS)
    return KpiFacts(
        guild=1,
        settings=GuildSettings(),
        as_of=as_of,
        spans=[
            CoverageSpan(family=family, start=start, end=as_of.instant, source="bench") for family in FAMILIES
        ],
        activity=sheet or _sheet(made),
        members=members or _members(made),
    )


def _sheet(made: World) -> DayTable:
    """A tenth of the days with voice, three of a hundred with a command, as bench.made.life has it."""
    rng = np.random.default_rng(17)
    rows = len(made.day)
    none = np.zeros(rows, dtype=np.int32)
    return DayTable.of(
        _SHEET,
        {
            "day": made.day,
            "member_no": made.member_no,
            "messages": made.messages,
            "reactions": made.reactions,
            "received": none,
            "voice_seconds": np.where(rng.random(rows) < 0.1, 1_800, 0),
            "events": none,
            "commands": (rng.random(rows) < 0.03).astype(np.int32),
        },
    )


def _members(made: World) -> MemberColumns:
    """Everybody joined in the last two years, at the latest when they were first active; a tenth left."""
    rng = np.random.default_rng(19)
    last = day_number(LAST_DAY)
    numbers = np.arange(made.members, dtype=np.int32)
    joined = rng.integers(last - 730, last - 6, made.members).astype(np.int32)
    np.minimum.at(joined, made.member_no, made.day)
    seen = joined.copy()
    np.maximum.at(seen, made.member_no, made.day)
    left = np.full(made.members, NEVER, dtype=np.int32)
    gone = (rng.random(made.members) < 0.1) & (seen < last - 1)
    left[gone] = seen[gone] + 1
    nobody = np.zeros(made.members, dtype=np.bool_)
    return MemberColumns(
        bot=nobody, erased=nobody, member_no=numbers, joined=joined, left=left, joined_inferred=nobody
    )
