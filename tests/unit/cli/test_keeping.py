"""Settings, erasure, replay, migrations and the doctor."""

import json

import pytest

from adapters.cli.product import Check
from tests.builders.activities import GUILD, a_message, a_person
from tests.unit.cli.house import Schema

ADA = a_person(1, name="Ada")


@pytest.fixture
def filled(community_os, do):
    do(community_os.record([a_message(by=ADA), a_message(number=2, by=a_person(2))]))
    return community_os


def test_settings_are_shown_changed_and_versioned(filled):
    before = json.loads(filled("settings", "show", "--json").out)
    assert (before["version"], before["settings"]["time_zone"]) == (0, "UTC")
    ended = filled("settings", "set", "time_zone=Europe/Rome", "reaction-weight=0.25", "voice_shown=no")
    assert ended.code == 0
    after = json.loads(filled("settings", "show", "--json").out)
    assert after["version"] == 1
    assert after["changed_by"] == "command line"
    changed = {name: kept for name, kept in after["settings"].items() if kept != before["settings"][name]}
    assert changed == {"time_zone": "Europe/Rome", "reaction_weight": 0.25, "voice_shown": False}


def test_tiers_are_said_at_once_shown_and_taken_back(filled):
    said = filled("settings", "set", "tiers=701=staff, 702=host", "voice_shown=no")
    assert (said.code, said.out) == (0, "tiers = 701=staff,702=host\nvoice_shown = no\n")
    assert json.loads(filled("settings", "show", "--json").out)["settings"]["tiers"] == {
        "701": "staff",
        "702": "host",
    }
    assert "tiers = 701=staff,702=host" in filled("settings", "show").out
    assert filled("settings", "set", "tiers=none").out == "tiers = none\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("time_zone=Mars/Olympus", "Europe/Rome"),
        ("tiem_zone=UTC", "time_zone"),
        ("message_weight=much", "number"),
        ("message_weight=nan", "between"),
        ("voice_shown=perhaps", "yes or no"),
        ("time_zone", "NAME=VALUE"),
        ("tiers=host", "ROLE=TIER"),
        ("tiers=701=boss", "staff, host, captain, volunteer, member"),
        ("tiers=Hosts=host", "no role id"),
        ("tiers=701=host,701=staff", "twice"),
        ("tiers=701=host,", "ROLE=TIER"),
    ],
)
def test_a_wrong_setting_is_refused_and_says_what_would_do(filled, change, said):
    ended = filled("settings", "set", change)
    assert ended.code == 2
    assert said in ended.err
    assert json.loads(filled("settings", "show", "--json").out)["version"] == 0


def test_replayed_equals_live(filled):
    for arguments in (("replay", "--check"), ("replay",), ("replay", "--guild", str(GUILD))):
        ended = filled(*arguments)
        assert ended.code == 0
        assert ended.out == f"guild {GUILD}: 2 records, 2 count: the same\n"


def test_where_nothing_was_recorded_there_is_nothing_to_replay_and_it_says_so(community_os):
    ended = community_os("replay", "--check")
    assert (ended.code, ended.out) == (0, "Nothing was recorded yet.\n")


def test_a_difference_is_found_told_and_mended(filled, do):
    async def spoil() -> None:
        async with filled.product.use_cases.store.writing(GUILD) as work:
            snapshot = await work.counters.snapshot()
            snapshot.member_day.clear()
            await work.counters.rebuild(snapshot)

    do(spoil())
    checked = filled("replay", "--check")
    assert checked.code == 1
    assert "member_day" in checked.out
    assert filled("replay").code == 0
    assert filled("replay", "--check").code == 0


def test_migrations_are_listed_and_a_problem_ends_with_1(community_os):
    community_os.product.state = Schema(pending=("0002_second.sql",))
    ended = community_os("migrate", "--status")
    assert ended.code == 0
    assert "applied  0001_first.sql" in ended.out
    assert "waits    0002_second.sql" in ended.out
    assert "0002_second.sql" in community_os("migrate").out
    community_os.product.state = Schema(problem="The database is newer than this program.")
    ended = community_os("migrate", "--status")
    assert ended.code == 1
    assert "newer" in ended.err


def test_the_doctor_ends_with_1_only_when_something_is_red(community_os):
    community_os.product.found = [
        Check(what="python", state="green", found="3.11"),
        Check(what="port", state="yellow", found="in use", remedy="choose another"),
    ]
    ended = community_os("doctor")
    assert ended.code == 0
    assert "choose another" in ended.out
    assert ended.out.endswith("Nothing is wrong; 1 to look at.\n")
    community_os.product.found.append(Check(what="database", state="red", found="away", remedy="start it"))
    ended = community_os("doctor")
    assert ended.code == 1
    assert "-> start it" in ended.out
    assert ended.out.endswith("1 to mend, 1 to look at.\n")
    community_os.product.found = [Check(what="python", state="green", found="3.11")]
    assert community_os("doctor").out.endswith("All is well.\n")


def test_version_is_told(community_os):
    for asked in ("version", "--version"):
        assert community_os(asked).out == "community-os 1.2.3\n"
        assert community_os.product.opened == 0


def test_the_demo_is_told_what_was_wished(community_os):
    ended = community_os("demo", "--store", "memory", "--size", "80", "--fresh")
    assert "store='memory'" in ended.err
    assert "people=80" in ended.err
    assert "speed=None" in ended.err
    assert "speed=60" in community_os("demo", "--people", "300", "--speed", "60").err
    assert community_os("demo", "--speed", "fast").code == 2
