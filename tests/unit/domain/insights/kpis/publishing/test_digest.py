"""What a closed day was read from: another digest for it and every later day, and for no earlier one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest

from domain.community.coverage import CoverageSpan
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.publishing.digest import digests, meaning
from domain.kernel.instants import day_of_number
from tests.builders.events import an_event
from tests.builders.readings.kpis import belonging, heard, said, some_facts
from tests.builders.sheets import TODAY, members

LASTS = [day_of_number(TODAY + away) for away in range(-9, 1)]
THAT_DAY = -4
FROM = 5
"""Its place among them."""

ROLES = [(0, 7, TODAY - 8, TODAY - 2)]
PEOPLE = belonging(3, (0, -8, None), (1, -6, -5), (2, 0, None), roles=ROLES)


def told(
    facts: KpiFacts, lasts: Sequence[date] = tuple(LASTS), events: Sequence[Any] = ()
) -> dict[date, str]:
    return digests(meaning(CATALOGUE, facts), facts, lasts, events)


def before(**wishes: Any) -> KpiFacts:
    return some_facts(*said(0, -7), **({"people": PEOPLE, "count": 3} | wishes))


def split(spans: Sequence[CoverageSpan], away: float) -> list[CoverageSpan]:
    """Voice was not heard from that day on."""
    (whole, *_) = [span for span in spans if span.family == "voice"]
    short = attrs.evolve(whole, end=heard(away, away + 1)[0].start)
    return [short if span is whole else span for span in spans]


@pytest.mark.parametrize(
    "after",
    [
        before(people=belonging(3, (0, -8, None), (1, -6, -5), (2, THAT_DAY, None), roles=ROLES)),
        before(people=belonging(3, (0, -8, THAT_DAY), (1, -6, -5), (2, 0, None), roles=ROLES)),
        before(
            people=belonging(
                3, (0, -8, None), (1, -6, -5), (2, 0, None), roles=[*ROLES, (1, 9, TODAY + THAT_DAY, None)]
            )
        ),
        before(
            people=belonging(
                3, (0, -8, None), (1, -6, -5), (2, 0, None), roles=[(0, 7, TODAY - 8, TODAY + THAT_DAY)]
            )
        ),
        before(spans=split(heard(), THAT_DAY)),
    ],
    ids=["joined", "left", "given a role", "role taken", "not heard"],
)
def test_what_came_about_on_a_day_is_told_from_that_day_on(after: KpiFacts) -> None:
    was, now = told(before()), told(after)
    assert [day for day in LASTS if was[day] != now[day]] == LASTS[FROM:]


def test_a_join_told_later_of_somebody_who_was_seen_is_told_from_when_they_were() -> None:
    others = [(0, TODAY - 8, None), (1, TODAY - 6, TODAY - 5)]
    rows = [*said(0, -7), *said(2, THAT_DAY)]
    was, now = (
        told(some_facts(*rows, people=members(3, memberships=[*others, *joined])))
        for joined in ([], [(2, TODAY, None)])
    )
    assert [day for day in LASTS if was[day] != now[day]] == LASTS[FROM:], "their cohort is another one"


def test_an_event_is_told_from_its_day_on() -> None:
    event = an_event(starts_at=heard(THAT_DAY, 0)[0].start)
    was, now = told(before()), told(before(), events=[event])
    assert [day for day in LASTS if was[day] != now[day]] == LASTS[FROM:]


def test_a_bot_and_another_setting_are_told_of_all_time() -> None:
    for after in (
        before(people=belonging(3, (0, -8, None), (1, -6, -5), (2, 0, None), roles=ROLES, bots=[2])),
        before(core_active_days=9),
        before(spans=[span for span in heard() if span.family != "commands"]),
    ):
        was, now = told(before()), told(after)
        assert not [day for day in LASTS if was[day] == now[day]]


@pytest.mark.parametrize("asked", [LASTS[3:4], LASTS[::3], LASTS[::-1]])
def test_a_day_is_told_the_same_whatever_other_days_are(asked: list[date]) -> None:
    whole = told(before(), LASTS)
    assert told(before(), asked) == {day: whole[day] for day in asked}
