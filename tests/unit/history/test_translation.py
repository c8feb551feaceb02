"""A message of an export as activities: what happened, never what was written."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.history.discord_export.format.kinds import UNKNOWN, is_thread, message_type
from adapters.history.discord_export.format.messages import Message
from adapters.history.discord_export.translate import People, answered, reactions, translate
from application.community.history.files import Heading
from domain.community.log.activity import MESSAGE, REACTION, REACTIONS_SEEN, Person
from domain.community.log.admission import AdmissionRules, Door, refusal
from domain.community.log.emoji import emoji_name
from domain.kernel.errors import Invalid
from tests.builders.exports import (
    CHANNEL,
    EXPORTED_AT,
    GUILD,
    TIME_ZERO,
    a_message,
    a_reaction,
    a_reply,
    a_user,
    message_id,
)

HEADING = Heading(guild=GUILD, channel=CHANNEL, exported_at=EXPORTED_AT)
NOW = EXPORTED_AT


def read(message):
    return msgspec.json.decode(msgspec.json.encode(message), type=Message)


def told(message, heading=HEADING, toward=None):
    people = People(heading.exported_at)
    first = translate(read(message), heading, people, toward)
    return [first, *reactions(read(message), first, people)]


def test_a_message_says_who_when_where_and_how_much():
    (activity,) = told(
        a_message(
            3, content="Grüße 👋", mentions=[a_user(2), a_user(3)], attachments=[{"id": "1", "url": "x"}]
        )
    )
    assert (activity.kind, activity.guild, activity.channel, activity.parent) == (
        MESSAGE,
        GUILD,
        CHANNEL,
        None,
    )
    assert activity.subject == message_id(3)
    assert activity.natural_id == str(message_id(3))
    assert activity.occurred_at == TIME_ZERO + timedelta(minutes=3)
    assert not activity.inferred
    assert (activity.namespace, activity.source) == ("discord", "history")
    assert activity.person == Person(id=a_user()["id"], name="User 1", named_at=EXPORTED_AT)
    assert activity.details == {"type": 0, "length": 7, "mentions": 2, "attachments": 1}
    assert refusal(activity, Door.at(NOW, AdmissionRules())) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Default", 0),
        ("Reply", 19),
        ("RecipientAdd", 1),
        ("RecipientRemove", 2),
        ("Call", 3),
        ("ChannelNameChange", 4),
        ("ChannelIconChange", 5),
        ("ChannelPinnedMessage", 6),
        ("GuildMemberJoin", 7),
        ("ThreadCreated", 18),
        ("THREAD_STARTER_MESSAGE", 21),
        ("ChatInputCommand", 20),
        ("20", 20),
        ("8", 8),
        (46, 46),
        ("SomethingNew", UNKNOWN),
        ("", UNKNOWN),
        ("-1", UNKNOWN),
        ("999999", UNKNOWN),
        (10**30, UNKNOWN),
    ],
)
def test_types_become_the_numbers_of_discord_and_strange_ones_count_for_nobody(written, number):
    assert message_type(written) == number
    assert told(a_message(type=written))[0].details["type"] == number


@pytest.mark.parametrize(
    ("written", "thread"),
    [
        ("GuildPublicThread", True),
        ("GuildPrivateThread", True),
        ("GuildNewsThread", True),
        ("11", True),
        (12, True),
        ("GuildTextChat", False),
        ("GuildForum", False),
        (None, False),
    ],
)
def test_threads_are_told_from_channels(written, thread):
    assert is_thread(written) == thread


@pytest.mark.parametrize(
    ("changes", "name", "bot"),
    [
        ({}, "User 1", False),
        ({"nickname": None}, "user1", False),
        ({"nickname": "", "name": None}, None, False),
        ({"isBot": True}, "User 1", True),
        ({"isBot": None}, "User 1", False),
        ({"name": "Deleted User", "nickname": "Deleted User"}, "Deleted User", False),
    ],
)
def test_a_writer_is_called_by_nickname_or_name_and_bots_are_told(changes, name, bot):
    person = told(a_message(author=a_user(**changes)))[0].person
    assert (person.id, person.name, person.bot) == (a_user()["id"], name, bot)


def test_the_same_writer_is_one_value_and_a_new_name_is_another():
    people = People(EXPORTED_AT)
    one = translate(read(a_message(1)), HEADING, people, None).person
    assert translate(read(a_message(2)), HEADING, people, None).person is one
    renamed = translate(read(a_message(3, author=a_user(nickname="Ada"))), HEADING, people, None).person
    assert renamed.name == "Ada"


def test_only_a_reply_answers_somebody():
    assert answered(read(a_reply(5, to=2))) == message_id(2)
    assert answered(read(a_message(5))) is None
    forward = a_reply(5, to=2) | {"type": "Default", "reference": {"type": "Forward", "messageId": "1"}}
    assert answered(read(forward)) is None
    assert answered(read(a_reply(5, to=2) | {"type": "ChannelPinnedMessage"})) is None
    deleted = a_reply(5, to=2) | {"reference": {"messageId": None, "channelId": None, "guildId": None}}
    assert answered(read(deleted)) is None


def test_reactions_are_seen_at_their_message_and_go_towards_its_author():
    message = a_message(
        4, reactions=[a_reaction("👍", 3), a_reaction("party", 2, emoji_id="123456789012345678")]
    )
    activity, thumbs, party = told(message)
    for seen in (thumbs, party):
        assert seen.kind == REACTIONS_SEEN
        assert seen.inferred
        assert (seen.subject, seen.occurred_at) == (activity.subject, activity.occurred_at)
        assert seen.person is None
        assert seen.toward == activity.person
        assert refusal(seen, Door.at(NOW, AdmissionRules())) is None
    assert thumbs.details == {"emoji": "👍", "count": 3}
    assert party.details == {"emoji": "123456789012345678", "count": 2}


def test_named_reactors_each_gave_a_reaction():
    message = a_message(4, reactions=[a_reaction("👍", 2, [a_user(7), a_user(8, isBot=True)])])
    _, seen, one, other = told(message)
    assert (seen.kind, one.kind, other.kind) == (REACTIONS_SEEN, REACTION, REACTION)
    assert [one.person.id, other.person.id] == [a_user(7)["id"], a_user(8)["id"]]
    assert [one.person.bot, other.person.bot] == [False, True]
    assert one.inferred
    assert one.natural_id != other.natural_id
    assert refusal(one, Door.at(NOW, AdmissionRules())) is None


@given(st.text(max_size=60), st.none() | st.text(max_size=30) | st.integers())
def test_whatever_an_emoji_is_called_its_reactions_are_let_in(name, number):
    message = a_message(1, reactions=[a_reaction(name, 1)])
    message["reactions"][0]["emoji"]["id"] = number if not isinstance(number, int) else number % 2**63
    if any("\ud800" <= letter <= "\udfff" for letter in name + str(number)):
        return
    _, seen = told(message)
    assert refusal(seen, Door.at(NOW, AdmissionRules())) is None


def test_custom_emojis_without_an_id_are_told_apart_and_stay_the_same():
    assert emoji_name("", "ducky") == emoji_name(None, "ducky")
    assert emoji_name("", "ducky") != emoji_name("", "doge")
    assert emoji_name("0", "👍") == "👍"
    assert "ducky" not in emoji_name("", "ducky")


def test_a_thread_keeps_its_parent():
    heading = Heading(guild=GUILD, channel=CHANNEL, parent=CHANNEL + 1)
    assert {activity.parent for activity in told(a_message(reactions=[a_reaction()]), heading)} == {
        CHANNEL + 1
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "x"}, "id"),
        ({"id": "0"}, "id"),
        ({"id": 2**64}, "id"),
        ({"author": a_user(id="-5")}, "author.id"),
        ({"author": a_user(id=2**63)}, "author.id"),
    ],
)
def test_an_impossible_id_is_named(changes, field):
    with pytest.raises(Invalid, match=field):
        told(a_message(**changes))


@pytest.mark.parametrize(
    ("content", "length"),
    [
        ("", 0),
        (None, None),
        ("é👍\u200d", 3),
        ('"\\\n', 3),
        (5, None),
        (["x"], None),
        ("x" * 2_000_000, None),
    ],
)
def test_the_length_is_in_characters(content, length):
    assert told(a_message(content=content))[0].details["length"] == length
