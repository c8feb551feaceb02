"""Whether what is known of events is complete."""

from domain.insights.kpis.events.programme import NO_EVENT, UNKNOWN
from tests.builders.readings.kpis import heard, reading, some_facts
from tests.builders.readings.programme import a_night, calendar_facts, called_off


def test_events_with_a_record_are_those_that_somebody_attended() -> None:
    found = reading(
        "event_records", calendar_facts([a_night(1, -3, 0, 1), a_night(2, -1), a_night(3, -20, 1)])
    )
    assert (found.numerator, found.denominator) == (1, 2)


def test_why_a_record_is_missing_is_said() -> None:
    deaf = calendar_facts([a_night(1, -3), a_night(2, -1, 0)], spans=heard(-2, 1))
    found = reading("event_records", deaf)
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.caveats[0] == "1 ran while hardly anybody listened."


def test_what_is_over_has_its_times_and_what_was_called_off_needs_none() -> None:
    found = reading("event_times_known", calendar_facts([a_night(1, -3, 0), called_off(2, -1)]))
    assert (found.numerator, found.denominator) == (1, 1)


def test_without_events_there_is_no_share_of_them() -> None:
    for key in ("event_records", "event_times_known"):
        assert reading(key, calendar_facts([])).unavailable == NO_EVENT
        assert reading(key, some_facts()).unavailable == UNKNOWN
