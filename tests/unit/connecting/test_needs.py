"""What the bot asks for: as little as its features need, and each of it named."""

from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.discord.client.intents import Granted, granted_by, intents, missing
from adapters.discord.setup.invitation import invite_url
from adapters.discord.setup.needs import (
    NAMES,
    NEEDS,
    OPTIONAL,
    Permission,
    lacking,
    named,
    permissions,
)
from domain.kernel.errors import Invalid

READS = (
    Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY | Permission.CONNECT | Permission.VIEW_AUDIT_LOG
)
LEAST = READS | Permission.CREATE_EVENTS | Permission.SEND_MESSAGES | Permission.EMBED_LINKS
BOTH_SWITCHES = 1 << 15 | 1 << 19


def test_the_invitation_asks_for_what_reads_and_tells_of_events_and_for_nothing_else() -> None:
    asked = parse_qs(urlsplit(invite_url(113266560123256832)).query)
    assert asked["client_id"] == ["113266560123256832"]
    assert asked["scope"] == ["bot applications.commands"]
    assert asked["permissions"] == [str(int(LEAST))]


@pytest.mark.parametrize(
    ("wish", "more"),
    [
        ("invites", Permission.MANAGE_GUILD),
        ("private-threads", Permission.MANAGE_THREADS),
        ("events-of-others", Permission.MANAGE_EVENTS),
    ],
)
def test_a_wish_adds_its_own_permission_alone(wish: str, more: Permission) -> None:
    assert permissions((wish,)) == LEAST | more
    assert f"permissions={int(LEAST | more)}" in invite_url(7, (wish,))


def test_a_wish_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Invalid) as raised:
        invite_url(7, ("administrator",))
    for wish in OPTIONAL:
        assert wish in str(raised.value)


def test_every_permission_that_is_asked_for_has_the_name_that_discord_shows() -> None:
    everything = permissions(OPTIONAL)
    assert all(name in NAMES for name in everything)
    assert len(named(everything)) == len(list(everything))


def test_every_feature_needs_something_and_says_what_is_lost_without_it() -> None:
    for need in NEEDS:
        assert need.permissions or need.switch
        assert need.lost


def test_what_is_lacking_is_told_by_feature() -> None:
    assert lacking(int(LEAST)) == []
    (history,) = lacking(int(LEAST & ~Permission.READ_MESSAGE_HISTORY))
    assert "past" in history.feature
    assert {need.feature for need in lacking(0)} == {
        need.feature for need in NEEDS if need.permissions and not need.optional
    }


def test_an_administrator_lacks_nothing() -> None:
    assert lacking(int(Permission.ADMINISTRATOR)) == []


@pytest.mark.parametrize(
    ("flags", "off"),
    [
        (0, ["Server Members Intent", "Message Content Intent"]),
        (1 << 15, ["Message Content Intent"]),
        (1 << 14, ["Message Content Intent"]),
        (1 << 18, ["Server Members Intent"]),
        (BOTH_SWITCHES, []),
    ],
)
def test_a_switch_that_is_off_is_named_with_what_reads_unavailable(flags: int, off: list[str]) -> None:
    found = missing(granted_by(flags))
    assert [each.switch for each in found] == off
    assert all(each.unavailable for each in found)


IN_THE_LIBRARY = {
    "Guild Message Reactions": "guild_reactions",
    "Guild Moderation": "moderation",
    "Guild Voice States": "voice_states",
    "Guild Invites": "invites",
    "Server Members Intent": "members",
    "Message Content Intent": "message_content",
}


def test_the_table_names_exactly_the_intents_that_the_bot_asks_for() -> None:
    named_here = {name for need in NEEDS for name in need.intents}
    named_here |= {need.switch.name for need in NEEDS if need.switch}
    asked = {name for name, wanted in intents(Granted()) if wanted}
    assert {IN_THE_LIBRARY.get(name, name.lower().replace(" ", "_")) for name in named_here} == asked
