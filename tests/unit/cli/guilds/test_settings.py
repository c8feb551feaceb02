"""`community-os settings`: what is planned, previewed, undone, and the history of it."""

import json

import pytest

from tests.builders.activities import DAY, TIME_ZERO, a_message, a_person


@pytest.fixture
def filled(community_os, do):
    do(
        community_os.record(
            [a_message(TIME_ZERO - 40 * DAY), a_message(TIME_ZERO, a_person(2), number=2)],
        )
    )
    return community_os


def test_every_setting_is_listed_in_its_group_with_what_it_means(filled):
    listed = filled("settings", "list").out
    assert listed.index("Time\n") < listed.index("Segments\n") < listed.index("Bot and backups\n")
    assert "fresh_days" in listed and "14 days" in listed and "somebody is fresh" in listed


def test_the_history_shows_who_changed_what_and_an_undo_gives_it_back(filled):
    assert filled("settings", "set", "fresh_days=7", "voice_shown=no").code == 0
    told = json.loads(filled("settings", "history", "--json").out)
    assert [(one["version"], one["changed_by"], one["undoable"]) for one in told] == [
        (1, "command line", True)
    ]
    assert told[0]["changes"] == [
        {"setting": "voice_shown", "from": True, "to": False},
        {"setting": "fresh_days", "from": 14, "to": 7},
    ]
    ended = filled("settings", "undo", "1")
    assert ended.out == "voice_shown: no -> yes\nfresh_days: 7 -> 14\n"
    shown = filled("settings", "history").out
    assert "fresh_days: 14 -> 7" in shown and "fresh_days: 7 -> 14" in shown
    refused = filled("settings", "undo", "1")
    assert refused.code != 0 and "changed again" in refused.err


def test_a_change_can_be_planned(filled):
    at = TIME_ZERO + 300 * DAY
    planned = filled("settings", "set", "fresh_days=7", "--from", at.isoformat())
    assert planned.out == f"fresh_days = 7, from {at:%Y-%m-%d %H:%M} UTC\n"
    assert "fresh_days = 14" in filled("settings", "show").out
    told = filled("settings", "history").out
    assert f"from {at:%Y-%m-%d %H:%M} UTC" in told and "at once" not in told
    assert filled("settings", "set", "fresh_days=7", "--from", "soon").code == 2
    assert filled("settings", "set", "fresh_days=7", "--from", "2020-01-01").code == 2


def test_the_preview_says_who_would_move_and_changes_nothing(filled):
    seen = filled("settings", "preview", "inactive_days=50")
    assert seen.code == 0
    assert seen.out.startswith("1 member from Alumni (inactive) to New: ")
    assert seen.err.endswith("1 member would move.\n")
    told = json.loads(filled("settings", "preview", "inactive_days=50", "--json").out)
    assert told["moves"] == [{"from": "inactive", "to": "new", "members": 1}]
    assert json.loads(filled("settings", "show", "--json").out)["version"] == 0
    assert filled("settings", "preview", "inactive_days=0").code == 2
