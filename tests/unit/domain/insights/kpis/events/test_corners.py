"""The corners of calendars and of communities: nothing breaks there, and nothing is made up."""

import pytest

from domain.insights.kpis.catalogue import of_audience
from domain.insights.kpis.reading import read
from domain.kernel.windows import AsOf
from tests.builders.activities import DAY_ZERO
from tests.builders.readings.kpis import MONTH, belonging, days, reading
from tests.builders.readings.programme import a_night, calendar_facts, called_off

NIGHTS = [
    a_night(1, -9, 0, said={0: "going", 1: "going"}, series=1, hosts=(0,)),
    a_night(2, -2, 0, series=1, hosts=(0,), capacity=1),
    called_off(3, -1),
]


@pytest.mark.parametrize(
    ("zone", "away"),
    [("Pacific/Kiritimati", 0), ("UTC", -1), ("Pacific/Pago_Pago", -1), ("Asia/Tokyo", 0)],
)
def test_an_event_begins_on_the_day_that_it_is_where_the_community_lives(zone: str, away: int) -> None:
    facts = calendar_facts([a_night(1, -1, 0)], time_zone=zone)  # six in the evening of London
    assert reading("events_held", facts, days(away, away)).value == 1
    assert reading("event_attendees", facts, days(away, away)).value == 1


@pytest.mark.parametrize(
    "told",
    [
        {"nights": [], "count": 0},
        {"nights": [], "count": 3},
        {"nights": [a_night(1, -1, 0, hosts=(0,))], "count": 1},
        {"nights": NIGHTS, "people": belonging(2, (0, -90, -1), (1, -90, -1))},
        {"nights": NIGHTS, "spans": []},
        {"nights": NIGHTS, "as_of": AsOf.end_of(DAY_ZERO.replace(year=DAY_ZERO.year - 1), "UTC")},
    ],
    ids=["empty", "no event", "one member", "everyone left", "nobody listened", "before it all"],
)
def test_every_number_is_read_or_says_why_not(told) -> None:
    facts = calendar_facts(**told)
    for kpi in of_audience("organisers"):
        for window in (MONTH, MONTH.previous()):
            for by in (None, *kpi.by):
                found = read(kpi, facts, window, by=by)
                assert (found.shown is None) == (found.unavailable is not None), kpi.key
                assert found.value is None or found.value >= 0
                if kpi.unit == "share" and found.value is not None:
                    assert found.value <= 1, kpi.key


def test_everyone_left_and_yet_they_had_come() -> None:
    facts = calendar_facts(NIGHTS, people=belonging(2, (0, -90, -1), (1, -90, -1)))
    assert reading("event_attendees", facts).value == 1
    assert reading("event_reach", facts).numerator == 0


def test_what_is_kept_of_evenings_is_theirs_and_not_the_sheet_that_they_are_read_beside() -> None:
    facts = calendar_facts(NIGHTS, count=5_000)
    reading("event_average", facts)
    assert facts.remembered.nbytes < 5_000
