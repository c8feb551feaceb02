"""Numbers and days as people write them."""

from datetime import date

from domain.insights.scoring import REACTIONS_GIVEN, ScorePart
from domain.kernel import words

counted = words.counted


def number(value: float) -> str:
    """Thousands apart, and no `.0`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def hours(seconds: int) -> str:
    """Such as `12.5 h`; below an hour, in minutes."""
    return f"{number(round(seconds / 3600, 1))} h" if seconds >= 3600 else f"{seconds // 60} min"


def day(when: date) -> str:
    """Such as `2 March 2026`."""
    return f"{when.day} {when:%B %Y}"


def receipt(parts: tuple[ScorePart, ...], *, reactors_known: bool) -> str:
    """What a score is made of, such as `12 messages x 1 + 4 reactions given x 0.5`."""
    told = [part for part in parts if reactors_known or part.what != REACTIONS_GIVEN]
    return " + ".join(f"{counted(part.count, _one(part), part.what)} x {part.weight:g}" for part in told)


def _one(part: ScorePart) -> str:
    return "reaction given" if part.what == REACTIONS_GIVEN else "message"
