"""The truth about people, held against the log by a reader that knows nothing else."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.builders.worlds import at, day

pytestmark = pytest.mark.slow

BOTS = ("bot",)


def test_every_archetype_is_there_even_among_fifty(told):
    found = Counter(each["archetype"] for each in told.truth["people"])
    assert set(found) == {
        "core", "regular", "lurker", "newcomer", "drifting", "resurrected", "bursty", "seasonal", "host",
        "staff", "bot",
    }  # fmt: skip
    assert found["lurker"] > found["regular"] > found["core"] > found["staff"]
    assert {record["person"].get("bot", False) for record in told.of_kind("message")} == {True, False}


def test_who_drifts_really_fades_from_that_day_on(told):
    by_day = told.messages_by_day
    last = day(told.truth["last_day"])
    before = after = 0
    for each in told.people("drifting"):
        since = day(each["drifts_since"])
        if since + timedelta(days=42) > last:
            continue
        counts = by_day[each["id"]]
        before += sum(counts[since - timedelta(days=back)] for back in range(1, 25))
        after += sum(counts[since + timedelta(days=on)] for on in range(18, 42))
    assert before > 200
    assert after < 0.12 * before  # half every six days: an eighth after eighteen, less ever after


def test_who_does_not_drift_does_not_fade(quiet):
    steady = [each["id"] for each in quiet.people("core", "regular") if each["drifts_since"] is None]
    first, last = day(quiet.truth["first_day"]), day(quiet.truth["last_day"])
    early, late = quiet.written(steady, first, 42), quiet.written(steady, last - timedelta(days=41), 42)
    assert abs(late / early - 1) < 0.1


def test_the_resurrected_are_silent_between_and_there_before_and_after(told):
    by_day = told.messages_by_day
    total = Counter()
    for each in told.people("resurrected"):
        away, back = day(each["away_since"]), day(each["back_on"])
        for when, count in by_day[each["id"]].items():
            total["before" if when < away else "away" if when < back else "after"] += count
    assert total["away"] == 0
    assert total["before"] > 20
    assert total["after"] > 20


def test_joins_and_leaves_are_those_of_the_truth(quiet):
    people = {each["id"]: each for each in quiet.truth["people"]}
    joined = {
        record["person"]["id"]: at(record).date().isoformat() for record in quiet.of_kind("member_joined")
    }
    assert joined == {identity: each["joined"] for identity, each in people.items()}
    left = {
        record["person"]["id"]: (at(record).date().isoformat(), record["details"]["how"])
        for record in quiet.of_kind("member_left")
    }
    assert left == {
        identity: (each["left"], each["how"]) for identity, each in people.items() if each["left"]
    }
    assert {how for _, how in left.values()} == {"left", "kicked"}


def test_nobody_does_anything_before_they_join_or_after_they_left(quiet):
    inside: set[str] = set()
    for record in quiet.records:
        if "person" not in record:
            continue
        who = record["person"]["id"]
        if record["kind"] == "member_joined":
            inside.add(who)
        assert who in inside
        if record["kind"] == "member_left":
            inside.remove(who)


def test_answers_and_reactions_are_about_somebody_elses_earlier_message(quiet):
    authors: dict[str, str] = {}
    answers = 0
    for record in (*quiet.of_kind("message"), *quiet.of_kind("reaction")):
        who = record["person"]["id"]
        if record["kind"] == "message":
            answers += "toward" in record
            assert record.get("toward", {}).get("id") != who
            authors[record["subject"]] = who
        if record["kind"] == "reaction":
            assert authors[record["subject"]] == record["toward"]["id"] != who
    assert 0.1 < answers / len(authors) < 0.5


def test_friends_answer_each_other_far_more_often_than_chance_has_it(quiet):
    circle = {each["id"]: each["circle"] for each in quiet.truth["people"]}
    answers = [record for record in quiet.of_kind("message") if "toward" in record]
    among_friends = sum(circle[each["person"]["id"]] == circle[each["toward"]["id"]] for each in answers)
    assert among_friends / len(answers) > 10 / len(set(circle.values()))


def test_days_have_evenings_and_weeks_have_weekends(quiet):
    zones = {each["id"]: each["utc_offset_hours"] for each in quiet.truth["people"]}
    hours, weekdays = Counter(), Counter()
    for record in quiet.of_kind("message"):
        hours[(at(record).hour + zones[record["person"]["id"]]) % 24] += 1
        weekdays[at(record).weekday()] += 1
    assert sum(hours[hour] for hour in (19, 20, 21)) > 3 * sum(hours[hour] for hour in (5, 6, 7))
    assert weekdays[5] > 1.2 * weekdays[0]
