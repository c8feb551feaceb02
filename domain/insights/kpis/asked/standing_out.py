"""What stands out of a board: the numbers that moved further than chance alone moves them."""

from collections.abc import Sequence
from math import inf, sqrt
from typing import Final

import attrs

from domain.insights.kpis.board import Board, Line, Told
from domain.insights.kpis.kpi import Kpi


@attrs.frozen(kw_only=True)
class StandingOutRules:
    """When a change is worth the first look of a day."""

    chance: float = 2.6
    """So many times the scatter of people who come and go by themselves: by chance 1 in 100 is as far, so
    that of the thirty numbers of a page a false alarm is rare."""

    least: int = 20
    """Fewer people than this, or fewer things that were counted, say nothing by themselves."""

    steps: float = 0.25
    """What is no count of people stands out when it changed by this part of what it was."""

    days: int = 7
    """A time that goes on is held against a whole one from so many days on: of fewer too much is to come."""

    most: int = 3
    """Of each kind: more are not read."""


RULES: Final = StandingOutRules()


@attrs.frozen(kw_only=True)
class StandingOut:
    """The lines to look at first, the strongest first."""

    worse: tuple[Line, ...]
    better: tuple[Line, ...]
    compared: bool
    """Whether there was anything to hold against the time before."""


def standing_out(board: Board, rules: StandingOutRules = RULES) -> StandingOut:
    """What got worse and what got better since the window before, of KPIs of which either can be said."""
    if board.window.open and board.window.days < rules.days:
        return StandingOut(worse=(), better=(), compared=False)
    found = [(line, how_far(line, rules)) for line in board.lines]
    known = [(line, far) for line, far in found if far is not None]
    ordered = sorted(known, key=lambda one: -abs(one[1]))
    far = [(line, step > 0) for line, step in ordered if abs(step) >= 1]
    return StandingOut(
        worse=_first([line for line, grew in far if line.kpi.judged(grew=grew) == "worse"], rules.most),
        better=_first([line for line, grew in far if line.kpi.judged(grew=grew) == "better"], rules.most),
        compared=bool(known),
    )


def how_far(line: Line, rules: StandingOutRules = RULES) -> float | None:
    """How far a number moved, with its sign, where 1 is just enough to stand out; None where nothing can be
    said. People are held against chance (Poisson, and of shares the pooled two-proportion test)."""
    kpi, now, before = line.kpi, line.now, line.before
    if kpi.better == "neither" or before is None or now.change_from is None or before.change_from is None:
        return None
    if _is_share(kpi, now) and _is_share(kpi, before):
        return _of_shares(now, before, rules)
    if kpi.unit == "people" or kpi.headline == "numerator":
        return _of_people(now.change_from, before.change_from, rules)
    if kpi.unit == "minutes" and min(now.denominator or 0.0, before.denominator or 0.0) < rules.least:
        return 0.0  # of the time of few, one long evening is more than a quarter
    if min(_behind(now), _behind(before)) < rules.least:
        return 0.0  # the middle of few is wherever the next of them happens to be
    steps = _of_steps(now.change_from, before.change_from, rules)
    if kpi.unit == "count" and now.denominator is None:
        return min(steps, _of_counts(now, before, rules), key=abs)
    return steps


def _is_share(kpi: Kpi, told: Told) -> bool:
    """Whether it is so many of so many: shares that were added up of days are not."""
    whole = told.numerator is not None and told.numerator.is_integer() and bool(told.denominator)
    return kpi.unit == "share" and kpi.headline == "value" and whole


def _of_people(now: float, before: float, rules: StandingOutRules) -> float:
    return _scattered(now - before, now + before, rules)


def _of_counts(now: Told, before: Told, rules: StandingOutRules) -> float:
    change = (now.numerator or 0.0) - (before.numerator or 0.0)
    return _scattered(change, _things(now) + _things(before), rules)


def _things(told: Told) -> float:
    """How many things a count is of: of what is left of two counts, such as net growth, those of both."""
    parts = [part.numerator or 0.0 for part in told.parts]
    return sum(map(abs, parts)) if min(parts, default=0.0) < 0 else abs(told.numerator or 0.0)


def _behind(told: Told) -> float:
    """Of how many it is a middle; of what is none there is nothing to be short of."""
    return inf if told.middle_of is None else told.middle_of


def _scattered(change: float, things: float, rules: StandingOutRules) -> float:
    return 0.0 if things < rules.least else change / sqrt(things) / rules.chance


def _of_steps(now: float, before: float, rules: StandingOutRules) -> float:
    """Against what it was. What was counted has to pass chance as well: one person does many of it."""
    if before <= 0:
        return 0.0 if now == before else now / rules.steps
    return (now / before - 1) / rules.steps


def _of_shares(now: Told, before: Told, rules: StandingOutRules) -> float:
    some, of = now.numerator or 0.0, now.denominator or 1.0
    were, of_were = before.numerator or 0.0, before.denominator or 1.0
    if min(of, of_were) < rules.least:
        return 0.0
    pooled = (some + were) / (of + of_were)
    scatter = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / of + 1 / of_were))
    return 0.0 if scatter == 0 else (some / of - were / of_were) / scatter / rules.chance


def _first(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """Two names of one and the same number are told once."""
    seen: dict[tuple[float | None, ...], Line] = {}
    for line in lines:
        was = line.before
        seen.setdefault((line.now.shown, line.now.denominator, was.shown if was else None), line)
    return tuple(seen.values())[:most]
