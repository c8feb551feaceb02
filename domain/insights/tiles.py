"""The tiles of the overview: each a count of a window, or a plain word why there is none."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import COMPARABLE, UNCLAIMED, Coverage, Family, least
from domain.insights.activity import (
    ANYTHING,
    active_by_day,
    active_members,
    first_days,
    humans,
    joined_in,
    left_in,
    sum_by_day,
)
from domain.insights.overview import Tile, relative_change
from domain.insights.sheet import DayTable, MemberColumns
from domain.kernel.windows import Window

Shares = NDArray[np.float64]
"""A share of 0 to 1 for each day of a window."""


@attrs.frozen(kw_only=True)
class WindowFacts:
    """What the tiles of one window read: its rows, the whole sheet, and what was heard.

    Whether a human did it was judged record by record, as it was told: then the tiles, the channels,
    the hours and the board count the same, also where one source calls somebody a bot and another does not.
    `span` are the day numbers of the window that have begun at the moment of asking: nothing later
    is seen. `daily` is what was heard of each day.
    """

    window: Window
    span: tuple[int, int]
    rows: DayTable
    sheet: DayTable
    members: MemberColumns
    heard: Mapping[Family, Coverage]
    daily: Mapping[Family, Shares]
    qualifying: tuple[str, ...] = ANYTHING
    """What somebody has to do to count as active."""

    def course(self, days: NDArray[Any]) -> NDArray[np.int64]:
        """How many of these day numbers fall on each day of the window."""
        return np.bincount(days - self.window.span[0], minlength=self.window.days)


@attrs.frozen(kw_only=True)
class Measure:
    """A tile's rule: its value for a window and its course by day, from facts of some families."""

    key: str
    title: str
    question: str
    needs: tuple[Family, ...]
    value: Callable[[WindowFacts], float]
    course: Callable[[WindowFacts], NDArray[np.int64]]
    silent: str
    """What to say when nothing of that kind was heard."""

    unit: Literal["count", "hours"] = "count"
    better: Literal["up", "down"] = "up"
    fallback: "Measure | None" = None
    """What to show, with its note, when nothing of that kind was heard."""

    note: str | None = None
    helped_by: tuple[tuple[Family, str], ...] = ()
    """Further families that add to the number; those that were not heard are named in the note."""


def _column(name: str) -> Callable[[WindowFacts], NDArray[np.int64]]:
    return lambda facts: sum_by_day(_told(facts, name), name, facts.window.span[0], facts.window.days)


def _sum(name: str) -> Callable[[WindowFacts], float]:
    return lambda facts: int(_told(facts, name)[name].sum(dtype=np.int64))


def _told(facts: WindowFacts, name: str) -> DayTable:
    """Bots have rows for the reactions that their messages received: of those only humans' count."""
    return humans(facts.rows, facts.members.bot) if name == "received" else facts.rows


def _first_seen(facts: WindowFacts) -> NDArray[np.int64]:
    """First active days that fall into the window: join dates inferred (DEFINITIONS: joined)."""
    sheet = facts.sheet
    first = first_days(sheet, int(sheet["member_no"].max(initial=-1)) + 1)
    low, high = facts.span
    return first[(first >= low) & (first < high)]


