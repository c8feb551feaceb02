"""What several KPIs ask of the same facts, worked out once: the warm sheet."""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import Family
from domain.insights.activity import ANYTHING, acted
from domain.insights.kpis.census import Belonging
from domain.insights.kpis.facts import KpiFacts
from domain.insights.segments import Standing, segments_of
from domain.insights.sheet import NEVER
from domain.kernel.instants import day_of_number, midnight, zone

Mask = NDArray[np.bool_]


def acting(facts: KpiFacts, kinds: tuple[str, ...]) -> Mask:
    """The rows of the whole sheet in which a human did something of these kinds."""

    def make() -> Mask:
        sheet = facts.activity
        found = acted(sheet, kinds)
        if facts.census.bot.any():
            found &= ~facts.census.bot[sheet["member_no"]]
        return found

    return facts.once(("acting", kinds), make)


def active(facts: KpiFacts, span: tuple[int, int], kinds: tuple[str, ...] | None = None) -> Mask:
    """Who did something that qualifies on the days in [first, end); `kinds` instead of the setting."""
    wanted = facts.settings.qualifying if kinds is None else kinds

    def make() -> Mask:
        low, high = facts.activity.edges(span)
        found = facts.nobody()
        found[facts.activity["member_no"][low:high][acting(facts, wanted)[low:high]]] = True
        return found

    return facts.once(("active", span, wanted), make)


def belonging(facts: KpiFacts, end: int) -> Belonging:
    """Who was a member when day number `end` began, and since when."""
    return facts.once(("belonging", end), lambda: facts.census.at(end))


def members(facts: KpiFacts, end: int) -> Mask:
    """Who was a member when day number `end` began."""
    return belonging(facts, end).here


def joined(facts: KpiFacts, end: int) -> NDArray[np.int64]:
    """The day on which everybody had joined last, as known when day number `end` began."""
    return belonging(facts, end).joined


def _first_qualifying(facts: KpiFacts) -> NDArray[np.int64]:
    """The first day with qualifying activity of everybody, NEVER of whoever has none."""

    def make() -> NDArray[np.int64]:
        if set(facts.settings.qualifying) == set(ANYTHING):
            return facts.census.seen
        mask = acting(facts, facts.settings.qualifying)
        found = np.full(facts.size, NEVER, dtype=np.int64)
        rows = facts.activity
        found[rows["member_no"][mask][::-1]] = rows["day"][mask][::-1]  # numpy keeps the last: the first day
        return found

    return facts.once("first qualifying", make)


def standing_at(facts: KpiFacts, end: int) -> Standing:
    """What the segments are decided by, at the end of the day before.

    The same as `standing`, without reading all days again for every end: of whoever was silent for as long as
    the rules look back, `last` is their first day, which decides alike.
    """
    by, known = facts.settings, belonging(facts, end)
    low, high = facts.activity.edges((end - max(by.inactive_days, by.core_window_days), end))
    mask = acting(facts, by.qualifying)[low:high]
    who, when = facts.activity["member_no"][low:high], facts.activity["day"][low:high]
    first = _first_qualifying(facts)
    last = np.where(first < end, first, NEVER)
    last[who[mask]] = when[mask]
    core = when >= end - by.core_window_days
    events = facts.activity.columns.get("events")
    return Standing(
        day=end - 1,
        people=known.here | known.gone,
        left=known.gone,
        joined=known.joined,
        last=last,
        active_days=np.bincount(who[mask & core], minlength=facts.size),
        events=np.zeros(facts.size, dtype=np.int64)
        if events is None
        else np.bincount(who[core], weights=events[low:high][core], minlength=facts.size).astype(np.int64),
    )


def segments_at(facts: KpiFacts, end: int) -> NDArray[np.int8]:
    """The place in SEGMENTS of each member number when day number `end` began."""
    return facts.once(("segments", end), lambda: segments_of(standing_at(facts, end), facts.settings))


def daily_shares(
    facts: KpiFacts, span: tuple[int, int], families: tuple[Family, ...], reach: int = 1
) -> NDArray[np.float64]:
    """How much was heard of each day in [first, end), or of the `reach` days that end with it."""

    def make() -> NDArray[np.float64]:
        tz = zone(facts.settings.time_zone)
        first = day_of_number(span[0] - reach + 1)
        count = span[1] - span[0] + reach
        edges = np.minimum(
            [midnight(first + timedelta(days=n), tz).timestamp() for n in range(count)], facts.until
        )
        starts, ends = edges[: count - reach], edges[reach:]
        shares = [facts.heard(family).shares(starts, ends) for family in families]
        return np.min(shares, axis=0)  # type: ignore[no-any-return]

    return facts.once(("daily shares", span, families, reach), make)
