"""The catalogue: every setting once, in words, with values that fit and values that do not."""

import json
from typing import Any

import attrs
import pytest

from domain.community.settings import CATALOGUE, GROUPS, GuildSettings, changes_between, setting
from domain.kernel.errors import Invalid


def test_the_catalogue_has_each_setting_once_and_groups_that_are_all_shown() -> None:
    assert sorted(each.key for each in CATALOGUE) == sorted(attrs.fields_dict(GuildSettings))
    assert {each.group for each in CATALOGUE} == set(GROUPS)


@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
def test_every_setting_is_told_in_one_sentence(key: str) -> None:
    told = setting(key)
    assert told.title and not told.title.endswith(".")
    assert told.says.endswith(".") and told.says.count(". ") == 0
    assert (told.least is not None) == (told.kind in ("number", "whole", "share", "hours"))
    assert bool(told.choices) == (told.kind in ("choice", "several"))


def test_the_defaults_of_the_thresholds_are_those_of_the_definitions() -> None:
    plain = GuildSettings()
    assert (plain.fresh_days, plain.inactive_days, plain.new_days) == (14, 30, 90)
    assert (plain.core_active_days, plain.core_window_days, plain.core_events) == (8, 28, 3)
    assert (plain.churn_drop, plain.star_age_days, plain.star_share) == (0.5, 30, 0.1)
    assert (plain.attendance_before_minutes, plain.attendance_minimum_minutes) == (15, 5)
    assert plain.qualifying == ("message", "reaction", "voice", "event", "command")
    assert (plain.reminder_minutes, plain.events_run_themselves) == (60, True)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"qualifying": ["command", "voice", "voice"]}, ("voice", "command")),
        ({"staff_roles": ["9", "10", "9"]}, ("9", "10")),
        ({"tracked_commands": ["/Event rsvp", "help", "help "]}, ("event rsvp", "help")),
        ({"backup_hours": [16, 4, 16]}, (4, 16)),
        ({"churn_drop": 1}, 1.0),
        ({"announcement_channel": "1202202202202203001"}, "1202202202202203001"),
        ({"announcement_channel": ""}, ""),
        ({"fresh_days": 0}, 0),
        ({"segment_preset": "document 001"}, "document 001"),
    ],
)
def test_a_value_is_kept_in_one_form(changes: dict[str, Any], kept: object) -> None:
    changed = GuildSettings().changed(changes)
    assert getattr(changed, next(iter(changes))) == kept
    assert GuildSettings(**json.loads(json.dumps(attrs.asdict(changed)))) == changed


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("qualifying", ["message", "sleeping"], "message, reaction, voice, event, command"),
        ("qualifying", "message", "a list"),
        ("qualifying", [3], "no text"),
        ("staff_roles", ["Hosts"], "no role id"),
        ("staff_roles", ["9" * 19 + "9"], "no role id"),
        ("staff_roles", [str(number) for number in range(1, 252)], "at most 250"),
        ("tracked_commands", [" "], "1 to 100"),
        ("tracked_commands", [f"c{number}" for number in range(101)], "at most 100"),
        ("announcement_channel", "#general", "no channel id"),
        ("announcement_channel", None, "channel"),
        ("backup_hours", [24], "between 0 and 23"),
        ("backup_hours", "4", "hours"),
        ("fresh_days", 2.0, "whole number"),
        ("fresh_days", True, "whole number"),
        ("fresh_days", 366, "between 0 and 365"),
        ("churn_drop", 0, "between 0.01 and 1"),
        ("segment_preset", "mine", "standard, document 001"),
        ("core_active_days", 29, "nobody is active on 29 of 28"),
        ("new_days", 13, "fresh for 14 days"),
        ("tiers", None, "which role"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(key: str, value: object, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        GuildSettings().changed({key: value})
    assert key in str(refused.value)


def test_what_changed_is_derived_from_neighbours() -> None:
    before = GuildSettings()
    after = before.changed({"voice_shown": False, "time_zone": "Europe/Rome"})
    assert changes_between(before, after) == (
        ("time_zone", "UTC", "Europe/Rome"),
        ("voice_shown", True, False),
    )
    assert changes_between(after, after) == ()
