"""Nothing that somebody wrote is in a frame that is kept: of its texts only names and plans stay."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.discord.frames import Malformed, pack, strip
from tests.unit.frames.sent.listener import frame
from tests.unit.frames.sent.places import EVERY
from tests.unit.frames.sent.talk import (
    GUILD,
    TEXT,
    Json,
)

MARKED = "seidicipressi"
"""A text without a space, so that it could stand where one word is looked for."""

NAMES = {
    *("author.username", "author.global_name", "member.nick"),
    *("user.username", "user.global_name", "nick"),
    *("member.user.username", "member.user.global_name"),
    *("interaction.user.username", "interaction.user.global_name", "interaction.member.nick"),
    *("interaction_metadata.user.username", "interaction_metadata.user.global_name"),
    *("members.*.user.username", "members.*.user.global_name", "members.*.nick"),
}
"""What people are called."""

PLANNED = {"name", "description", "entity_metadata.location"}
"""What those who plan an event write of it for everybody."""

KEPT = {
    "MESSAGE_CREATE": NAMES | {"interaction.name", "interaction_metadata.name"},
    "MESSAGE_UPDATE": NAMES,
    "MESSAGE_REACTION_ADD": NAMES,
    "GUILD_MEMBER_ADD": NAMES,
    "GUILD_MEMBER_UPDATE": NAMES,
    "GUILD_MEMBERS_CHUNK": NAMES | {"nonce"},
    "VOICE_STATE_UPDATE": NAMES,
    "GUILD_CREATE": NAMES
    | {"name", "channels.*.name", "threads.*.name", "roles.*.name"}
    | {f"guild_scheduled_events.*.{where}" for where in PLANNED},
    **{f"GUILD_SCHEDULED_EVENT_{what}": PLANNED for what in ("CREATE", "UPDATE", "DELETE")},
    "GUILD_UPDATE": {"name", "roles.*.name"},
    "GUILD_DELETE": {"name"},
    "GUILD_ROLE_CREATE": {"role.name"},
    "GUILD_ROLE_UPDATE": {"role.name"},
    **{name: {"name"} for name in ("CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE")},
    "THREAD_LIST_SYNC": {"threads.*.name"},
    "INVITE_CREATE": {"code"},
    "INTERACTION_CREATE": NAMES | {"data.name", "data.options.*.name"},
    "READY": {"session_id"},
}
"""The texts that are kept, by where they stand: names, plans of events, the words of commands, the codes of
invites, and what the connection calls itself."""


def _texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a text stands, or could."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        if one is None or isinstance(one, str):
            yield (*path, name)
        else:
            yield from _texts(one, (*path, name))


def _with(data: Json, path: tuple[Any, ...], text: str) -> Json:
    changed = copy.deepcopy(data)
    inner: Any = changed
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = text
    return changed


def _kept(name: str, data: Json) -> str:
    stripped = strip(frame(name, data), voice_details={GUILD})
    return "" if stripped is None else pack(stripped, session="abc").decode()


def test_the_frames_of_these_tests_are_full_of_text() -> None:
    assert sum(json.dumps(data).count(TEXT) for _, data in EVERY) > 400


@pytest.mark.parametrize(("name", "data"), EVERY)
def test_no_text_of_a_whole_frame_is_kept(name: str, data: Json) -> None:
    assert TEXT not in _kept(name, data)


@pytest.mark.parametrize(("name", "data"), EVERY)
def test_wherever_a_text_stands_it_is_kept_only_where_names_are(name: str, data: Json) -> None:
    places = list(_texts(data))
    assert places
    for path in places:
        where = ".".join("*" if isinstance(part, int) else part for part in path)
        try:
            kept = _kept(name, _with(data, path, MARKED))
        except Malformed as refused:
            assert MARKED not in f"{refused!r} {refused} {refused.__context__!r} {refused.__cause__!r}"
            continue
        assert MARKED not in kept or where in KEPT.get(name, ()), f"{name}: {where}"


def test_a_name_is_kept_as_it_is_and_no_longer_than_discord_allows() -> None:
    for name, data in EVERY:
        for path in _texts(data):
            where = ".".join("*" if isinstance(part, int) else part for part in path)
            if where in NAMES and path in {("author", "username"), ("nick",), ("member", "nick")}:
                assert "Ж" * 101 not in _kept(name, _with(data, path, "Ж" * 5_000))


def test_an_error_holds_nothing_of_the_frame_that_caused_it() -> None:
    for broken in (f'{{"op":0,"t":"MESSAGE_CREATE","s":1,"d":{{"id":"{MARKED}"}}}}', MARKED, f'"{MARKED}'):
        with pytest.raises(Malformed) as raised:
            strip(broken)
        error = raised.value
        assert MARKED not in f"{error!r} {error} {error.__dict__} {error.__context__!r} {error.__cause__!r}"
        assert (error.length, len(error.fingerprint)) == (len(broken), 32)
