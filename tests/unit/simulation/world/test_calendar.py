"""Events, answers, commands, invites and roles: what the truth says of them, held against the log."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from adapters.simulation.world import TEAMS, TIERS
from domain.community.tiers import TIERS as ALL_TIERS
from tests.builders.worlds import a_world_on_file, at, day

pytestmark = pytest.mark.slow


def test_an_event_is_on_the_calendar_days_before_begins_on_time_and_ends(quiet):
    course = defaultdict(dict)
    for kind in ("event_scheduled", "event_started", "event_completed"):
        for record in quiet.of_kind(kind):
            assert kind not in course[record["subject"]], "each happens once"
            course[record["subject"]][kind] = record
    for off in quiet.truth["called_off"]:
        assert set(course.pop(off["id"])) == {"event_scheduled"}
    assert len(course) == len(quiet.truth["events"])
    (stage,) = [channel for channel, name in quiet.truth["channels"].items() if name == "Event stage"]
    notice = []
    for event in quiet.truth["events"]:
        told = course[event["id"]]
        assert {record["channel"] for record in told.values()} == {stage}
        starts, ends = (day_time(event[key]) for key in ("starts_at", "ends_at"))
        assert timedelta(0) <= at(told["event_started"]) - starts < timedelta(minutes=5)
        assert timedelta(0) <= at(told["event_completed"]) - ends < timedelta(minutes=10)
        assert (
            told["event_scheduled"]["person"]["id"] == told["event_started"]["person"]["id"] == event["host"]
        )
        assert "person" not in told["event_completed"]
        notice.append(starts - at(told["event_scheduled"]))
    assert min(notice) > timedelta(hours=1)
    assert sorted(notice)[len(notice) // 2] > timedelta(days=3)


def test_what_is_called_off_never_begins(quiet):
    cancelled = {record["subject"]: at(record) for record in quiet.of_kind("event_cancelled")}
    assert cancelled == {off["id"]: day_time(off["cancelled_at"]) for off in quiet.truth["called_off"]}
    for off in quiet.truth["called_off"]:
        assert day_time(off["scheduled_at"]) < cancelled[off["id"]] < day_time(off["starts_at"])


def test_who_said_that_they_would_come_is_in_the_log_and_who_took_it_back_too(quiet):
    scheduled = {record["subject"]: at(record) for record in quiet.of_kind("event_scheduled")}
    said, withdrawn = defaultdict(dict), defaultdict(dict)
    for kind, found in (("rsvp_added", said), ("rsvp_removed", withdrawn)):
        for record in quiet.of_kind(kind):
            assert record["person"]["id"] not in found[record["subject"]]
            found[record["subject"]][record["person"]["id"]] = at(record)
    for event in quiet.truth["events"]:
        mine, back = said[event["id"]], withdrawn[event["id"]]
        assert set(mine) == set(event["rsvps"])
        assert set(back) == set(event["withdrawn"]) <= set(event["rsvps"]) - set(event["attended"])
        begins = day_time(event["starts_at"])
        assert all(scheduled[event["id"]] < when < begins for when in mine.values())
        assert all(mine[who] < when < begins for who, when in back.items())
    assert sum(map(len, said.values())) == sum(len(event["rsvps"]) for event in quiet.truth["events"])
    assert sum(len(event["withdrawn"]) for event in quiet.truth["events"]) > 5


def test_commands_are_those_of_the_truth_and_each_has_its_own_id(quiet):
    found = defaultdict(Counter)
    for record in quiet.of_kind("command_run"):
        details = record["details"]
        found[details["command"]][details["outcome"]] += 1
        assert ("error" in details) is (details["outcome"] != "ok")
        assert 20 < details["latency_ms"] < 4_000
    assert {name: dict(outcomes) for name, outcomes in found.items()} == quiet.truth["commands"]
    ids = [record["id"] for record in quiet.of_kind("command_run")]
    assert len(set(ids)) == len(ids) > 1_000


def test_most_commands_work_and_members_are_denied_what_is_for_staff(quiet):
    outcomes = Counter(record["details"]["outcome"] for record in quiet.of_kind("command_run"))
    assert 0.005 < outcomes["failed"] / outcomes["ok"] < 0.06
    trusted = {each["id"] for each in quiet.people("staff", "host")}
    for record in quiet.of_kind("command_run"):
        denied = record["details"]["outcome"] == "denied"
        for_staff = record["details"]["command"] in ("audit", "event-setup")
        assert denied is (for_staff and record["person"]["id"] not in trusted)
    assert outcomes["denied"] > 3
    assert not {each["id"] for each in quiet.people("bot")} & {
        record["person"]["id"] for record in quiet.of_kind("command_run")
    }


def test_who_is_more_there_runs_more_commands(quiet):
    runs = Counter(record["person"]["id"] for record in quiet.of_kind("command_run"))

    def each(archetype):
        people = quiet.people(archetype)
        return sum(runs[one["id"]] for one in people) / len(people)

    assert each("staff") > each("core") > each("regular") > each("lurker")


def test_joins_are_told_with_the_invite_of_the_truth(told):
    by_code = defaultdict(set)
    for record in told.of_kind("member_joined"):
        by_code[record.get("details", {}).get("invite")].add(record["person"]["id"])
    people = {each["id"]: each for each in told.truth["people"]}
    outages = [(day_time(each["from"]), day_time(each["to"])) for each in told.truth["outages"]]
    (raid,) = told.truth["raids"]
    assert by_code[raid["invite"]] >= set(raid["strangers"])
    by_code[raid["invite"]] -= set(raid["strangers"])
    joined = {who for found in by_code.values() for who in found}
    unheard = set(people) - joined
    assert outages and len(unheard) < 10
    for invite in told.truth["invites"]:
        assert set(invite["joined"]) - unheard == by_code.pop(invite["code"])
        assert all(people[who]["invite"] == invite["code"] for who in invite["joined"])
    assert set(by_code) == {None}
    assert 0.05 < len(by_code[None]) / len(people) < 0.3


def test_nobody_came_by_the_code_of_somebody_who_came_later_or_outside_a_campaign(quiet):
    joined = {each["id"]: day(each["joined"]) for each in quiet.truth["people"]}
    invites = quiet.truth["invites"]
    assert sum(invite["by"] is not None for invite in invites) == 3
    for invite in invites:
        days = [joined[who] for who in invite["joined"]]
        if invite["by"]:
            assert invite["by"] not in invite["joined"]
            assert all(when > joined[invite["by"]] for when in days)
            assert len(days) > 5
        if invite["campaign"]:
            assert max(days) - min(days) <= timedelta(days=10)


def test_roles_are_given_and_taken_as_the_truth_says(quiet):
    log = {
        kind: {
            (record["person"]["id"], record["details"]["role"], record["at"])
            for record in quiet.of_kind(kind)
        }
        for kind in ("role_given", "role_taken")
    }
    truth = {"role_given": set(), "role_taken": set()}
    for each in quiet.truth["people"]:
        for held in each["roles"]:
            truth["role_given"].add((each["id"], held["role"], held["given_at"]))
            if held["taken_at"]:
                truth["role_taken"].add((each["id"], held["role"], held["taken_at"]))
                assert held["taken_at"] > held["given_at"]
    assert log == truth
    assert len(truth["role_taken"]) > 2


def test_staff_and_hosts_have_their_roles_and_every_tier_has_somebody(quiet):
    assert quiet.truth["roles"] == dict(TIERS)
    assert set(TIERS.values()) == set(ALL_TIERS) - {"member"}
    tiers = {
        each["id"]: {TIERS[held["role"]] for held in each["roles"] if held["role"] in TIERS}
        for each in quiet.truth["people"]
    }
    assert all("staff" in tiers[each["id"]] for each in quiet.people("staff"))
    assert not any(tiers[each["id"]] for each in quiet.people("bot", "lurker"))
    found = Counter(tier for each in tiers.values() for tier in each)
    assert set(found) == set(TIERS.values())
    assert 0.6 < found["host"] / len(quiet.people("host")) <= 1
    assert any(len(each) > 1 for each in tiers.values()), "somebody holds several"
    assert sum(map(bool, tiers.values())) < 0.15 * len(tiers)


def test_captains_lead_a_team_and_nobody_plays_in_two(quiet):
    assert quiet.truth["teams"] == dict(TEAMS)
    captain = next(role for role, tier in TIERS.items() if tier == "captain")
    sizes: Counter[str] = Counter()
    for each in quiet.truth["people"]:
        held = {one["role"] for one in each["roles"]}
        teams = held & set(TEAMS)
        assert len(teams) <= 1
        sizes.update(teams)
        assert captain not in held or teams or each["left"]
    assert set(sizes) == set(TEAMS)


def test_without_a_raid_nobody_strange_uses_an_invite(tmp_path):
    small = a_world_on_file(tmp_path, members=60, days=40, scenarios=())
    known = {each["id"] for each in small.truth["people"]}
    assert {record["person"]["id"] for record in small.of_kind("member_joined")} == known


def day_time(text):
    return at({"at": text})
