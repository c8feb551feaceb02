"""The truth about what befalls a community, held against the log by a slow and independent reader."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from tests.builders.worlds import a_world_on_file, at, day

pytestmark = pytest.mark.slow


def days_between(first, last):
    return (day(last) - day(first)).days + 1


@pytest.mark.slow
def test_the_campaign_lifts_whom_it_reached_by_its_true_lift_and_nobody_else(tmp_path, quiet):
    lifted = a_world_on_file(tmp_path, scenarios=("campaign",))
    (campaign,) = lifted.truth["campaigns"]
    window = day(campaign["first_day"]), days_between(campaign["first_day"], campaign["last_day"])
    written = lifted.written(campaign["treated"], *window)
    without = quiet.written(campaign["treated"], *window)
    assert (written, without) == (campaign["written"], campaign["without"])
    # A count of n is known to about sqrt(n); with the same lots far better. Three of those.
    assert abs(written / without - 1 - campaign["true_lift"]) < 3 / without**0.5
    untouched = {each["id"] for each in lifted.truth["people"]} - set(campaign["treated"])
    assert set(campaign["holdout"]) <= untouched
    before, after = quiet.messages_by_day, lifted.messages_by_day
    assert all(after[who] == before[who] for who in untouched)


@pytest.mark.slow
def test_a_reader_without_the_other_world_finds_the_lift_by_the_holdout(tmp_path):
    told = a_world_on_file(tmp_path, members=4_000, days=60, scenarios=("campaign",))
    (campaign,) = told.truth["campaigns"]
    first, days = day(campaign["first_day"]), days_between(campaign["first_day"], campaign["last_day"])
    ratios, noise = [], 0.0
    for group in ("treated", "holdout"):
        during = told.written(campaign[group], first, days)
        before = told.written(campaign[group], first - timedelta(days=days), days)
        ratios.append(during / before)
        noise += 1 / during + 1 / before
    # Messages come in bunches of about 2.5 a day, which widens the noise of a ratio.
    tolerance = 3 * (2.5 * noise) ** 0.5 * ratios[0] / ratios[1]
    assert tolerance < 0.4
    assert abs(ratios[0] / ratios[1] - 1 - campaign["true_lift"]) < tolerance


@pytest.mark.slow
def test_the_event_that_changed_nothing_changed_nothing(tmp_path, quiet):
    told = a_world_on_file(tmp_path, scenarios=("null-event",))
    (event,) = [each for each in told.truth["events"] if each["true_lift"] == 0]
    assert event["key"] not in {each["key"] for each in quiet.truth["events"]}
    assert event["written"] == event["without"] > 0
    assert len(event["attended"]) > 10
    bots = {each["id"] for each in told.people("bot")}
    with_it, without = told.messages_by_day, quiet.messages_by_day
    assert all(with_it[who] == without[who] for who in set(with_it) | set(without) if who not in bots)


def test_every_event_did_what_it_is_said_to_have_done(told):
    single = [each for each in told.truth["events"] if each["series"] is None and each["true_lift"]]
    series = [each for each in told.truth["events"] if each["series"]]
    assert len(series) > 15
    for events in (single, series):
        written, without = (sum(each[key] for each in events) for key in ("written", "without"))
        expected = sum(each["true_lift"] * each["without"] for each in events) / without
        assert abs(written / without - 1 - expected) < 3 / without**0.5


def test_attendance_is_seen_in_voice_and_nobody_else_is_on_the_stage(quiet):
    (stage,) = [channel for channel, name in quiet.truth["channels"].items() if name == "Event stage"]
    seen = {}
    for record in quiet.of_kind("voice_joined"):
        if record["channel"] == stage:
            seen.setdefault(at(record).date().isoformat(), set()).add(record["person"]["id"])
    assert seen == {each["first_day"]: set(each["attended"]) for each in quiet.truth["events"]}
    for event in quiet.truth["events"]:
        assert event["host"] in event["attended"]
        came = set(event["attended"]) & set(event["rsvps"])
        assert len(came) >= 0.3 * len(event["rsvps"])


def test_voice_is_entered_before_it_is_left_and_nobody_is_in_two_places(quiet):
    inside = {}
    visits = [record for record in quiet.records if record["kind"].startswith("voice_")]
    for record in visits:
        who = record["person"]["id"]
        if record["kind"] == "voice_joined":
            assert who not in inside
            inside[who] = record["channel"]
        if record["kind"] == "voice_left":
            assert inside.pop(who) == record["channel"]


def test_in_an_outage_nothing_is_heard_and_around_it_much(told):
    (outage,) = told.truth["outages"]
    start, end = (datetime.fromisoformat(outage[side]) for side in ("from", "to"))
    assert end - start > timedelta(hours=24)
    near = Counter(
        "during" if start <= at(record) < end else "around"
        for record in told.records
        if start - timedelta(days=2) < at(record) < end + timedelta(days=2)
    )
    assert near["during"] == 0
    assert near["around"] > 500


def test_raiders_come_write_and_are_banned_within_two_hours_and_never_before_or_after(told):
    (raid,) = told.truth["raids"]
    begins = datetime.fromisoformat(raid["begins_at"])
    strangers = set(raid["strangers"])
    assert len(strangers) >= 12
    assert not strangers & {each["id"] for each in told.truth["people"]}
    theirs = [record for record in told.records if record.get("person", {}).get("id") in strangers]
    assert all(begins <= at(record) < begins + timedelta(hours=2) for record in theirs)
    kinds = Counter(record["kind"] for record in theirs)
    assert kinds["member_joined"] == kinds["member_left"] == len(strangers)
    assert kinds["message"] >= 4 * len(strangers)
    assert {each["details"]["how"] for each in theirs if each["kind"] == "member_left"} == {"banned"}
    assert all(each["details"]["mentions"] >= 5 for each in theirs if each["kind"] == "message")


def test_a_churn_wave_takes_those_who_carried_the_community_and_only_them(told, quiet):
    (wave,) = told.truth["churn_waves"]
    hit = wave["people"]
    kept = [each["id"] for each in told.people("core", "regular") if each["id"] not in set(hit)]
    assert 0.1 < len(hit) / (len(hit) + len(kept)) < 0.4
    start, days = day(wave["first_day"]) + timedelta(days=22), 20
    for world, lost in ((told, True), (quiet, False)):
        after, before = (world.written(hit, first, days) for first in (start, start - timedelta(days=44)))
        assert (after < 0.15 * before) is lost
    assert told.written(kept, start, days) > 0.7 * quiet.written(kept, start, days)


@pytest.mark.parametrize("scenario", ["churn-wave", "raid", "outage", "campaign", "null-event"])
def test_a_scenario_is_told_only_where_it_was_asked_for(tmp_path, quiet, scenario):
    told = a_world_on_file(tmp_path, members=60, days=40, scenarios=(scenario,)).truth
    assert told["scenarios"] == [scenario]
    found = {
        "churn-wave": bool(told["churn_waves"]),
        "raid": bool(told["raids"]),
        "outage": bool(told["outages"]),
        "campaign": bool(told["campaigns"]),
        "null-event": any(each["true_lift"] == 0 for each in told["events"]),
    }
    assert [name for name, there in found.items() if there] == [scenario]
