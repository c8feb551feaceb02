"""Who keeps their word: answers held against who came."""

from tests.builders.readings.kpis import behind, heard, reading
from tests.builders.readings.programme import a_night, calendar_facts

SAID = {0: "going", 1: "going", 2: "interested", 3: "not"}


def test_those_with_a_place_come_or_stay_away() -> None:
    facts = calendar_facts([a_night(1, -1, 0, 2, 3, 5, said=SAID)])
    kept, missed = reading("event_rate_rsvp", facts), reading("event_no_shows", facts)
    assert (behind(kept), kept.value) == ({0}, 0.5)
    assert (behind(missed), missed.value) == ({1}, 0.5)


def test_the_invited_are_those_who_answered_whatever_they_said() -> None:
    found = reading("event_rate_invited", calendar_facts([a_night(1, -1, 0, 2, 3, 5, said=SAID)]))
    assert (behind(found), found.value) == ({0, 2, 3}, 0.75)


def test_who_said_nothing_or_no_and_came_walked_in() -> None:
    found = reading("event_walk_ins", calendar_facts([a_night(1, -1, 0, 2, 3, 5, said=SAID)]))
    assert (behind(found), found.value) == ({3, 5}, 0.5)


def test_beyond_the_places_people_wait_and_are_no_no_shows() -> None:
    said = {0: "going", 1: "going", 2: "going"}
    facts = calendar_facts([a_night(1, -1, 0, said=said, capacity=2), a_night(2, -2, 0, said=said)])
    assert behind(reading("event_no_shows", facts)) == {1, 2}
    waiting = reading("event_waitlist", facts)
    assert (behind(waiting), waiting.numerator, waiting.denominator) == ({2}, 1, 6)
    full = reading("event_overflow", facts)
    assert (full.numerator, full.denominator) == (1, 1)


def test_more_people_than_places_is_too_small_without_a_queue() -> None:
    full = a_night(1, -1, 0, 1, capacity=1)
    roomy = a_night(2, -2, 0, 1, capacity=2)
    found = reading("event_overflow", calendar_facts([full, roomy]))
    assert (found.numerator, found.denominator) == (1, 2)
    assert reading("event_overflow", calendar_facts([a_night(1, -1, 0)])).unavailable


def test_nobody_is_a_no_show_where_nobody_listened() -> None:
    facts = calendar_facts([a_night(1, -1, said=SAID)], spans=heard(-400, 1, "events", "membership"))
    assert reading("event_no_shows", facts).value is None
    assert reading("event_rate_rsvp", facts).unavailable
    assert reading("event_waitlist", facts).numerator == 0


def test_how_long_they_stay_and_who_leaves_early() -> None:
    facts = calendar_facts([a_night(1, -1, 0, stays={1: ((0, 60),), 2: ((-15, 45), (60, 91))})])
    assert reading("event_time", facts).value == (120 + 60 + 91) / 3
    assert reading("event_hours", facts).value == (120 + 60 + 91) / 60
    early = reading("event_left_early", facts)
    assert (behind(early), early.denominator) == ({1}, 3)  # the last quarter begins after 90 minutes
