"""What moved a number since the window before: its parts, its two numbers, the people who came and went."""

from collections.abc import Iterable
from math import isclose
from typing import Final

import attrs

from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Part
from domain.insights.kpis.reading import Reading
from domain.insights.overview import relative_change

_CANCEL: Final = 3.0


@attrs.frozen(kw_only=True)
class Effects:
    """How much of a ratio's change is due to each of its two numbers: they sum to the change of the ratio.

    Each is what its number would have done by itself, taken halfway between before and now, so that neither
    comes first.
    """

    numerator: float
    denominator: float

    @property
    def cancel(self) -> bool:
        """What is left of them together is so little beside each that to name each would mislead."""
        larger = max(abs(self.numerator), abs(self.denominator))
        return larger > _CANCEL * abs(self.numerator + self.denominator)


@attrs.frozen(kw_only=True)
class Contribution:
    """What one part did: its numbers before and now, and its share of the change, in the unit of the change.

    A part without a number is None there, and gave nothing to the whole; without one on either side it has no
    share of the change.
    """

    key: str
    title: str
    before: float | None
    now: float | None
    change: float | None
    kpi: str | None = None


@attrs.frozen(kw_only=True, eq=False)
class Movement:
    """A number now and in the window before, as people see it first (`Reading.shown`).

    `relative` is None against nothing. `entered` and `left` are those behind the one number and not behind
    the other, where people are counted. Contributions sum to the change: where the parts do not sum to the
    whole, since they overlap or are not known, there are none.
    """

    before: float
    now: float
    change: float
    relative: float | None
    effects: Effects | None
    contributions: tuple[Contribution, ...]
    entered: Mask | None
    left: Mask | None

    def movers(self, most: int) -> tuple[Contribution, ...]:
        """The parts that moved it most, the strongest first; what did nothing is none of them."""
        moving = [one for one in self.contributions if one.change]
        return tuple(sorted(moving, key=lambda one: -abs(one.change or 0.0))[:most])


def movement(now: Reading, before: Reading | None) -> Movement | None:
    """None where one of them cannot be held against the other: silence neither falls nor rises."""
    if before is None or not (now.comparable and before.comparable):
        return None
    if now.shown is None or before.shown is None:
        return None
    both = None if now.who is None or before.who is None else (now.who, before.who)
    return Movement(
        before=before.shown,
        now=now.shown,
        change=now.shown - before.shown,
        relative=relative_change(now.shown, before.shown),
        effects=_effects(now, before),
        contributions=tuple(_contributions(now, before)) if _adds_up(now) and _adds_up(before) else (),
        entered=None if both is None else both[0] & ~both[1],
        left=None if both is None else both[1] & ~both[0],
    )


def _effects(now: Reading, before: Reading) -> Effects | None:
    if not now.denominator or not before.denominator or now.numerator is None or before.numerator is None:
        return None
    upper = (now.numerator - before.numerator) * (1 / now.denominator + 1 / before.denominator) / 2
    lower = (1 / now.denominator - 1 / before.denominator) * (now.numerator + before.numerator) / 2
    return Effects(numerator=upper, denominator=lower)


def _adds_up(reading: Reading) -> bool:
    """Whether the parts sum to the whole: the largest evenings, say, are no parts of the largest one, and of
    who was active before anybody listened it is not known whether they were new."""
    told = sum(part.numerator or 0.0 for part in reading.parts)
    return isclose(told, reading.numerator or 0.0, rel_tol=1e-6, abs_tol=1e-6)


def _contributions(now: Reading, before: Reading) -> Iterable[Contribution]:
    """Of each part, also of one that is only there on one side: there it is nothing."""
    was, new = ({part.key: part for part in reading.parts} for reading in (before, now))
    for key in (*new, *(key for key in was if key not in new)):
        part = new.get(key) or was[key]
        earlier, present = (_amount(parts.get(key)) for parts in (was, new))
        change = None
        if earlier is not None or present is not None:
            change = (present or 0.0) / _base(now) - (earlier or 0.0) / _base(before)
        yield Contribution(
            key=key, title=part.title, before=earlier, now=present, change=change, kpi=part.kpi
        )


def _amount(part: Part | None) -> float | None:
    return 0.0 if part is None else part.numerator


def _base(reading: Reading) -> float:
    """What a part is divided by to be a part of the number that is shown."""
    return 1.0 if reading.kpi.headline == "numerator" else reading.denominator or 1.0
