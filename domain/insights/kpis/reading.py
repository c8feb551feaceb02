"""A reading: one KPI of one window as of one moment, with everything that its receipt needs."""

from datetime import timedelta

import attrs
import numpy as np

from domain.community.coverage import COMPARABLE, Family
from domain.insights.kpis.events.groups import NONE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.groups import groups
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, By, Definition, Kpi, Part
from domain.insights.kpis.slice import EVERYONE, Group, Slice
from domain.kernel.windows import AsOf, Window

__all__ = ["NO_SHARE", "UNHEARD", "Reading", "reach", "read", "value_of"]

UNHEARD = "We were not listening then."
UNCOUNTED = "This was not counted yet then, and the records of these days are gone."
_TWICE = "Counted more than once"
_TOGETHER = "Only counted all together"
"""As who came twice, but to events of two types."""

NOT_BEGUN = "These days have not begun."
NO_SHARE = "There is nobody, or nothing, to take a share of."
_IN_ORDER = ("segment", "tier")
"""Groups with an order of their own; of others the largest part comes first."""

MONTH = 30
"""A KPI of so many days reads a calendar month as it is."""


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
    middle_of: int | None = None

    @property
    def value(self) -> float | None:
        """The number itself; of a ratio numerator / denominator, None of nothing."""
        return value_of(self.kpi, self.numerator, self.denominator)

    @property
    def shown(self) -> float | None:
        """The number that people see first."""
        return self.numerator if self.kpi.headline == "numerator" else self.value

    @property
    def comparable(self) -> bool:
        """It can be held against another: there is a number, and at least half of its time was heard."""
        return self.unavailable is None and self.shown is not None and self.covered >= COMPARABLE

    @property
    def open(self) -> bool:
        """The window is not over: more is to come."""
        return self.window.open


def reach(kpi: Kpi, window: Window, as_of: AsOf) -> Window:
    """The days that a KPI looks at for a window: of one that goes on the last days that have come."""
    if kpi.reach is None or kpi.reach == window.days or (kpi.reach == MONTH and window.month):
        return window
    last = window.last if window.first > as_of.last_day else min(window.last, as_of.last_day)
    first = last - timedelta(days=kpi.reach - 1)
    return Window(first=first, last=last, label=window.label, open=window.open)


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
    looked_at = reach(kpi, window, facts.as_of)
    seen = looking(kpi, facts, looked_at, group)
    definition = kpi.in_version(version)
    begun = window.first <= facts.as_of.last_day
    amount, covered = _amount(kpi, definition, seen) if begun else (Amount.nothing(NOT_BEGUN), 0.0)
    parts, overlapping = amount.parts, amount.overlapping
    if by is not None and begun:
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
        caveats=(*amount.caveats, *seen.partly(kpi.needs, kpi.settings), *kpi.caveats),
        unavailable=_missing(kpi, amount),
        middle_of=amount.middle_of,
    )


def looking(kpi: Kpi, facts: KpiFacts, window: Window, group: Group = EVERYONE) -> Slice:
    """What a KPI reads of those days; its groups are as it has them."""
    return Slice(facts=facts, window=window, group=group, from_start=kpi.from_start, talks=kpi.talks)


def _amount(kpi: Kpi, definition: Definition, seen: Slice) -> tuple[Amount, float]:
    """What the rule computes; nothing where nothing was heard, for silence is not zero."""
    heard = seen.heard(*kpi.needs) if kpi.needs else None
    covered = 1.0 if heard is None else heard.share
    if why := seen.unknown(seen.group.by):
        return Amount.nothing(why), covered
    amount = definition.compute(seen)
    silent = heard is not None and heard.none and not (amount.numerator or amount.told)
    if silent and amount.unavailable is None:
        return Amount.nothing(unheard(seen, *kpi.needs)), covered
    return amount, covered


def unheard(seen: Slice, *families: Family) -> str:
    """Why nothing is known of these families: nobody listened, or nobody counted what was heard."""
    return UNHEARD if any(seen.listened(family).none for family in families) else UNCOUNTED


def _taken_apart(
    kpi: Kpi, definition: Definition, seen: Slice, by: By, whole: Amount
) -> tuple[tuple[Part, ...], bool]:
    """The same number of each group. Who is in none of them, and what is counted in several, are lines of
    their own: with them the parts sum to the whole."""
    if why := seen.unknown(by):
        return (Part(key="unknown", title="Not known", numerator=None, note=why),), False
    found, overlapping = groups(seen, by)
    parts = [_part(kpi, definition, seen, one) for one in found]
    if by not in _IN_ORDER:
        parts.sort(key=lambda part: _size(kpi, part), reverse=True)
    people = [one.people for one in found if one.people is not None]
    if not found or not whole.sums or whole.numerator is None:
        return tuple(parts), overlapping or not whole.sums
    if people:
        rest = ~np.logical_or.reduce(people)
        nowhere = Group(
            by=by, key="none", title="In none of them", people=seen.within(rest), of_all=found[0].of_all
        )
        last = _part(kpi, definition, seen, nowhere)
        parts += [last] if last.numerator else []
    again = sum(part.numerator or 0.0 for part in parts) - whole.numerator
    if abs(again) <= 1e-6 * max(1.0, abs(whole.numerator)):
        return tuple(parts), False
    parts.append(Part(key="overlap", title=_TWICE if again > 0 else _TOGETHER, numerator=-again))
    return tuple(parts), overlapping


def _part(kpi: Kpi, definition: Definition, seen: Slice, group: Group) -> Part:
    """What a reading of the group alone says: a part that nobody heard is unknown, too, and not zero."""
    amount, _ = _amount(kpi, definition, attrs.evolve(seen, group=group))
    return Part(
        key=group.key,
        title=group.title,
        numerator=amount.numerator,
        denominator=amount.denominator,
        note=amount.unavailable,
    )


def value_of(kpi: Kpi, numerator: float | None, denominator: float | None) -> float | None:
    """A share without its whole is no number."""
    if numerator is None or (denominator is None and kpi.unit == "share"):
        return None
    if denominator is None:
        return numerator
    return numerator / denominator if denominator else None


def _size(kpi: Kpi, part: Part) -> tuple[bool, float, float]:
    """What people see of a part, then of how many; the unknown, and what is in no group, come last."""
    value = value_of(kpi, part.numerator, part.denominator)
    shown = part.numerator if kpi.headline == "numerator" else value
    return part.key != NONE, -np.inf if shown is None else shown, part.denominator or 0.0


def _missing(kpi: Kpi, amount: Amount) -> str | None:
    """Why there is no number that people could see first; its caveats say it where it has any."""
    shown = (
        amount.numerator
        if kpi.headline == "numerator"
        else value_of(kpi, amount.numerator, amount.denominator)
    )
    if shown is not None or amount.unavailable:
        return amount.unavailable
    return amount.caveats[0] if amount.caveats else NO_SHARE
