"""How an amount of a unit is said in words: every mouth says it so."""

from typing import Final

from domain.insights.kpis.kpi import Unit

UNKNOWN: Final = "\u2013"
"""Stands where there is no number."""

MINUS: Final = "\u2212"
"""As wide as a plus, and never taken for a dash."""

_LEAST_STEP: Final = 0.0005
"""Of a share; shares are told with one digit after the point, and less than half of it is not seen there."""

_WORDS: Final[dict[Unit, tuple[str, str]]] = {
    "hours": (" hour", " hours"),
    "minutes": (" minute", " minutes"),
    "seconds": (" second", " seconds"),
    "days": (" day", " days"),
    "points": (" of 100", " of 100"),
}


_LONGER: Final[tuple[tuple[float, Unit], ...]] = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def number(value: float | None) -> str:
    """1,234 or 12.5: whole where it is whole, else one digit after the point, and two that count below 1."""
    if value is None:
        return UNKNOWN
    if 0 < abs(value) < 1:
        small = f"{value:.2g}" if abs(value) >= 0.001 else f"{value:.3f}"
        return small.replace("-0.000", "0").replace("0.000", "0").replace("-", MINUS)
    rounded = round(value, 1) or 0.0  # never a minus before nothing
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    return text.replace("-", MINUS)


def percent(share: float) -> str:
    """A share in percent with one digit after the point; a little is never 0%, nor almost all 100%."""
    if 0 < abs(share) < 0.001:
        return "under 0.1%"
    if 0.999 < share < 1:
        return "over 99.9%"
    return f"{share * 100:,.1f}".removesuffix(".0") + "%"


def said(value: float | None, unit: Unit) -> str:
    """A value of that unit as people read it: "38%", "2.5 hours", "72 of 100", "412"."""
    if value is None:
        return UNKNOWN
    if unit == "share":
        return percent(value)
    if unit == "seconds":
        size, unit = in_words(value)
        value /= size
    text = number(value)
    one, many = _WORDS.get(unit, ("", ""))
    return text + (one if text == "1" else many)


def in_words(seconds: float) -> tuple[float, Unit]:
    """The unit in which seconds are read, and how many it has: from two of it on, as nobody reads 106,463
    seconds."""
    return next(((size, unit) for size, unit in _LONGER if abs(seconds) >= 2 * size), (1.0, "seconds"))


def said_step(step: float, unit: Unit) -> str:
    """A difference of two values, with its sign: of shares in points of a hundred, as exact as the shares."""
    if unit == "share" and 0 < abs(step) < _LEAST_STEP:
        return "under 0.1 percentage points"
    amount = number(round(abs(step) * 100, 1) if unit == "share" else abs(step))
    if amount == "0":
        return "\u00b10"
    sign = "+" if step > 0 else "\u2212"
    if unit == "share":
        return f"{sign}{amount} percentage {'point' if amount == '1' else 'points'}"
    return sign + said(abs(step), unit).removesuffix(" of 100")
