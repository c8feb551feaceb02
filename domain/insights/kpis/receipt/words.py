"""A reading and its movement in words: every mouth says them so."""

from typing import Final

from domain.insights.kpis.kpi import Part, Unit
from domain.insights.kpis.reading import Reading
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
    told = {"numerator": reading.numerator, "denominator": reading.denominator}
    return reading.definition.formula.format(
        **{name: SOME if value is None else number(value) for name, value in told.items()}
    )


def shown_unit(reading: Reading) -> Unit:
    """The unit of the number that people see first."""
    return "count" if reading.kpi.headline == "numerator" else reading.kpi.unit


def said_change(reading: Reading, moved: Movement) -> str:
    """The change since the window before: "+12 (+3%)"; of a share in percentage points."""
    unit = shown_unit(reading)
    step = said_step(moved.change, unit)
    if unit == "share" or moved.relative is None or not moved.change:
        return step
    sign = "+" if moved.relative > 0 else "\u2212"
    return f"{step} ({sign}{percent(abs(moved.relative))})"


def said_effects(reading: Reading, moved: Movement) -> tuple[str, ...]:
    """Which of a ratio's two numbers moved it, in a sentence each; nothing where it is no ratio."""
    if moved.effects is None:
        return ()
    unit = reading.kpi.unit
    return (
        f"What is counted moved it by {said_step(moved.effects.numerator, unit)}.",
        f"What it is a part of moved it by {said_step(moved.effects.denominator, unit)}.",
    )


def said_part(reading: Reading, part: Part) -> str:
    """A part as the whole is said: a number, and its own share where it has one."""
    if part.denominator is None:
        return number(part.numerator)
    value = None if part.numerator is None or not part.denominator else part.numerator / part.denominator
    ratio = said(value, reading.kpi.unit)
    return f"{number(part.numerator)} ({ratio})" if reading.kpi.unit == "share" else ratio
