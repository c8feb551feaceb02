"""Exports as DiscordChatExporter writes them, made up: small ones for tests, huge ones for flat memory.

`python -m tests.builders.exports PATH MEGABYTES [--compact]` writes one of any size.
"""

import json
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.kernel.ids import first_snowflake_at

TIME_ZERO = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
EXPORTED_AT = datetime(2024, 6, 1, 0, 0, tzinfo=UTC)
GUILD = 700_000_000_000_000_001
CHANNEL = 700_000_000_000_000_101
SECRET_WORD = "xylophone-of-the-canary"
"""Stands in every written text that is made here: it must never be found in a store."""


def message_id(number: int, *, step: timedelta = timedelta(minutes=1)) -> int:
    """The id of the n-th message after TIME_ZERO."""
    return first_snowflake_at(TIME_ZERO + number * step) + number % 4096


def a_user(number: int = 1, **changes: Any) -> dict[str, Any]:
    user = {
        "id": str(800_000_000_000_000_000 + number),
        "name": f"user{number}",
        "discriminator": "0000",
        "nickname": f"User {number}",
        "color": None,
        "isBot": False,
        "roles": [{"id": "1", "name": "Regulars", "color": "#AABBCC", "position": 3}],
        "avatarUrl": f"https://cdn.invalid/{number}.png",
    }
    return user | changes


def a_reaction(
    emoji: str = "👍", count: int = 1, users: Iterable[dict[str, Any]] = (), emoji_id: str = ""
) -> dict[str, Any]:
    return {
        "emoji": {"id": emoji_id, "name": emoji, "code": "thumbsup", "isAnimated": False, "imageUrl": ""},
        "count": count,
        "users": list(users),
    }


def a_message(number: int = 0, **changes: Any) -> dict[str, Any]:
    """The n-th message; `changes` are fields of the export's own names."""
    at = TIME_ZERO + timedelta(minutes=number)
    message = {
        "id": str(message_id(number)),
        "type": "Default",
        "timestamp": at.isoformat(),
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": f"{SECRET_WORD} number {number}",
        "author": a_user(),
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
    }
    return message | changes


def a_reply(number: int, to: int, **changes: Any) -> dict[str, Any]:
    reference = {
        "type": "Default",
        "messageId": str(message_id(to)),
        "channelId": str(CHANNEL),
        "guildId": None,
    }
    return a_message(number, type="Reply", reference=reference, **changes)


def an_export(
    messages: Iterable[dict[str, Any]] = (),
    *,
    guild: Any = GUILD,
    channel: Any = CHANNEL,
    name: str = "general",
    kind: str = "GuildTextChat",
    category: tuple[int | None, str | None] = (700_000_000_000_000_900, "Text"),
    after: datetime | None = None,
    before: datetime | None = None,
    exported_at: datetime | None = EXPORTED_AT,
    **changes: Any,
) -> dict[str, Any]:
    """A whole export; `exported_at=None` leaves the field out, as older versions do."""
    kept = list(messages)
    export: dict[str, Any] = {
        "guild": {"id": str(guild), "name": "A guild", "iconUrl": "https://cdn.invalid/icon.png"},
        "channel": {
            "id": str(channel),
            "type": kind,
            "categoryId": None if category[0] is None else str(category[0]),
            "category": category[1],
            "name": name,
            "topic": f"all about the {SECRET_WORD}",
        },
        "dateRange": {
            "after": after.isoformat() if after else None,
            "before": before.isoformat() if before else None,
        },
    }
    if exported_at:
        export["exportedAt"] = exported_at.isoformat()
    return export | {"messages": kept, "messageCount": len(kept)} | changes


def indented(export: dict[str, Any]) -> bytes:
    """As the exporter itself writes it."""
    return json.dumps(export, indent=2, ensure_ascii=False).encode(errors="surrogatepass")


def compact(export: dict[str, Any]) -> bytes:
    """On one line, as other tools write it again."""
    return json.dumps(export, separators=(",", ":")).encode()


def some_messages(seed: int, people: int = 500) -> Iterator[dict[str, Any]]:
    """Messages without end, about 1.2 kB each when indented, with replies, reactions and odd characters."""
    draw = random.Random(seed)
    syllables = ("lo", "rem", "ip", "sum", "do", "lor", "é", "ß", "🎉", '"', "\\", "\n", "{", "}", "[", "],")
    number = 0
    while True:
        author = a_user(int(people * draw.random() ** 2), isBot=draw.random() < 0.03)
        words = ("".join(draw.choices(syllables, k=draw.randint(1, 5))) for _ in range(draw.randint(1, 30)))
        extra: dict[str, Any] = {"content": " ".join((SECRET_WORD, *words)), "author": author}
        if draw.random() < 0.15:
            extra["reactions"] = [a_reaction(draw.choice("👍🎉🔥💯"), draw.randint(1, 9))]
        if draw.random() < 0.1:
            extra["mentions"] = [a_user(draw.randrange(people))]
        if draw.random() < 0.05:
            extra["attachments"] = [{"id": "1", "url": "https://cdn.invalid/f", "fileName": SECRET_WORD}]
        if number and draw.random() < 0.25:
            yield a_reply(number, max(0, number - int(draw.expovariate(0.05)) - 1), **extra)
        else:
            yield a_message(number, **extra)
        number += 1


def write_large(
    path: Path, megabytes: int, *, one_line: bool = False, seed: int = 1, guild: int = GUILD
) -> int:
    """Write an export of at least that size without holding it; returns how many messages it has."""
    head = an_export(guild=guild)
    del head["messages"], head["messageCount"]
    opening = json.dumps(head, indent=None if one_line else 2)[:-1].rstrip()
    pool = [message for message, _ in zip(some_messages(seed), range(4000), strict=False)]
    written = 0
    with path.open("w", encoding="utf-8") as out:
        size = out.write(opening + (',"messages":[' if one_line else ',\n  "messages": ['))
        while size < megabytes * 1_000_000:
            for message in pool:
                moved = message | {"id": str(message_id(written, step=timedelta(seconds=1)))}
                if reference := moved.get("reference"):
                    back = int(message["id"]) - int(reference["messageId"]) >> 22
                    to = max(0, written - back // 60_000)
                    moved["reference"] = reference | {
                        "messageId": str(message_id(to, step=timedelta(seconds=1)))
                    }
                if one_line:
                    text = json.dumps(moved, separators=(",", ":"))
                else:
                    text = "\n    " + json.dumps(moved, indent=2, ensure_ascii=False).replace("\n", "\n    ")
                size += out.write(("," if written else "") + text)
                written += 1
        out.write(f'],"messageCount":{written}}}' if one_line else f'\n  ],\n  "messageCount": {written}\n}}')
    return written


if __name__ == "__main__":
    print(write_large(Path(sys.argv[1]), int(sys.argv[2]), one_line="--compact" in sys.argv))
