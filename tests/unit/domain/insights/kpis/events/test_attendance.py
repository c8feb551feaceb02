"""How many come is read from who was heard at which event."""

import pytest

from domain.insights.kpis.events.programme import NO_EVENT, UNHEARD
from domain.insights.kpis.receipt.movement import movement
from tests.builders.readings.kpis import WEEK, behind, belonging, days, heard, reading
from tests.builders.readings.programme import a_night, calendar_facts, called_off

TWICE = [a_night(1, -3, 0, 1), a_night(2, -1, 1, 2), a_night(3, -9, 3)]


def test_people_are_counted_once_and_their_comings_each() -> None:
    facts = calendar_facts(TWICE)
    assert behind(reading("event_attendees", facts)) == {0, 1, 2}
    assert reading("event_comings", facts).value == 4
    assert reading("event_average", facts).value == 2
    assert behind(reading("event_repeat", facts)) == {1}
    assert reading("event_repeat", facts).value == pytest.approx(1 / 3)


def test_an_event_belongs_to_the_day_on_which_it_begins() -> None:
    facts = calendar_facts(TWICE)
    assert reading("events_held", facts, days(-3, -1)).value == 2
    assert reading("events_held", facts, days(-2, -1)).value == 1
    assert reading("event_attendees", facts, days(-9, -9)).value == 1


def test_what_still_runs_or_lies_ahead_is_not_counted_yet() -> None:
    ahead = [a_night(4, 1, 0, status="planned"), a_night(5, 0, 0, status="started", hours=12)]
    assert reading("event_attendees", calendar_facts([*TWICE, *ahead])).value == 3


def test_who_was_there_for_too_short_did_not_come() -> None:
    facts = calendar_facts([a_night(1, -1, 0, stays={1: ((10, 14),)}), a_night(2, -1, stays={2: ((0, 5),)})])
    assert behind(reading("event_attendees", facts)) == {0, 2}


def test_the_largest_event_is_the_largest_one_and_names_itself() -> None:
    found = reading("event_peak", calendar_facts(TWICE[::-1]))
    assert (found.value, behind(found)) == (2, {0, 1})  # of equals the first
    assert [part.title for part in found.parts] == ["Evening 1, 2026-02-27", "Evening 2, 2026-03-01"]
    assert found.overlapping


def test_somebody_comes_for_the_first_time_once() -> None:
    facts = calendar_facts([a_night(1, -20, 0), a_night(2, -3, 0, 1), a_night(3, -1, 1)])
    assert behind(reading("event_first_timers", facts)) == {1}
    assert reading("event_first_timers", facts).value == 0.5


def test_the_share_of_the_server_is_of_those_who_are_members_at_the_end() -> None:
    people = belonging(6, (2, -90, -1), (5, -90, -30))
    facts = calendar_facts(TWICE, people=people)
    found = reading("event_reach", facts)
    assert (behind(found), found.value) == ({0, 1}, 0.5)
    rate = reading("event_rate_members", facts)
    assert (rate.numerator, rate.denominator) == (3, 8)


def test_without_the_member_list_there_is_no_share_of_it() -> None:
    facts = calendar_facts(TWICE, spans=heard(-400, 1, "voice", "events"))
    assert (reading("event_reach", facts).shown, reading("event_reach", facts).value) == (3, None)
    assert reading("event_rate_members", facts).unavailable
    assert reading("event_average", facts).value == 2


def test_an_event_of_which_less_than_half_was_heard_is_left_out_of_averages_and_said_so() -> None:
    deaf = [*heard(-400, -2), *heard(-1, -1 + (18 + 0.9) / 24)]
    facts = calendar_facts([*TWICE, a_night(6, -1, 5)], spans=deaf)
    found = reading("event_average", facts)
    assert (found.numerator, found.denominator) == (2, 1)
    assert found.caveats[0].startswith("Less than half was heard of 2 of these 3 events.")
    assert reading("event_comings", facts).value == 5  # what was heard is true


def test_silence_is_not_an_empty_hall() -> None:
    facts = calendar_facts([a_night(1, -1)], spans=heard(-400, 1, "events"))
    for key in ("event_attendees", "event_average", "event_peak", "event_time"):
        assert reading(key, facts).unavailable in (UNHEARD, "We were not listening then.")
        assert reading(key, facts).value is None
    assert reading("events_held", facts).value == 1


def test_an_event_that_nobody_came_to_is_an_evening_of_its_own() -> None:
    facts = calendar_facts([a_night(1, -1), a_night(2, -2, 0, 1)])
    assert reading("event_average", facts).value == 1
    assert reading("event_attendees", facts).value == 2


def test_without_events_there_is_no_average_of_them() -> None:
    facts = calendar_facts([called_off(1, -1)])
    assert reading("event_average", facts).unavailable == NO_EVENT
    assert reading("event_attendees", facts).value == 0
    assert reading("events_called_off", facts).value == 1
    assert reading("events_held", facts).value == 0


def test_the_largest_evenings_are_not_what_the_largest_one_is_made_of() -> None:
    facts = calendar_facts(TWICE)
    moved = movement(*(reading("event_peak", facts, window) for window in (WEEK, WEEK.previous())))
    assert moved is not None
    assert (moved.change, moved.contributions) == (1, ())
