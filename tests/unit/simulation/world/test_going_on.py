"""A world that goes on: an ordinary life for years after the last day of its plan."""

from collections import Counter
from itertools import pairwise

import attrs
import pytest

from adapters.simulation.world import World
from adapters.simulation.world.happening import DAY
from domain.community.log.activity import MEMBER_JOINED, MESSAGE
from tests.builders.worlds import a_plan

pytestmark = pytest.mark.slow

PLAN = a_plan(members=300, days=56, scenarios=("campaign", "churn-wave", "outage"))
ON = attrs.evolve(PLAN, goes_on=3_650)
WORLD = World(ON)


def told(world: World, first: int, days: int) -> Counter[str]:
    return Counter(each.kind for day in range(first, first + days) for each in world.day(day).happenings)


def test_the_days_of_the_plan_are_the_same_whether_or_not_life_goes_on_after_them():
    plain, going_on = World(PLAN), World(ON)
    assert list(going_on.before()) == list(plain.before())
    for day in range(PLAN.first, PLAN.last + 1):
        assert going_on.day(day).happenings == plain.day(day).happenings


def test_years_later_the_community_is_about_as_lively_as_before():
    at_first = told(WORLD, PLAN.first, 28)[MESSAGE]
    for year in (1, 2, 4, 6, 9):
        assert 0.6 * at_first < told(WORLD, PLAN.last + 365 * year, 28)[MESSAGE] < 1.7 * at_first


def test_every_month_brings_new_people_and_every_week_its_league():
    for month in range(1, 120):
        first = PLAN.last + 30 * month
        joined = {n for n in WORLD.people.numbers.tolist() if first <= WORLD.people.joined[n] < first + 30}
        assert 5 <= len(joined) <= 60
    leagues = [event.day for event in WORLD.events if event.series]
    assert all(after - before == 7 for before, after in pairwise(leagues))
    assert leagues[-1] > ON.until - 7


def test_a_day_years_later_needs_none_before_it():
    day = PLAN.last + 2_000
    assert World(ON).day(day).happenings == WORLD.day(day).happenings


def test_who_comes_later_writes_only_after_they_came():
    joined = {each.person: each.ms for each in _of(MEMBER_JOINED)}
    written = [each for each in _of(MESSAGE) if each.person in joined]
    assert len(written) > 50
    assert all(each.ms > joined[each.person] for each in written)


def _of(kind: str) -> list:
    first = PLAN.last + 1
    happenings = (each for day in range(first, first + 60) for each in WORLD.day(day).happenings)
    return [each for each in happenings if each.kind == kind and each.ms >= first * DAY]
