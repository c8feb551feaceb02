"""Settings of a guild: defaults, changes that fit, and which version holds."""

from typing import Any

import pytest

from domain.community.settings import GuildSettings, SettingsVersion, settings_at
from domain.kernel.errors import Invalid
from tests.builders.activities import DAY, TIME_ZERO


def test_the_defaults_are_those_of_the_definitions() -> None:
    plain = GuildSettings()
    assert (plain.time_zone, plain.message_weight, plain.reaction_weight) == ("UTC", 1.0, 0.5)
    assert plain.voice_shown


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"time_zone": "Asia/Kolkata"},
        {"message_weight": 0.0, "reaction_weight": 1000.0},
        {"voice_shown": False},
    ],
)
def test_a_change_leaves_the_rest_as_it_was(changes: dict[str, Any]) -> None:
    changed = GuildSettings(reaction_weight=0.25).changed(changes)
    for name in ("time_zone", "message_weight", "reaction_weight", "voice_shown"):
        assert getattr(changed, name) == changes.get(name, getattr(GuildSettings(reaction_weight=0.25), name))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"colour": 1}, "colour"),
        ({"qualifying": []}, "nobody would ever be active"),
        ({"time_zone": "Mars"}, "Mars"),
        ({"time_zone": None}, "time_zone"),
        ({"time_zone": 3}, "time_zone"),
        ({"message_weight": -0.1}, "message_weight"),
        ({"message_weight": 1000.1}, "message_weight"),
        ({"message_weight": float("nan")}, "message_weight"),
        ({"reaction_weight": float("inf")}, "reaction_weight"),
        ({"reaction_weight": "1"}, "reaction_weight"),
        ({"reaction_weight": True}, "reaction_weight"),
        ({"reaction_weight": None}, "reaction_weight"),
        ({"reaction_weight": 10**400}, "reaction_weight"),
        ({"voice_shown": 1}, "voice_shown"),
        ({"voice_shown": "no"}, "voice_shown"),
        ({"time_zone": "Europe/Rome", "voice_shown": None}, "voice_shown"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_by_name(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(Invalid, match=named):
        GuildSettings().changed(changes)


def test_a_weight_told_as_a_whole_number_is_a_weight_like_any_other() -> None:
    whole = GuildSettings().changed({"message_weight": 2})
    assert type(whole.message_weight) is float
    assert whole.changed({"message_weight": 1.5}).message_weight == 1.5


def version(number: int, days: int, **settings: Any) -> SettingsVersion:
    return SettingsVersion(
        version=number,
        settings=GuildSettings(**settings),
        changed_at=TIME_ZERO,
        changed_by="Ada",
        effective_from=TIME_ZERO + days * DAY,
    )


def test_the_newest_version_already_in_effect_holds() -> None:
    versions = [version(2, 5, message_weight=2.0), version(1, 0, message_weight=3.0)]
    assert settings_at([], TIME_ZERO) == GuildSettings()
    assert settings_at(versions, TIME_ZERO - DAY) == GuildSettings()
    assert settings_at(versions, TIME_ZERO).message_weight == 3.0
    assert settings_at(versions, TIME_ZERO + 5 * DAY).message_weight == 2.0


@pytest.mark.parametrize("name", ["localtime", "right/Europe/Rome", "Factory"])
def test_no_zone_is_chosen_that_differs_between_machines_or_counts_leap_seconds(name: str) -> None:
    with pytest.raises(Invalid, match="cannot be counted by"):
        GuildSettings().changed({"time_zone": name})
