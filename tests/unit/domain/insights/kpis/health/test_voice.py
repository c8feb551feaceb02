"""Who talks together, and how long in a week that was heard."""

from typing import Any

import attrs
import pytest

from domain.insights.channels import ChannelPeople
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.groups import group
from domain.insights.kpis.reading import Reading, looking
from tests.builders.readings.kpis import MONTH, WEEK, behind, belonging, days, heard, reading, some_facts


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


TALK, LOUNGE, GENERAL = 31, 32, 11


def a_week_in_two_channels(**settings: Any) -> KpiFacts:
    """Member 0 talks in both, 1 in one of them and writes there too, 2 only writes, 5 is a bot."""
    rows = [(0, 0, 0, 0, 5400), (-2, 1, 1, 0, 1800), (0, 2, 3, 0, 0), (0, 5, 0, 0, 60)]
    there = ChannelPeople.of(
        [TALK, LOUNGE, TALK, GENERAL, TALK], [0, 0, 1, 2, 5], [0, 0, 1, 3, 0], [3600, 1800, 1800, 0, 60]
    )
    facts = some_facts(*rows, people=belonging(6, bots={5}), **settings)
    names = {TALK: "Talk", LOUNGE: "Lounge", GENERAL: "general"}
    return attrs.evolve(facts, channels={WEEK.span: there}, channel_names=names)


def parts(found: Reading) -> dict[str, tuple[float | None, float | None]]:
    return {one.title: (one.numerator, one.denominator) for one in found.parts}


def test_voice_time_by_channel_is_the_minutes_in_each_and_sums_to_the_whole() -> None:
    found = reading("voice_time", a_week_in_two_channels(), by="channel")
    assert parts(found) == {"Talk": (90, 5), "Lounge": (30, 5)}
    assert (found.numerator, found.denominator, found.overlapping) == (120, 5, False)
    found = reading("voice_time_of_talkers", a_week_in_two_channels(), by="channel")
    assert parts(found) == {"Talk": (90, 2), "Lounge": (30, 1)}


def test_the_channel_that_is_talked_in_most_comes_first_though_fewer_people_are_in_it() -> None:
    there = ChannelPeople.of([TALK, TALK, LOUNGE], [0, 1, 0], voice_seconds=[600, 600, 5400])
    facts = attrs.evolve(a_week_in_two_channels(), channels={WEEK.span: there})
    for key, order in (("voice_time", ["Lounge", "Talk"]), ("voice_rate", ["Talk", "Lounge"])):
        assert [part.title for part in reading(key, facts, by="channel").parts][:2] == order


def test_the_voice_rate_by_channel_counts_who_talked_there_and_not_who_wrote() -> None:
    found = reading("voice_rate", a_week_in_two_channels(), by="channel")
    assert parts(found) == {
        "Talk": (2, 5),
        "Lounge": (1, 5),
        "Counted more than once": (-1, None),
    }


def test_active_by_channel_counts_who_wrote_or_talked_there() -> None:
    found = reading("wam", a_week_in_two_channels(), by="channel")
    assert {name: part[0] for name, part in parts(found).items()} == {
        "Talk": 2,
        "Lounge": 1,
        "general": 1,
        "Counted more than once": -1,
    }


def test_who_wrote_where_is_unknown_of_days_before_it_was_counted_and_who_talked_there_is_not() -> None:
    facts = attrs.evolve(a_week_in_two_channels(), detailed_since=WEEK.span[0] + 1)
    [only] = reading("wam", facts, by="channel").parts
    assert (only.key, only.numerator) == ("unknown", None)
    assert "known from" in str(only.note)
    one = group(looking(kpi("wam"), facts, WEEK), "channel", str(GENERAL))
    assert one is not None
    assert reading("wam", facts, group=one).unavailable == only.note
    assert parts(reading("voice_time", facts, by="channel")) == {"Talk": (90, 5), "Lounge": (30, 5)}
    known = attrs.evolve(facts, detailed_since=WEEK.span[0])
    assert len(reading("wam", known, by="channel").parts) == 4


def test_talk_that_is_in_no_known_channel_is_a_part_of_its_own() -> None:
    facts = a_week_in_two_channels()
    only = ChannelPeople.of([LOUNGE], [0], voice_seconds=[1800])
    facts = attrs.evolve(facts, channels={WEEK.span: only})
    found = reading("voice_time", facts, by="channel")
    assert {name: part[0] for name, part in parts(found).items()} == {
        "Lounge": 30,
        "In none of them": 30,
        "Only counted all together": 60,
    }
    assert sum(part.numerator or 0 for part in found.parts) == found.numerator
