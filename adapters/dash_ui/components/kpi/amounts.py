"""How KPIs read on pages, in the words of the domain: the number, and what stands beside it."""

from adapters.dash_ui.words import change
from domain.insights.kpis.board import Line, Told
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.receipt.amounts import UNKNOWN, number, said
from domain.insights.kpis.receipt.words import shown_unit


def headline(told: Told, kpi: Kpi) -> str:
    """The number that people see first; of what is unavailable there is none."""
    return UNKNOWN if told.unavailable is not None else said(told.shown, shown_unit(kpi))


def split(text: str) -> tuple[str, str]:
    """A number and its unit, which is written smaller: "2.5 hours" as "2.5" and " hours"."""
    amount, space, unit = text.partition(" ")
    return (amount, space + unit) if amount[:1].isdigit() or amount[:1] in "-\u2212" else (text, "")


def beside(told: Told, kpi: Kpi) -> str | None:
    """The other half of a ratio: "38% of 1,082", or "412 of 1,082"; None where the number stands alone,
    or its upper one is no count: nobody reads shares added up as so many of so many."""
    if told.denominator is None or told.numerator is None or told.unavailable is not None:
        return None
    if kpi.headline == "numerator":
        return f"{said(told.value, kpi.unit)} of {number(told.denominator)}"
    if kpi.unit == "share" and told.numerator.is_integer():
        return f"{number(told.numerator)} of {number(told.denominator)}"
    return None


def difference(line: Line) -> str | None:
    """How much a number changed: of shares in points, else relative; None where that says nothing."""
    is_now, was = line.now.change_from, line.before.change_from if line.before else None
    if is_now is None or was is None:
        return None
    unit = shown_unit(line.kpi)
    if unit == "share":
        points = round(abs(is_now - was) * 100, 1)
        if not points and is_now != was:
            return "under 0.1 points"
        return f"{number(points)} {'point' if points == 1 else 'points'}"
    if unit == "points" or line.change is None or was < 0:
        return said(abs(is_now - was), unit).removesuffix(" of 100")
    return change(line.change)
