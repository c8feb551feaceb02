"""Copies of one thing from the gateway, REST and a history file agree, so that they count once."""

from typing import Any

import attrs
import msgspec
import pytest

from adapters.discord.frames import emoji_of, messages_of, reactions_of
from adapters.history.discord_export.format.messages import Message
from adapters.history.discord_export.translate import People, reactions, translate
from application.community.history.files import Heading
from domain.community.log.activity import Activity, Person
from domain.community.log.keys import Keyring
from domain.community.log.letters import Unreadable
from tests.builders.activities import message_id
from tests.builders.house import House
from tests.unit.frames.sent.listener import Listener
from tests.unit.frames.sent.talk import (
    ADA,
    BEN,
    BOT,
    CHANNEL,
    CUSTOM,
    GUILD,
    MESSAGE,
    NAMES,
    THREAD,
    Json,
    answer_to_command,
    message,
    reaction,
    reply,
    user,
    written,
)

KEYS = Keyring(b"sixteen bytes at least")


def _rest(sent: Json, **changes: Any) -> list[Activity]:
    """As REST answers it: without what only the gateway adds."""
    answered = {
        name: value for name, value in sent.items() if name not in ("guild_id", "member", "channel_type")
    }
    found = list(messages_of([{**answered, **changes}], guild=GUILD, parent=None))
    assert all(isinstance(one, Activity) for one in found)
    return found  # type: ignore[return-value]


def _exported(sent: Json) -> tuple[Activity, list[Activity]]:
    """As an exporter writes it."""
    number = int(sent["author"]["id"])
    answered = sent.get("referenced_message")
    raw = {
        "id": sent["id"],
        "type": "Reply" if sent["type"] == 19 else "Default",
        "author": {"id": str(number), "name": NAMES[number], "isBot": sent["author"]["bot"]},
        "content": sent["content"],
        "attachments": sent["attachments"],
        "mentions": sent["mentions"],
        "reactions": [
            {"emoji": {"id": one["emoji"]["id"] or "", "name": one["emoji"]["name"]}, "count": one["count"]}
            for one in sent["reactions"]
        ],
    }
    read = msgspec.json.decode(msgspec.json.encode(raw), type=Message)
    people = People(None)
    toward = Person(id=answered["author"]["id"], bot=answered["author"]["bot"]) if answered else None
    heading = attrs.evolve(HEADING, guild=GUILD, channel=int(sent["channel_id"]))
    found = translate(read, heading, people, toward)
    return found, list(reactions(read, found, people))


HEADING = Heading(guild=1, channel=1)


def _said(one: Activity) -> dict[str, Any]:
    """All that a copy says, but where it was heard and what its people are called."""
    parts = attrs.asdict(one, recurse=False)
    for who in ("person", "toward"):
        parts[who] = (parts[who].id, parts[who].source, parts[who].bot) if parts[who] else None
    return {name: value for name, value in parts.items() if name != "source"}


@pytest.mark.parametrize(
    "sent",
    [
        message(),
        message(content="", attachments=[]),
        message(content='👩‍👩‍👧‍👦 \\ " \n é', mentions=[user(BEN), user(BOT)]),
        message(BOT, member=None),
        reply(),
        reply(BOT),
    ],
)
def test_a_message_says_the_same_from_the_gateway_from_rest_and_from_a_file(sent: Json) -> None:
    (heard,) = Listener().hears("MESSAGE_CREATE", sent)
    (answered,) = _rest(sent)
    in_file, _ = _exported(sent)
    assert isinstance(heard, Activity)
    assert _said(heard) == _said(answered) == _said(in_file)
    assert len({KEYS.key(one) for one in (heard, answered, in_file)}) == 1


def test_a_command_of_another_bot_says_the_same_from_the_gateway_and_from_rest() -> None:
    heard = Listener().hears("MESSAGE_CREATE", answer_to_command(member=None))
    answered = _rest(answer_to_command())
    assert [_said(one) for one in heard if isinstance(one, Activity)] == [_said(one) for one in answered]
    assert [one.kind for one in answered] == ["message", "command_run"]


SEEN = [
    {"emoji": {"id": None, "name": "🎉"}, "count": 3, "me": False},
    {"emoji": {"id": str(CUSTOM), "name": "ducky"}, "count": 1, "me": False},
]


def test_a_look_at_reactions_says_the_same_from_rest_and_from_a_file() -> None:
    answered = _rest(message(reactions=SEEN))[1:]
    _, in_file = _exported(message(reactions=SEEN))
    assert [_said(one) for one in answered] == [_said(one) for one in in_file]
    assert [one.details for one in answered] == [
        {"emoji": "🎉", "count": 3},
        {"emoji": str(CUSTOM), "count": 1},
    ]


def test_a_reaction_that_was_heard_and_one_that_was_looked_up_are_one_and_what_was_heard_is_exact() -> None:
    (heard,) = Listener().hears("MESSAGE_REACTION_ADD", reaction())
    where = {"guild": GUILD, "channel": CHANNEL, "parent": None, "message": MESSAGE, "author": ADA}
    (found,) = reactions_of([user(BEN)], **where, emoji=emoji_of(SEEN[0]))  # type: ignore[arg-type]
    assert isinstance(heard, Activity)
    assert KEYS.key(heard) == KEYS.key(found)
    assert (heard.inferred, found.inferred, found.toward) == (False, True, Person(id=str(ADA)))
    assert _said(heard) | {"occurred_at": 0, "inferred": 0} == _said(found) | {
        "occurred_at": 0,
        "inferred": 0,
    }


async def test_what_people_call_themselves_never_hides_what_the_guild_calls_them() -> None:
    house = House.built()
    (heard,) = Listener().hears("MESSAGE_CREATE", message())
    assert isinstance(heard, Activity)
    later = written(id=str(MESSAGE + 5))
    await house.told(*messages_of([later], guild=GUILD, parent=None))
    assert (await house.member(str(ADA), guild=GUILD)).name == "Ada"
    await house.told(heard)
    assert (await house.member(str(ADA), guild=GUILD)).name == "Queen Ada"
    await house.told(*messages_of([written(id=str(MESSAGE + 9))], guild=GUILD, parent=None))
    assert (await house.member(str(ADA), guild=GUILD)).name == "Queen Ada"


def test_what_was_written_in_a_thread_names_its_channel_when_it_is_looked_up() -> None:
    sent = {**message(reactions=SEEN), "channel_id": str(THREAD)}
    found = list(messages_of([sent], guild=GUILD, parent=CHANNEL, lengths=False))
    assert {(one.channel, one.parent) for one in found if isinstance(one, Activity)} == {(THREAD, CHANNEL)}
    assert [one.details["length"] for one in found[:1] if isinstance(one, Activity)] == [None]


def test_an_answer_that_cannot_be_read_parks_one_message_and_lets_the_others_land() -> None:
    answer = [message(), {"id": "x", "content": "ottoverrano"}, {}, message(id=str(message_id(number=9)))]
    found = list(messages_of(answer, guild=GUILD, parent=None))
    assert [type(one) for one in found] == [Activity, Unreadable, Unreadable, Activity]
    assert "ottoverrano" not in repr(found[1])
    where = {"guild": GUILD, "channel": CHANNEL, "parent": None, "message": MESSAGE, "author": None}
    assert list(reactions_of([{"id": "x"}, {}], **where, emoji="🎉")) == []  # type: ignore[arg-type]