_FIRST_SEEN: Final = Measure(
    key="newcomers",
    title="Newcomers",
    question="Who showed up for the first time?",
    needs=("messages",),
    value=lambda facts: len(_first_seen(facts)),
    course=lambda facts: facts.course(_first_seen(facts)),
    silent="We were not listening yet.",
    note="Join dates are not known here: counted by the first message or reaction.",
)

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        key="active_members",
        title="Active members",
        question="How many people took part?",
        needs=("messages",),
        value=lambda facts: active_members(facts.rows, facts.qualifying),
        course=lambda facts: active_by_day(
            facts.rows, facts.window.span[0], facts.window.days, facts.qualifying
        ),
        silent="We were not listening yet.",
        helped_by=(("reactions_given", "reactions"), ("voice", "voice")),
    ),
    Measure(
        key="messages",
        title="Messages",
        question="How much was written?",
        needs=("messages",),
        value=_sum("messages"),
        course=_column("messages"),
        silent="We were not listening yet.",
    ),
    Measure(
        key="reactions",
        title="Reactions",
        question="How often did people react to each other?",
        needs=("reactions_given",),
        value=_sum("reactions"),
        course=_column("reactions"),
        silent="Nobody told us about reactions in this time.",
        fallback=Measure(
            key="reactions",
            title="Reactions received",
            question="How often were messages reacted to?",
            needs=("reactions_received",),
            value=_sum("received"),
            course=_column("received"),
            silent="Nobody told us about reactions in this time.",
            note="The history file does not say who reacted: counted at the messages that received them.",
        ),
    ),
    Measure(
        key="voice_hours",
        title="Voice hours",
        question="How long did people talk together?",
        needs=("voice",),
        value=lambda facts: int(facts.rows["voice_seconds"].sum(dtype=np.int64)) / 3600,
        course=_column("voice_seconds"),
        silent="Voice is heard only while the bot is running.",
        unit="hours",
    ),
    Measure(
        key="newcomers",
        title="Newcomers",
        question="How many people joined?",
        needs=("membership",),
        value=lambda facts: len(joined_in(facts.members, facts.span)),
        course=lambda facts: facts.course(joined_in(facts.members, facts.span)),
        silent="Joins are heard only while the bot is running.",
        fallback=_FIRST_SEEN,
    ),
    Measure(
        key="leavers",
        title="Leavers",
        question="How many people left?",
        needs=("membership",),
        value=lambda facts: len(left_in(facts.members, facts.span)),
        course=lambda facts: facts.course(left_in(facts.members, facts.span)),
        silent="Leaves are heard only while the bot is running.",
        better="down",
    ),
)


def tile(measure: Measure, now: WindowFacts, before: WindowFacts | None) -> Tile:
    """A measure read in a window and in the one before; unavailable where nothing was heard.

    What was sent to us without a claim of coverage is shown, and said to be so. The change is left
    out when there is no window before, or it was heard for less than half: silence is no baseline.
    """
    covered = least(now.heard[family] for family in measure.needs)
    value = measure.value(now)
    if covered.none and not value:
        return tile(measure.fallback, now, before) if measure.fallback else _unavailable(measure)
    previous = _baseline(measure, before)
    return Tile(
        key=measure.key,
        title=measure.title,
        question=measure.question,
        unit=measure.unit,
        better=measure.better,
        value=value,
        previous=previous,
        change=relative_change(value, previous),
        series=_series(measure, now),
        covered=covered.share,
        note=_note(measure, now, claimed=not covered.none),
    )


def _baseline(measure: Measure, before: WindowFacts | None) -> float | None:
    if before is None or least(before.heard[family] for family in measure.needs).share < COMPARABLE:
        return None
    return measure.value(before)


def _series(measure: Measure, now: WindowFacts) -> tuple[float | None, ...]:
    """The course by day; None for a day that has not begun, or of which nothing was heard or told."""
    scale = 3600 if measure.unit == "hours" else 1
    begun = now.span[1] - now.span[0]
    heard = np.min([now.daily[family] for family in measure.needs], axis=0)
    return tuple(
        float(amount) / scale if day < begun and (amount or share > 0) else None
        for day, (amount, share) in enumerate(zip(measure.course(now), heard, strict=True))
    )


def _note(measure: Measure, now: WindowFacts, *, claimed: bool) -> str | None:
    if not claimed:
        return f"{UNCLAIMED} {measure.note}" if measure.note else UNCLAIMED
    unheard = [word for family, word in measure.helped_by if now.heard[family].none]
    if not unheard:
        return measure.note
    return f"Counted without {' and '.join(unheard)}, which we did not hear."


def _unavailable(measure: Measure) -> Tile:
    return Tile(
        key=measure.key,
        title=measure.title,
        question=measure.question,
        unit=measure.unit,
        better=measure.better,
        value=None,
        covered=0.0,
        unavailable=measure.silent,
    )
