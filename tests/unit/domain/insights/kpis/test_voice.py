"""Who talks together, and how long in a week that was heard."""

import pytest

from tests.builders.readings.kpis import MONTH, behind, belonging, days, heard, reading, some_facts


def test_the_rate_is_members_in_voice_in_the_last_seven_days() -> None:
    facts = some_facts(
        (0, 0, 0, 0, 60), (-7, 1, 0, 0, 60), (0, 2, 0, 0, 60), people=belonging(5, (2, -90, 0))
    )
    found = reading("voice_rate", facts, MONTH)
    assert (behind(found), found.value) == ({0}, pytest.approx(1 / 4))


def test_voice_time_is_minutes_for_each_member_and_week() -> None:
    facts = some_facts(
        (0, 0, 0, 0, 3600), (-13, 1, 0, 0, 1800), (0, 2, 0, 0, 60), people=belonging(5, (2, -90, 0))
    )
    fortnight = days(-13)
    assert reading("voice_time", facts, fortnight).value == pytest.approx(90 / (4 * 2))
    assert reading("voice_time_of_talkers", facts, fortnight).value == pytest.approx(90 / (2 * 2))


def test_a_rate_uses_the_time_that_was_heard() -> None:
    spans = [*heard(-400, 1, "membership"), *heard(-3.5, 1, "voice")]
    found = reading("voice_time", some_facts((0, 0, 0, 0, 4500), count=1, spans=spans))
    assert found.value == pytest.approx(75 / (4.5 / 7))


def test_what_was_told_without_a_claim_counts_its_own_days() -> None:
    facts = some_facts((0, 0, 0, 0, 600), (-1, 0, 0, 0, 600), count=1, spans=heard(-400, 1, "membership"))
    assert reading("voice_time", facts).value == pytest.approx(20 / (2 / 7))


def test_a_community_that_shows_no_voice_has_no_number_of_it() -> None:
    facts = some_facts((0, 0, 0, 0, 600), voice_shown=False)
    for key in ("voice_rate", "voice_time", "voice_time_of_talkers"):
        assert "switched off" in str(reading(key, facts).unavailable)
        assert reading(key, facts).numerator is None


def test_without_the_member_list_there_is_no_voice_rate() -> None:
    facts = some_facts((0, 0, 0, 0, 600), spans=heard(-400, 1, "voice"))
    found = reading("voice_rate", facts)
    assert (found.value, found.numerator) == (None, 1)
    assert found.unavailable
    assert reading("voice_time", facts).unavailable
