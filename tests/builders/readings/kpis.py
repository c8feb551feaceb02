"""Facts that KPIs are read from, made of a few rows; days are counted from TIME_ZERO's, today is 0."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from domain.community.coverage import FAMILIES, CoverageSpan, Family
from domain.community.settings import GuildSettings
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.reading import Reading, read
from domain.insights.sheet import DayTable, MemberColumns, Shape
from domain.kernel.instants import day_of_number
from domain.kernel.windows import AsOf, Window
from tests.builders.activities import DAY_ZERO, GUILD
from tests.builders.sheets import TODAY, member_days, members

LONG_AGO = -400


def heard(since: float = LONG_AGO, until: float = 1, *families: Family) -> list[CoverageSpan]:
    """Heard from the beginning (UTC) of one day to that of another; default: everything, until today ends."""
    zero = datetime(DAY_ZERO.year, DAY_ZERO.month, DAY_ZERO.day, tzinfo=UTC)
    start, end = zero + timedelta(days=since), zero + timedelta(days=until)
    return [
        CoverageSpan(family=family, start=start, end=end, source="gateway") for family in families or FAMILIES
    ]


def activity(*rows: Sequence[int]) -> DayTable:
    """The activity sheet: (day away, member, messages, reactions, voice seconds, events, commands)."""
    full = [(*row, *[0] * (7 - len(row))) for row in rows]
    plain = member_days(*((TODAY + row[0], row[1], row[2], row[3], 0, row[4]) for row in sorted(full)))
    shape = Shape(plain.shape.name, (*plain.shape.columns, ("events", np.int32), ("commands", np.int32)))
    more = np.array([row[5:] for row in sorted(full)], dtype=np.int64).reshape(len(full), 2)
    return DayTable.of(shape, {**plain.columns, "events": more[:, 0], "commands": more[:, 1]})


def said(who: int, *days: int) -> list[tuple[int, ...]]:
    """One message on each of these days."""
    return [(day, who, 1) for day in days]


def belonging(count: int, *told: Sequence[Any], **others: Any) -> MemberColumns:
    """(member, day away joined or None, day away left or None); who is not told joined long ago."""
    known = {each[0] for each in told}
    spans = [*((who, LONG_AGO, None) for who in range(count) if who not in known), *told]
    away = [tuple(None if day is None else TODAY + day for day in each[1:]) for each in spans]
    return members(
        count, memberships=[(each[0], *days) for each, days in zip(spans, away, strict=True)], **others
    )


def some_facts(
    *rows: Sequence[int],
    people: MemberColumns | None = None,
    count: int = 6,
    spans: Sequence[CoverageSpan] | None = None,
    as_of: AsOf | None = None,
    **settings: Any,
) -> KpiFacts:
    """Of a guild of `count` members of long standing, heard all the time, as of the end of today."""
    by = GuildSettings(**settings)
    return KpiFacts(
        guild=GUILD,
        settings=by,
        as_of=as_of or AsOf.end_of(DAY_ZERO, by.time_zone),
        spans=heard() if spans is None else spans,
        activity=activity(*rows),
        members=belonging(count) if people is None else people,
    )


def days(first: int, last: int = 0) -> Window:
    """The days from one away to another."""
    return Window(first=day_of_number(TODAY + first), last=day_of_number(TODAY + last))


WEEK = days(-6)
MONTH = days(-29)


def reading(key: str, facts: KpiFacts, window: Window = WEEK, **how: Any) -> Reading:
    """One KPI of the catalogue."""
    return read(kpi(key), facts, window, **how)


def behind(found: Reading) -> set[int]:
    """The member numbers behind a reading."""
    return set() if found.who is None else set(np.flatnonzero(found.who).tolist())
