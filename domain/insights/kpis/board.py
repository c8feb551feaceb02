"""A board: the KPIs of a page, each with the window before and its course, light enough to be kept."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

import attrs

from domain.insights.kpis.asked.course import stretched
from domain.insights.kpis.asked.heading import Heading
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import By, Grain, Kpi, Part
from domain.insights.kpis.periods import periods
from domain.insights.kpis.reading import Reading, reach
from domain.insights.kpis.slice import EVERYONE
from domain.insights.overview import relative_change
from domain.kernel.windows import AsOf, Window

MOST_WEEKS: Final = 26
"""Beyond, weeks are too many for a small chart, and months say more."""

MOST_MONTHS: Final = 24


@attrs.frozen(kw_only=True)
class Told:
    """A reading without the facts behind it: what a page shows, and what it remembers."""

    first: date
    last: date
    label: str
    open: bool
    numerator: float | None
    denominator: float | None
    value: float | None
    shown: float | None
    covered: float
    comparable: bool
    parts: tuple[Part, ...] = ()
    overlapping: bool = False
    caveats: tuple[str, ...] = ()
    unavailable: str | None = None
    middle_of: int | None = None

    @classmethod
    def of(cls, reading: Reading) -> "Told":
        """What a reading says."""
        return cls(
            first=reading.window.first,
            last=reading.window.last,
            label=reading.window.label,
            open=reading.open,
            numerator=reading.numerator,
            denominator=reading.denominator,
            value=reading.value,
            shown=reading.shown,
            covered=reading.covered,
            comparable=reading.comparable,
            parts=reading.parts,
            overlapping=reading.overlapping,
            caveats=reading.caveats,
            unavailable=reading.unavailable,
            middle_of=reading.middle_of,
        )

    def reading(self, kpi: Kpi, as_of: AsOf) -> Reading:
        """The reading again, without the people behind it."""
        window = Window(first=self.first, last=self.last, label=self.label, open=self.open)
        return Reading(
            kpi=kpi,
            definition=kpi.definition,
            window=window,
            read=reach(kpi, window, as_of),
            as_of=as_of,
            group=EVERYONE,
            numerator=self.numerator,
            denominator=self.denominator,
            covered=self.covered,
            who=None,
            parts=self.parts,
            overlapping=self.overlapping,
            caveats=self.caveats,
            unavailable=self.unavailable,
            middle_of=self.middle_of,
        )

    @property
    def known(self) -> float | None:
        """The number that is shown; None where there is none."""
        return None if self.unavailable is not None else self.shown

    @property
    def change_from(self) -> float | None:
        """What a change is measured against: nothing where there is nothing to hold against another."""
        return self.shown if self.comparable else None


@attrs.frozen(kw_only=True)
class Line:
    """One KPI of a board; `before` is None where nothing lies before the window."""

    kpi: Kpi = attrs.field(repr=lambda kpi: f"{kpi.key} {kpi.version}")
    now: Told
    before: Told | None
    course: tuple[Told, ...] = ()

    @property
    def change(self) -> float | None:
        """Relative to the window before; None where that is not above zero."""
        was = self.before.change_from if self.before is not None else None
        is_now = self.now.change_from
        return relative_change(is_now, was)


@attrs.frozen(kw_only=True)
class Board(Heading):
    """The KPIs of a page in their order; `apart` has those taken apart, by KPI and by what, and
    `apart_over_time` the course of those.
    """

    grain: Grain
    """Of the courses."""

    lines: tuple[Line, ...]
    apart: Mapping[tuple[str, By], Told]
    apart_over_time: Mapping[tuple[str, By], tuple[Told, ...]]

    @property
    def heard(self) -> float | None:
        """The least share that was heard of what its KPIs need in the days of the window, where some of it
        was; None where all was, or none, or nothing that looks at these very days has to listen."""
        span = self.window.span
        same = [one for one in self.lines if reach(one.kpi, self.window, self.as_of).span == span]
        shares = [one.now.covered for one in same if one.kpi.needs]
        return min(shares) if shares and max(shares) > 0 and min(shares) < 1 else None

    def line(self, key: str) -> Line | None:
        """The line of a KPI; None where the board has none of it."""
        return next((one for one in self.lines if one.kpi.key == key), None)

    def some(self, *keys: str) -> tuple[Line, ...]:
        """The lines of these KPIs, those that there are."""
        return tuple(line for key in keys if (line := self.line(key)) is not None)


def course_window(window: Window, as_of: AsOf, since: date | None) -> tuple[Window, Grain]:
    """The time that a course is drawn over, and its grain: weeks, or months where there are many."""
    last = min(window.last, as_of.last_day)
    first = min(window.first, last)
    if (last - first).days < MOST_WEEKS * 7:
        return stretched(Window(first=first, last=last), "week", since), "week"
    first = max(first, last - timedelta(days=MOST_MONTHS * 30))
    return stretched(Window(first=first, last=last), "month", since), "month"


class Tell(Protocol):
    """Tells one period of a KPI, perhaps from memory."""

    def __call__(self, kpi: Kpi, period: Window, by: By | None = None) -> Told: ...


def line_of(kpi: Kpi, window: Window, spans: Sequence[Window], tell: Tell) -> Line:
    """A KPI of a board with its course over these periods."""
    return Line(
        kpi=kpi,
        now=tell(kpi, window),
        before=None if window.everything else tell(kpi, window.preceding()),
        course=tuple(tell(kpi, span) for span in spans),
    )


def spans_of(window: Window, facts: KpiFacts) -> tuple[list[Window], Grain]:
    """The periods of a course, and their grain."""
    over, grain = course_window(window, facts.as_of, facts.activity.first_day)
    return periods(over, grain, facts.as_of, facts.settings.time_zone), grain
