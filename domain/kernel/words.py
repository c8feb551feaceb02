"""Numbers that meet words: one member, two members."""

from typing import Final

ONE: Final = "1"


def counted(count: float, one: str, many: str | None = None) -> str:
    """A number and what it counts, in the singular where there is one: "1 member", "1,200 members"."""
    return agreeing(f"{count:,.0f}" if count == int(count) else f"{count:,.1f}", one, many)


def agreeing(number: str, one: str, many: str | None = None) -> str:
    """A number that is written already, and what it counts; whatever is not one is many, also 0 and 1.5."""
    return f"{number} {one if number == ONE else many or one + 's'}"


def is_or_are(count: float) -> str:
    """The verb for so many."""
    return "is" if count == 1 else "are"


def was_or_were(count: float) -> str:
    """The same of what is over."""
    return "was" if count == 1 else "were"
