"""Messages that the bot writes, edits and deletes; whom they call is what `allowed_mentions` lets through."""

import re
from datetime import timedelta
from typing import Any, Final

from tests.loopback.payloads.messages import message as written
from tests.loopback.payloads.messages import message_frame
from tests.loopback.payloads.people import Json
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import Refusal, invalid_form, unknown, wrong_kind_of_channel
from tests.loopback.world.permissions import May
from tests.loopback.world.things import WITHOUT_MESSAGES, Channel, Member, Message

PINGED: Final = re.compile(r"<@!?(\d+)>")
LONGEST: Final = 2000
NONCE_LIVES: Final = timedelta(minutes=3)
"""Discord reference, "Create Message": `enforce_nonce` looks at the past few minutes."""


def create(asked: Asked) -> Json:
    """A nonce that is to be enforced brings the message that was sent with it some minutes before."""
    channel = _channel(asked)
    asked.needs(May.SEND_MESSAGES_IN_THREADS if channel.is_thread else May.SEND_MESSAGES, channel)
    told = _told(asked, channel)
    if not told.get("content") and not told.get("embeds"):
        raise Refusal(400, 50006, "Cannot send an empty message")
    nonce = told.get("nonce")
    if told.get("enforce_nonce") and nonce is not None:
        if len(str(nonce)) > 25:
            raise invalid_form("nonce: Must be 25 or fewer in length")
        for before in channel.messages.values():
            lately = asked.world.clock.now() - before.at < NONCE_LIVES
            if lately and before.author is asked.world.bot and before.nonce == str(nonce):
                return _written(asked, before)
    message = Message(
        id=asked.world.ids.next(), channel=channel, author=asked.world.bot, at=asked.world.clock.now()
    )
    message.nonce = None if nonce is None else str(nonce)
    _fill(asked, message, told)
    channel.keep(message)
    asked.world.truth.wrote(message, visible=asked.world.sees(channel), live=True)
    return _tell(asked, "MESSAGE_CREATE", message)


def edit(asked: Asked) -> Json:
    """Only one's own."""
    message = _own(asked)
    _fill(asked, message, _told(asked, message.channel))
    message.edited_at = asked.world.clock.now()
    return _tell(asked, "MESSAGE_UPDATE", message)


def delete(asked: Asked) -> None:
    message = _found(asked)
    if message.author is not asked.world.bot:
        asked.needs(May.MANAGE_MESSAGES, message.channel)
    message.channel.lose(message)
    place = {"channel_id": str(message.channel.id), "guild_id": str(message.channel.guild.id)}
    asked.tell("MESSAGE_DELETE", message.channel.guild, {"id": str(message.id), **place}, None)


def _channel(asked: Asked) -> Channel:
    channel = asked.channel()
    if channel.kind in WITHOUT_MESSAGES:
        raise wrong_kind_of_channel()
    return channel


def _found(asked: Asked) -> Message:
    message = _channel(asked).messages.get(int(asked.path["message"]))
    if message is None:
        raise unknown("Message", 10008)
    return message


def _own(asked: Asked) -> Message:
    message = _found(asked)
    if message.author is not asked.world.bot:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    return message


def _told(asked: Asked, channel: Channel) -> Json:
    told = asked.body
    if not isinstance(told, dict):
        raise invalid_form("an object")
    if len(told.get("content") or "") > LONGEST:
        raise invalid_form("content: Must be 2000 or fewer in length")
    if told.get("embeds"):
        asked.needs(May.EMBED_LINKS, channel)
    for embed in told.get("embeds") or ():
        _check(embed)
    rows = told.get("components") or ()
    if len(rows) > 5 or any(row.get("type") == 1 and len(row["components"]) > 5 for row in rows):
        raise invalid_form("components: at most five rows of five")
    ids = [each.get("custom_id") for row in rows for each in row.get("components", ())]
    if len(ids) != len(set(ids)) or any(each and len(each) > 100 for each in ids):
        raise invalid_form("components: Component custom id cannot be duplicated, or exceeds 100")
    return told


def _check(embed: dict[str, Any]) -> None:
    fields = embed.get("fields") or ()
    bounds = [("title", 256), ("description", 4096)]
    wrong = [name for name, most in bounds if len(embed.get(name) or "") > most]
    wrong += [
        "fields" for each in fields if not (0 < len(each["name"]) <= 256 and 0 < len(each["value"]) <= 1024)
    ]
    whole = sum(len(embed.get(name) or "") for name, _ in bounds)
    whole += sum(len(each["name"]) + len(each["value"]) for each in fields)
    if wrong or len(fields) > 25 or whole > 6000:
        raise invalid_form(f"embeds: {', '.join(wrong) or 'too much'}")


def _fill(asked: Asked, message: Message, told: Json) -> None:
    if "content" in told:
        message.content = told["content"] or ""
    for name in ("embeds", "components"):
        if name in told:
            message.sent[name] = list(told[name] or ())
    if "allowed_mentions" in told or "content" in told:
        message.mentions = _called(message, told.get("allowed_mentions"))
        parse = (told.get("allowed_mentions") or {"parse": ["everyone"]}).get("parse", [])
        message.everyone = "everyone" in parse and bool(re.search("@(everyone|here)", message.content))


def _called(message: Message, allowed: Json | None) -> tuple[Member, ...]:
    """The members that the text names, as far as they may be called."""
    there = message.channel.guild.members
    named = [int(one) for one in dict.fromkeys(PINGED.findall(message.content))]
    if allowed is not None and "users" not in allowed.get("parse", []):
        listed = {int(one) for one in allowed.get("users", [])}
        named = [one for one in named if one in listed]
    return tuple(there[one] for one in named if one in there)


def _written(asked: Asked, message: Message) -> Json:
    return written(message, me=asked.world.bot, readable=True)


def _tell(asked: Asked, name: str, message: Message) -> Json:
    frame = message_frame(message, me=asked.world.bot, readable=True)
    asked.tell(name, message.channel.guild, frame, None)
    return _written(asked, message)
