"""Invites by what they grew, switches by the flags of the application, words for whoever runs the bot."""

import discord
import pytest

from adapters.discord.client.acting.invites import used
from adapters.discord.client.acting.told import GuildThere, Reading
from adapters.discord.client.endings import in_words, is_refusal
from adapters.discord.client.http.budget import TokenRefused
from adapters.discord.client.intents import Granted, Portal, families, granted_by, intents, missing, sentence


@pytest.mark.parametrize(
    ("before", "after", "joins", "code"),
    [
        ({"a": 1, "b": 2}, {"a": 2, "b": 2}, 1, "a"),
        ({"a": 1, "b": 2}, {"a": 3, "b": 2}, 2, "a"),
        ({"a": 1, "b": 2}, {"a": 2, "b": 3}, 2, None),
        ({"a": 1}, {"a": 1}, 1, None),
        ({"a": 1}, {"a": 3}, 1, None),
        ({"a": 1}, {"a": 1, "new": 1}, 1, "new"),
        ({"a": 1, "b": 2}, {"b": 2}, 1, None),
        ({}, {}, 0, None),
    ],
)
def test_a_join_is_ascribed_to_the_only_invite_that_grew_by_as_many_as_joined(
    before: dict[str, int], after: dict[str, int], joins: int, code: str | None
) -> None:
    assert used(before, after, joins) == code


@pytest.mark.parametrize(
    ("flags", "granted"),
    [
        (0, Granted(members=False, content=False)),
        (1 << 14, Granted(members=True, content=False)),
        (1 << 15, Granted(members=True, content=False)),
        (1 << 18, Granted(members=False, content=True)),
        (1 << 19 | 1 << 15, Granted(members=True, content=True)),
    ],
)
def test_only_what_the_portal_grants_is_asked_for(flags: int, granted: Granted) -> None:
    assert granted_by(flags) == granted
    asked = intents(granted)
    assert (asked.members, asked.message_content, asked.presences) == (
        granted.members,
        granted.content,
        False,
    )
    assert len(missing(granted)) == 2 - granted.members - granted.content
    assert ("membership" in families(granted)) is granted.members
    for intent in missing(granted):
        assert intent.switch in sentence(intent)
        assert "Developer Portal" in sentence(intent)


def test_a_portal_that_says_nothing_is_tried_and_one_that_was_refused_is_not_believed() -> None:
    portal = Portal()
    assert portal.told({}) == Granted()
    portal.refused = True
    assert portal.told({"flags": 1 << 15 | 1 << 19}) == Granted(members=False, content=False)


@pytest.mark.parametrize(
    ("owner", "permissions", "may"),
    [("1", 0, True), ("2", 0, False), ("2", 1 << 5, True), ("2", 1 << 3, True), ("2", 1 << 10, False)],
)
def test_invites_are_asked_for_by_those_who_may_manage_the_server(
    owner: str, permissions: int, may: bool
) -> None:
    frame = (
        '{"d":{"id":"9","owner_id":"%s","roles":[{"id":"9","permissions":"0"},'
        '{"id":"5","permissions":"%d"},{"id":"6","permissions":"8"}],'
        '"members":[{"user":{"id":"1"},"roles":["5"]}]}}'
    )
    assert Reading(GuildThere)(frame % (owner, permissions)).may_manage("1") is may


def test_every_end_of_a_client_has_words_and_only_a_wrong_token_is_final() -> None:
    ends: list[Exception | None] = [
        None,
        TokenRefused("no"),
        discord.LoginFailure("no"),
        discord.PrivilegedIntentsRequired(None),
        discord.GatewayNotFound(),
        ConnectionResetError(104, "reset"),
        RuntimeError("a secret"),
    ]
    assert [is_refusal(end) for end in ends] == [False, True, True, False, False, False, False]
    assert all(in_words(end) for end in ends)
    assert "secret" not in in_words(ends[-1])
