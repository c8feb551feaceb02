"""What to know of a number: how much was heard, whether more is to come, how few it is made of."""

from collections.abc import Iterator

from domain.community.coverage import COMPARABLE, UNCLAIMED
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt.amounts import number, percent

FEW = 20
"""A share of fewer than so many jumps by itself."""

OPEN = "These days are not over yet: more is to come."


def caveats(now: Reading, before: Reading | None) -> tuple[str, ...]:
    """In plain words, the weightiest first; those of the rule itself last."""
    return tuple(dict.fromkeys((*_of_the_time(now), *_of_the_change(now, before), *_few(now), *now.caveats)))


def _of_the_time(now: Reading) -> Iterator[str]:
    if now.open:
        yield OPEN
    if now.kpi.needs and 0 < now.covered < 1:
        yield f"We were listening for {percent(now.covered)} of this time."
    if now.kpi.needs and not now.covered and now.unavailable is None:
        yield UNCLAIMED


def _of_the_change(now: Reading, before: Reading | None) -> Iterator[str]:
    """Why nothing is said of a change, where nothing is."""
    if now.unavailable is not None:
        return
    if before is None:
        yield "Nothing lies before these days to compare them with."
    elif before.unavailable is not None:
        yield f"There is no number of the days before to compare with: {_lower(before.unavailable)}"
    elif not before.covered:
        yield "We were not listening in the days before, so there is nothing to compare with."
    elif before.covered < COMPARABLE:
        yield f"We listened to {percent(before.covered)} of the days before: too little to compare with."
    elif now.covered < COMPARABLE:
        yield "We listened to too little of these days to compare them with those before."


def _few(now: Reading) -> Iterator[str]:
    of = now.denominator
    if now.kpi.unit == "share" and of is not None and 0 < of < FEW:
        yield f"A share of {number(of)}: one more or less moves it by {percent(1 / of)}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
