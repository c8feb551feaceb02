"""What an export says of itself before its first message."""

import re
from datetime import UTC, datetime
from typing import Final

import msgspec
from msgspec import Struct

from adapters.history.discord_export.format.kinds import is_thread
from application.community.history.files import Heading
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake
from domain.kernel.instants import utc

_MESSAGES: Final = re.compile(rb'"messages"\s*:\s*\[')
_FIRST_ID: Final = re.compile(rb'\s*\{\s*"id"\s*:\s*"?([0-9]{1,19})\b')


class _Guild(Struct):
    id: int | str
    name: str | None = None


class _Channel(Struct):
    id: int | str
    type: int | str | None = None
    categoryId: int | str | None = None
    category: str | None = None
    name: str | None = None


class _DateRange(Struct):
    after: str | None = None
    before: str | None = None


class _Head(Struct):
    guild: _Guild
    channel: _Channel
    dateRange: _DateRange | None = None
    exportedAt: str | None = None


_HEAD: Final = msgspec.json.Decoder(_Head)


def heading_of(start: bytes) -> tuple[Heading, int] | None:
    """The heading, and where the first message begins; None while the list of messages has not begun.

    Raises Invalid when this is no export of a community's channel.
    """
    for found in _MESSAGES.finditer(start):
        try:
            # Well-formed once closed here: so it is the list of the outermost object, and of no text.
            head = _HEAD.decode(start[: found.end()] + b"]}")
        except msgspec.ValidationError as error:
            raise Invalid(f"this is not what DiscordChatExporter writes ({error})") from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        return _heading(head), found.end()
    return None


def first_message(start: bytes, at: int) -> int | None:
    """The id of the first message, if it stands where the exporter writes it."""
    found = _FIRST_ID.match(start, at)
    return int(found.group(1)) if found else None


def _heading(head: _Head) -> Heading:
    if str(head.guild.id) == "0":
        raise Invalid("these are direct messages: they belong to no community, and none was taken")
    thread = is_thread(head.channel.type) and head.channel.categoryId not in (None, "", "0", 0)
    dates = head.dateRange or _DateRange()
    return Heading(
        guild=snowflake(head.guild.id, where="guild.id"),
        guild_name=head.guild.name,
        channel=snowflake(head.channel.id, where="channel.id"),
        channel_name=head.channel.name,
        parent=snowflake(head.channel.categoryId, where="channel.categoryId") if thread else None,
        parent_name=head.channel.category if thread else None,
        after=_instant(dates.after, "dateRange.after"),
        before=_instant(dates.before, "dateRange.before"),
        exported_at=_instant(head.exportedAt, "exportedAt"),
    )


def _instant(text: str | None, where: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        return utc(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise Invalid(
            f"this is not what DiscordChatExporter writes ({where} is not a date and time)"
        ) from None
