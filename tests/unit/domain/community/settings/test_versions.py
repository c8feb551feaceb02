"""Versions of settings: what each changed, what holds when, and what undoing gives back."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.settings import GuildSettings, SettingsVersion, changes_made, settings_at, time_zone_of
from domain.community.settings.versions import check_fit, stands, undone
from domain.kernel.errors import Conflict, NotFound
from tests.builders.activities import DAY, TIME_ZERO


def after(versions: list[SettingsVersion], days: int, **changes: Any) -> list[SettingsVersion]:
    """One more version, as it is made: of what would hold then."""
    at = TIME_ZERO + days * DAY
    made = SettingsVersion(
        version=len(versions) + 1,
        settings=settings_at(versions, at).changed(changes),
        changed_at=TIME_ZERO,
        changed_by="Ada",
        effective_from=at,
    )
    return [*versions, made]


def test_a_planned_change_and_one_made_meanwhile_both_hold_in_the_end() -> None:
    versions = after([], 0, fresh_days=10)
    versions = after(versions, 7, voice_shown=False)
    versions = after(versions, 1, message_weight=3)
    held = [settings_at(versions, TIME_ZERO + days * DAY) for days in (0, 1, 7)]
    assert [(one.fresh_days, one.message_weight, one.voice_shown) for one in held] == [
        (10, 1.0, True),
        (10, 3.0, True),
        (10, 3.0, False),
    ]
    assert [[change.key for change in one.changes] for one in changes_made(versions)] == [
        ["fresh_days"],
        ["voice_shown"],
        ["message_weight"],
    ]


def test_of_one_setting_the_change_that_takes_effect_last_holds() -> None:
    versions = after(after([], 7, fresh_days=7), 1, fresh_days=20)
    assert [settings_at(versions, TIME_ZERO + days * DAY).fresh_days for days in (0, 1, 7)] == [14, 20, 7]


def test_undoing_gives_back_the_values_from_before_and_leaves_the_rest() -> None:
    versions = after(after([], 0, fresh_days=10, voice_shown=False), 1, message_weight=3)
    settings, at = undone(versions, 1, TIME_ZERO + 2 * DAY)
    assert settings == GuildSettings(message_weight=3)
    assert at == TIME_ZERO + 2 * DAY


def test_a_planned_change_is_undone_for_the_moment_at_which_it_would_have_held() -> None:
    versions = after([], 7, fresh_days=10)
    settings, at = undone(versions, 1, TIME_ZERO)
    assert (settings, at) == (GuildSettings(), TIME_ZERO + 7 * DAY)
    versions = after(versions, 7, fresh_days=14)
    assert settings_at(versions, TIME_ZERO + 9 * DAY) == GuildSettings()


def test_what_was_changed_again_cannot_be_undone_before_the_later_change_is() -> None:
    versions = after(after([], 0, fresh_days=10), 1, fresh_days=12)
    now = TIME_ZERO + 2 * DAY
    with pytest.raises(Conflict, match="Fresh: changed again after version 1"):
        undone(versions, 1, now)
    made = changes_made(versions)
    assert [stands(one, made, now) for one in made] == [False, True]
    versions = after(versions, 3, **{"fresh_days": undone(versions, 2, now)[0].fresh_days})
    assert undone(versions, 1, TIME_ZERO + 4 * DAY)[0] == GuildSettings()
    with pytest.raises(NotFound, match="no version 9"):
        undone(versions, 9, now)


def test_a_change_that_a_planned_one_would_not_fit_to_is_a_conflict() -> None:
    versions = after([], 7, core_active_days=20)
    check_fit(after(versions, 0, core_window_days=20), TIME_ZERO)
    with pytest.raises(Conflict, match="planned no longer fits"):
        check_fit(after(versions, 0, core_window_days=19), TIME_ZERO)


CHANGES = st.tuples(
    st.integers(0, 5),
    st.fixed_dictionaries(
        {},
        optional={
            "fresh_days": st.integers(0, 80),
            "voice_shown": st.booleans(),
            "tracked_commands": st.lists(st.sampled_from(["help", "rank"]), max_size=2),
        },
    ),
)


@given(st.lists(CHANGES, max_size=8))
def test_whatever_is_planned_the_last_word_of_each_moment_holds(
    told: list[tuple[int, dict[str, Any]]],
) -> None:
    versions: list[SettingsVersion] = []
    for days, changes in told:
        versions = after(versions, days, **changes)
        assert settings_at(versions, versions[-1].effective_from) == versions[-1].settings


@given(st.lists(CHANGES, max_size=8))
def test_undoing_every_change_from_the_last_to_the_first_gives_back_the_defaults(
    told: list[tuple[int, dict[str, Any]]],
) -> None:
    versions: list[SettingsVersion] = []
    for day, (_, changes) in enumerate(told):
        versions = after(versions, day, **changes)
    for number in range(len(told), 0, -1):
        settings, _ = undone(versions, number, TIME_ZERO + 9 * DAY)
        versions = after(versions, 9, **attrs.asdict(settings))
    assert settings_at(versions, TIME_ZERO + 9 * DAY) == GuildSettings()


def test_the_zone_is_that_of_the_newest_version() -> None:
    assert time_zone_of([]) == "UTC"
    versions = after(after([], 0, time_zone="Europe/Rome"), 5, fresh_days=3)
    assert time_zone_of(versions[::-1]) == "Europe/Rome"
