"""A reading: one KPI of one window as of one moment, with everything that its receipt needs."""

import attrs
import numpy as np

from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.groups import groups
from domain.insights.kpis.kpi import Amount, By, Definition, Kpi, Part
from domain.insights.kpis.slice import EVERYONE, Group, Mask, Slice
from domain.kernel.windows import AsOf, Window

COMPARABLE = 0.5
"""A time heard for less than half is no baseline for a change."""


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """One KPI of a window: a number or a ratio kept as its two numbers.

    `window` is the one asked for, `read` the days that were looked at for it. `covered` is the least share
    of them that was heard of what it needs, 0 to 1. `parts` sum to the numerator unless `overlapping`.
    """

    kpi: Kpi
    definition: Definition
    window: Window
    read: Window
    as_of: AsOf
    group: Group
    numerator: float | None
    denominator: float | None
    covered: float
    who: Mask | None
    parts: tuple[Part, ...]
    overlapping: bool
    caveats: tuple[str, ...]
    unavailable: str | None

    @property
    def value(self) -> float | None:
        """The number itself; of a ratio numerator / denominator, None of nothing."""
        if self.numerator is None or self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    @property
    def shown(self) -> float | None:
        """The number that people see first."""
        return self.numerator if self.kpi.headline == "numerator" else self.value

    @property
    def open(self) -> bool:
        """The window is not over: more is to come."""
        return self.window.open


def reach(kpi: Kpi, window: Window) -> Window:
    """The days that a KPI looks at for a window."""
    if kpi.reach is None or kpi.reach == window.days:
        return window
    first = window.last.fromordinal(window.last.toordinal() - kpi.reach + 1)
    return Window(first=first, last=window.last, label=window.label, open=window.open)


def read(
    kpi: Kpi,
    facts: KpiFacts,
    window: Window,
    *,
    group: Group = EVERYONE,
    by: By | None = None,
    version: int | None = None,
) -> Reading:
    """Read one KPI; with `by` its parts are those of that kind of group. Never raises for want of facts."""
    looked_at = reach(kpi, window)
    seen = Slice(facts=facts, window=looked_at, group=group)
    definition = kpi.in_version(version)
    amount, covered = _amount(kpi, definition, seen)
    parts, overlapping = amount.parts, amount.overlapping
    if by is not None:
        parts, overlapping = _taken_apart(kpi, definition, seen, by, amount)
    return Reading(
        kpi=kpi,
        definition=definition,
        window=window,
        read=looked_at,
        as_of=facts.as_of,
        group=group,
        numerator=amount.numerator,
        denominator=amount.denominator,
        covered=covered,
        who=amount.who,
        parts=parts,
        overlapping=overlapping,
        caveats=(*amount.caveats, *kpi.caveats),
        unavailable=amount.unavailable,
    )


def _amount(kpi: Kpi, definition: Definition, seen: Slice) -> tuple[Amount, float]:
    """What the rule computes; nothing where nothing was heard, for silence is not zero."""
    if seen.span[0] >= seen.span[1]:
        return Amount.nothing("These days have not begun."), 0.0
    heard = seen.heard(*kpi.needs) if kpi.needs else None
    covered = 1.0 if heard is None else heard.share
    amount = definition.compute(seen)
    if heard is not None and heard.none and not amount.numerator and amount.unavailable is None:
        return Amount.nothing(UNHEARD), covered
    return amount, covered


UNHEARD = "We were not listening then."


def _taken_apart(
    kpi: Kpi, definition: Definition, seen: Slice, by: By, whole: Amount
) -> tuple[tuple[Part, ...], bool]:
    """The same number of each group. Who is in none of them, and who is counted in several, are lines of
    their own: with them the parts of people sum to the whole."""
    found, overlapping = groups(seen, by)
    parts: list[Part] = []
    times = np.zeros(seen.facts.size, dtype=np.int64)
    for group in found:
        amount = definition.compute(attrs.evolve(seen, group=group))
        if amount.who is not None:
            times += amount.who
        parts.append(
            Part(
                key=group.key,
                title=group.title,
                numerator=amount.numerator,
                denominator=amount.denominator,
                note=amount.unavailable,
            )
        )
    if found and whole.who is not None:
        nowhere = float(np.count_nonzero(whole.who & (times == 0)))
        again = float((times[times > 1] - 1).sum())
        parts += [Part(key="none", title="In none of them", numerator=nowhere)] if nowhere else []
        parts += [Part(key="overlap", title="Counted more than once", numerator=-again)] if again else []
    return tuple(parts), overlapping
