"""What is kept of a message that could not be read: ids, types and numbers, and no written text."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.history.discord_export.format.elements import Broken
from adapters.history.discord_export.format.kinds import is_known, message_type
from adapters.history.discord_export.translate import SOURCE
from application.community.history.files import Heading
from domain.community.log.activity import MESSAGE, Activity, Person
from domain.community.log.envelope import NOT_KEPT
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake, snowflake_instant

FORMAT: Final = "discord-export"

_ID: Final = re.compile(r"[0-9]{1,30}")
_COUNTS: Final = ("length", "mentions", "attachments")


def unreadable(broken: Broken, heading: Heading, where: str) -> Unreadable:
    """The dead letter of a message."""
    fields = broken.fields or {}
    author, reference = _object(fields.get("author")), _object(fields.get("reference"))
    content, bot = fields.get("content"), author.get("isBot")
    return Unreadable(
        source=SOURCE,
        reason="unreadable",
        detail=f"{where}: {broken.what}",
        guild=heading.guild,
        format=FORMAT,
        record={
            "guild": str(heading.guild),
            "channel": str(heading.channel),
            "parent": None if heading.parent is None else str(heading.parent),
            "message": _kept(fields.get("id"), _ID.fullmatch),
            "type": _kept(fields.get("type"), is_known),
            "author": _kept(author.get("id"), _ID.fullmatch),
            "bot": bot if isinstance(bot, bool) else None,
            "answers": _kept(reference.get("messageId"), _ID.fullmatch),
            "length": len(content) if isinstance(content, str) else None,
            "mentions": _entries(fields.get("mentions")),
            "attachments": _entries(fields.get("attachments")),
        },
        length=broken.length,
        fingerprint=broken.fingerprint,
    )


def read(record: Mapping[str, Any], source: str) -> Activity:
    """The message of a kept record, once what was wrong with it is mended; Invalid names the field."""
    number = snowflake(record.get("message"), where="id")
    author = snowflake(record.get("author"), where="author.id")
    parent, kind = record.get("parent"), record.get("type")
    if not isinstance(kind, int | str):
        raise Invalid("type: it was not kept")
    return Activity(
        guild=snowflake(record.get("guild"), where="guild"),
        kind=MESSAGE,
        natural_id=str(number),
        occurred_at=snowflake_instant(number),
        source=source,
        person=Person(id=str(author), bot=record.get("bot") is True),
        channel=snowflake(record.get("channel"), where="channel"),
        parent=None if parent is None else snowflake(parent, where="parent"),
        subject=number,
        details={"type": message_type(kind)} | {name: record.get(name) for name in _COUNTS},
    )


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _entries(value: object) -> int | None:
    return len(value) if isinstance(value, list) else None


def _kept(value: object, has_form: Callable[[str], object]) -> object:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() < 100:
        value = str(value)
    if isinstance(value, str) and has_form(value):
        return value
    return {NOT_KEPT: "it has not the form of one"}
