"""What several KPIs ask of the same facts, worked out once: the warm sheet."""

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import Family
from domain.insights.activity import ANYTHING, acted
from domain.insights.directory.tiers import NO_TIER, standings
from domain.insights.kpis.census import Belonging, first_of
from domain.insights.kpis.facts import KpiFacts
from domain.insights.segments import Standing, segments_of
from domain.insights.sheet import NEVER
from domain.kernel.instants import day_of_number, midnight, zone

Mask = NDArray[np.bool_]


def acting(facts: KpiFacts, kinds: tuple[str, ...]) -> Mask:
    """The rows of the whole sheet in which a human did something of these kinds."""

    def make() -> Mask:
        sheet = facts.activity
        found = facts.census.did.copy() if set(kinds) == set(ANYTHING) else acted(sheet, kinds)
        if facts.census.bot.any():
            found &= ~facts.census.bot[sheet["member_no"]]
        return found

    return facts.once_for_all(("acting", kinds), make)


def places_of(facts: KpiFacts, column: str, span: tuple[int, int]) -> NDArray[np.intp]:
    """The rows of the sheet on the days in [first, end) in which something stands in a column."""
    sheet = facts.activity
    if column not in sheet.columns:
        return np.empty(0, dtype=np.intp)
    every = facts.once_for_all(("places", column), lambda: np.flatnonzero(sheet[column]))
    low, high = np.searchsorted(every, sheet.edges(span)).tolist()
    return every[low:high]


def acted_on(
    facts: KpiFacts, span: tuple[int, int], kinds: tuple[str, ...]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Who did something of these kinds on the days in [first, end), and when: each once a day, day by day."""
    low, high = facts.activity.edges(span).tolist()
    rows = acting(facts, kinds)[low:high]
    who, when = facts.activity["member_no"][low:high], facts.activity["day"][low:high]
    return (who, when) if rows.all() else (who[rows], when[rows])


def active(facts: KpiFacts, span: tuple[int, int], kinds: tuple[str, ...] | None = None) -> Mask:
    """Who did something that qualifies on the days in [first, end); `kinds` instead of the setting."""
    wanted = facts.settings.qualifying if kinds is None else kinds

    def make() -> Mask:
        found = facts.nobody()
        found[acted_on(facts, span, wanted)[0]] = True
        return found

    return facts.once_for_all(("active", span, wanted), make)


def belonging(facts: KpiFacts, end: int) -> Belonging:
    """Who was a member when day number `end` began, and since when."""
    return facts.once_for_all(("belonging", end), lambda: facts.census.at(end))


def members(facts: KpiFacts, end: int) -> Mask:
    """Who was a member when day number `end` began."""
    return belonging(facts, end).here


def joined(facts: KpiFacts, end: int) -> NDArray[np.int32]:
    """The day on which everybody had joined last, as known when day number `end` began."""
    return belonging(facts, end).joined


def _first_qualifying(facts: KpiFacts) -> NDArray[np.int64]:
    """The first day with qualifying activity of everybody, NEVER of whoever has none."""

    def make() -> NDArray[np.int64]:
        kinds, sheet = facts.settings.qualifying, facts.activity
        if set(kinds) == set(ANYTHING):
            return facts.census.seen
        return first_of(sheet["member_no"], sheet["day"], acting(facts, kinds), facts.size)

    return facts.once_for_all("first qualifying", make)


def standing_at(facts: KpiFacts, end: int) -> Standing:
    """What the segments are decided by, at the end of the day before.

    The same as `standing`, without reading all days again for every end: of whoever was silent for as long as
    the rules look back, `last` is their first day, which decides alike.
    """
    by, known, sheet = facts.settings, belonging(facts, end), facts.activity
    first = _first_qualifying(facts)
    last = np.where(first < end, first, NEVER)
    who, when = acted_on(facts, (end - by.inactive_days, end), by.qualifying)
    last[who] = when
    often, _ = acted_on(facts, (end - by.core_window_days, end), by.qualifying)
    events = np.zeros(facts.size, dtype=np.int64)
    came = places_of(facts, "events", (end - by.core_window_days, end))
    if len(came):
        np.add.at(events, sheet["member_no"][came].astype(np.intp), sheet["events"][came].astype(np.int64))
    return Standing(
        day=end - 1,
        people=known.here | known.gone,
        left=known.gone,
        joined=known.joined.astype(np.int64),
        last=last,
        active_days=np.bincount(often, minlength=facts.size),
        events=events,
    )


def tiers_at(facts: KpiFacts, end: int) -> NDArray[np.int8]:
    """The place in TIERS of each member number by the roles held when day `end` began; NO_TIER of bots."""

    def make() -> NDArray[np.int8]:
        found = standings(facts.members.roles, facts.settings.tiers, end, facts.size)
        found[facts.census.bot] = NO_TIER
        return found

    return facts.once_for_all(("tiers", end), make)


def segments_at(facts: KpiFacts, end: int) -> NDArray[np.int8]:
    """The place in SEGMENTS of each member number when day number `end` began."""
    return facts.once_for_all(("segments", end), lambda: segments_of(standing_at(facts, end), facts.settings))


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
