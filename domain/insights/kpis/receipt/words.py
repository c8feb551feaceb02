"""A reading and its movement in words: every mouth says them so."""

from typing import Final

from domain.insights.kpis.kpi import Kpi, Part, Unit
from domain.insights.kpis.reading import Reading, value_of
from domain.insights.kpis.receipt.amounts import number, percent, said, said_step
from domain.insights.kpis.receipt.movement import Movement

SOME: Final = "?"
"""Stands in a formula where there is no number."""


def headline(reading: Reading) -> str:
    """The number as people see it first, with its unit: "412 (38%)", "2.5 hours"."""
    if reading.kpi.headline == "numerator":
        a_part = reading.value is not None and reading.denominator is not None
        share = f" ({said(reading.value, reading.kpi.unit)})" if a_part else ""
        return number(reading.numerator) + share
    return said(reading.value, reading.kpi.unit)


def formula(reading: Reading) -> str:
    """The formula of the definition with the numbers in it: "412 active members of 1,085 members"."""
    both = (reading.numerator, reading.denominator)
    return reading.definition.told(*(SOME if value is None else number(value) for value in both))


def shown_unit(kpi: Kpi) -> Unit:
    """The unit of the number that people see first."""
    return "people" if kpi.headline == "numerator" else kpi.unit


def said_change(reading: Reading, moved: Movement) -> str:
    """The change since the window before: "+12 (+3%)"; of a share in percentage points."""
    unit = shown_unit(reading.kpi)
    step = said_step(moved.change, unit)
    if unit == "share" or moved.relative is None or not moved.change:
        return step
    sign = "+" if moved.relative > 0 else "\u2212"
    return f"{step} ({sign}{percent(abs(moved.relative))})"


def said_effects(now: Reading, before: Reading, moved: Movement) -> str | None:
    """Which of a ratio's two numbers moved it; None where it is no ratio, or only the upper one changed."""
    if moved.effects is None or now.denominator == before.denominator:
        return None
    unit = now.kpi.unit
    upper_went, lower_went = said_numbers(now, before)
    if moved.effects.cancel:
        return f"The upper number of the formula went from {upper_went}, the lower one from {lower_went}."
    whole = said_step(moved.effects.numerator + moved.effects.denominator, unit)
    upper, lower = (said_step(one, unit) for one in (moved.effects.numerator, moved.effects.denominator))
    name = "The share" if unit == "share" else "The number"
    return (
        f"{name} moved by {whole}: {upper} because the upper number of the formula went from "
        f"{upper_went}, {lower} because the lower one went from {lower_went}."
    )


def said_numbers(now: Reading, before: Reading) -> tuple[str, str]:
    """From what to what the two numbers of a ratio went."""
    return (
        f"{number(before.numerator)} to {number(now.numerator)}",
        f"{number(before.denominator)} to {number(now.denominator)}",
    )


def said_read(reading: Reading) -> str | None:
    """Which days were looked at, where these are not those of the window."""
    if reading.read.span == reading.window.span:
        return None
    days, last = reading.read.days, f"{reading.read.last.day} {reading.read.last:%b %Y}"
    return f"Looks at {last}." if days == 1 else f"Looks at the {days} days that end on {last}."


def said_part(reading: Reading, part: Part) -> str:
    """A part as the whole is said: a number, and its own share where it has one."""
    if part.denominator is None:
        return number(part.numerator)
    if reading.kpi.unit == "points":
        return f"{number(part.numerator)} of {number(part.denominator)}"
    value = value_of(reading.kpi, part.numerator, part.denominator)
    if value is None and reading.kpi.unit == "share":
        return number(part.numerator)
    ratio = said(value, reading.kpi.unit)
    alone = reading.kpi.unit != "share" or reading.kpi.mean_of_shares
    return ratio if alone else f"{number(part.numerator)} ({ratio})"
