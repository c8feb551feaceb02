"""A KPI names every setting that its number depends on: else a new rule would look like a new trend."""

from random import Random
from typing import Any, Final

import pytest

from domain.community.settings import GuildSettings
from domain.insights.kpis.asked.changed import KEPT
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.reading import read
from tests.builders.readings.kpis import MONTH, WEEK, belonging, days, some_facts

OTHERWISE: Final[dict[str, Any]] = {
    "qualifying": ("voice",),
    "fresh_days": 40,
    "new_days": 30,
    "inactive_days": 5,
    "core_active_days": 2,
    "core_window_days": 10,
    "core_events": 1,
    "segment_preset": "document 001",
    "message_weight": 7.0,
    "reaction_weight": 7.0,
    "churn_drop": 0.9,
    "star_age_days": 99,
    "star_share": 0.9,
    "voice_shown": False,
    "reminder_minutes": 5,
}
WINDOWS: Final = (WEEK, MONTH, days(-60, -31))


@pytest.fixture(scope="module")
def facts() -> KpiFacts:
    """Sixty people of all sorts over four months, who join, write, talk, react, come to events and leave."""
    dice = Random(7)
    rows = {}
    for who in range(60):
        eager = dice.random() ** 3
        for day in range(-120, 1):
            if dice.random() < eager:
                told = [int(dice.random() < share) for share in (0.7, 0.3, 0.0, 0.1, 0.1)]
                told[2] = 900 * int(dice.random() < 0.2)
                rows[day, who] = (day, who, *told)
    joined = [(who, -dice.randint(1, 150), None) for who in range(20, 50)]
    left = [(who, -150, -dice.randint(0, 60)) for who in range(50, 60)]
    return some_facts(*rows.values(), people=belonging(60, *joined, *left))


def told(facts: KpiFacts, settings: GuildSettings) -> dict[str, list[Any]]:
    by = facts.anew(settings=settings)
    found = {one.key: [read(one, by, window) for window in WINDOWS] for one in CATALOGUE}
    return {
        key: [(one.numerator, one.denominator, one.unavailable) for one in readings]
        for key, readings in found.items()
    }


@pytest.mark.parametrize("setting", OTHERWISE)
def test_what_moves_with_a_setting_names_it(facts: KpiFacts, setting: str) -> None:
    before = told(facts, facts.settings)
    after = told(facts, facts.settings.changed({setting: OTHERWISE[setting]}))
    moved = {key for key in before if before[key] != after[key]}
    unnamed = {one.key for one in CATALOGUE if one.key in moved and setting not in one.settings}
    assert not unnamed


def test_the_settings_that_are_named_are_tried() -> None:
    named = {setting for one in CATALOGUE for setting in one.settings}
    assert named - KEPT - {"tracked_commands", "tiers"} <= OTHERWISE.keys()


def test_settings_that_should_move_something_do(facts: KpiFacts) -> None:
    before = told(facts, facts.settings)
    for setting in ("qualifying", "fresh_days", "inactive_days", "core_active_days", "segment_preset"):
        after = told(facts, facts.settings.changed({setting: OTHERWISE[setting]}))
        assert before != after, setting
