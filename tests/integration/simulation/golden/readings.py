"""Reads every KPI of the golden community for a few windows and moments, as plain numbers."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from adapters.simulation.world.plan import VERSION
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.reading import Reading
from tests.builders.worlds import a_plan
from tests.integration.simulation.told import simulated

GOLDEN: Final = Path(__file__).with_name("readings.json")
PLAN: Final = a_plan(seed=7, members=200, days=150)
ASKED: Final = (
    ("7d", f"{PLAN.end}"),
    ("30d", f"{PLAN.end}"),
    ("90d", f"{PLAN.end - timedelta(days=20)}"),
    ("30d", f"{PLAN.end - timedelta(days=45)}T18:30"),
)
"""Windows and moments; an outage of the story lies in some of them, and a day that is cut."""

Numbers = dict[str, dict[str, list[float | None] | str]]
"""What was asked -> KPI -> numerator and denominator, or why there is no number."""


async def read_all() -> Numbers:
    """All of them, as they are read now."""
    world = await simulated(PLAN)
    found: Numbers = {"simulation": {"version": f"{VERSION}"}}
    for window, moment in ASKED:
        readings = await world.house.read_kpis(world.guild, CATALOGUE, window, moment)
        found[f"{window} as of {moment}"] = {one.kpi.key: _told(one) for one in readings.now}
    return found


def _told(one: Reading) -> list[float | None] | str:
    """To nine digits: what lies behind is how numbers are added up, not what they mean."""
    if one.numerator is None:
        return one.unavailable or ""
    return [None if number is None else float(f"{number:.9g}") for number in (one.numerator, one.denominator)]


def changes(before: Numbers, after: Numbers) -> list[str]:
    """What is read otherwise than it was, in words."""
    found = []
    for asked in {**before, **after}:
        old, new = before.get(asked, {}), after.get(asked, {})
        for key in {**old, **new}:
            if old.get(key) != new.get(key):
                found.append(f"{key}, {asked}: {_said(old.get(key))}, now {_said(new.get(key))}")
    return found


def _said(told: list[float | None] | str | None) -> str:
    if told is None:
        return "was not there"
    if isinstance(told, str):
        return f"no number ({told})"
    numerator, denominator = told
    return f"{numerator:g}" if denominator is None else f"{numerator:g} of {denominator:g}"
