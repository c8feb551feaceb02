"""Settings as text: what somebody types is understood, and written back as it can be typed again."""

from typing import Any

import pytest

from domain.community.settings import CATALOGUE, GuildSettings, setting
from domain.community.settings.texts import parsed, told, written
from domain.kernel.errors import Invalid

CHANGED = GuildSettings(
    time_zone="Europe/Rome",
    tiers={"501": "staff", "502": "host"},
    staff_roles=("501", "502"),
    qualifying=("voice",),
    tracked_commands=("event rsvp", "help"),
    voice_shown=False,
    reaction_weight=0.25,
    churn_drop=0.4,
    segment_preset="document 001",
    announcement_channel="77",
    backup_hours=(4, 16),
)


@pytest.mark.parametrize("key", [each.key for each in CATALOGUE])
@pytest.mark.parametrize("held", [GuildSettings(), CHANGED])
def test_what_is_written_is_understood_again(key: str, held: GuildSettings) -> None:
    value = getattr(held, key)
    assert parsed(setting(key), written(setting(key), value)) == value
    assert told(setting(key), value)


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("churn_drop", "40 %", 0.4),
        ("churn_drop", "0.4", 0.4),
        ("staff_roles", "<@&501>, <@&502>", ("501", "502")),
        ("announcement_channel", "<#77>", "77"),
        ("announcement_channel", "None", ""),
        ("backup_hours", "4:00, 16", (4, 16)),
        ("voice_shown", "ON", True),
        ("tiers", "<@&501>=host\n502=staff", {"501": "host", "502": "staff"}),
        ("tracked_commands", "/help\nevent rsvp", ("event rsvp", "help")),
        ("qualifying", "none", ()),
        ("fresh_days", " 7 ", 7),
    ],
)
def test_what_people_type_is_understood(key: str, typed: str, meant: Any) -> None:
    assert parsed(setting(key), typed) == meant


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("fresh_days", "two", "write a whole number, not 'two'"),
        ("fresh_days", "1.5", "whole number"),
        ("churn_drop", "half", "a number"),
        ("voice_shown", "perhaps", "yes or no"),
        ("tiers", "501", "ROLE=TIER"),
        ("tiers", "501=host,501=staff", "named twice"),
        ("backup_hours", "noon", "whole number"),
        ("announcement_channel", "#general", "no channel id"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_would_do(key: str, typed: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        parsed(setting(key), typed)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("churn_drop", "50 %"),
        ("voice_shown", "on"),
        ("fresh_days", "14 days"),
        ("staff_roles", "none"),
        ("qualifying", "Sent a message, Reacted to a message"),
        ("segment_preset", "Every segment by itself"),
    ],
)
def test_values_are_told_in_words(key: str, words: str) -> None:
    held = GuildSettings(qualifying=("message", "reaction"))
    assert told(setting(key), getattr(held, key)) == words


def test_one_is_told_in_the_singular() -> None:
    assert told(setting("fresh_days"), 1) == "1 day"
