"""What REST answers, as the same activities that the gateway's frames become."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import msgspec

from adapters.discord.frames.format.messages import Written, said
from adapters.discord.frames.format.parts import Sent, User, who
from adapters.discord.frames.format.reactions import Emoji
from adapters.discord.frames.reading.messages import message
from adapters.discord.frames.reading.moment import person
from domain.community.coverage import BACKFILL
from domain.community.log.activity import REACTION, REACTIONS_SEEN, Activity, Person
from domain.community.log.emoji import emoji_name
from domain.community.log.letters import Unreadable
from domain.kernel.ids import snowflake_instant


class Seen(Sent):
    """How many of one emoji a message has."""

    emoji: Emoji
    count: int


class Posted(Written):
    """A message as REST answers it."""

    content: str | None = None
    reactions: tuple[Seen, ...] = ()


def messages_of(
    answer: Iterable[Mapping[str, Any]],
    *,
    guild: int,
    parent: int | None,
    source: str = BACKFILL,
    lengths: bool = True,
) -> Iterator[Activity | Unreadable]:
    """The messages of an answer: each message, the command that it answers, and its reactions' counts.

    `parent` is the channel of the thread that they are in. `lengths` is False without the Message Content
    intent. A message that cannot be read tells one Unreadable.
    """
    for raw in answer:
        try:
            sent = msgspec.convert(raw, Posted, strict=False)
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
            yield _unreadable(guild, source)
            continue
        length = len(sent.content) if lengths and sent.content is not None else None
        first, *more = message(said(sent, length), guild=guild, parent=parent, source=source)
        yield attrs.evolve(first, person=first.person and weakly_named(first.person))
        yield from more
        yield from _seen(sent.reactions, first)


def weakly_named(somebody: Person) -> Person:
    """REST says what people call themselves everywhere, not what the guild calls them.

    So it counts as a name of old: that of the day on which their account was made.
    """
    if somebody.name is None:
        return somebody
    return attrs.evolve(somebody, named_at=snowflake_instant(int(somebody.id)))


def _unreadable(guild: int, source: str) -> Unreadable:
    detail = "a message that Discord answered cannot be read"
    return Unreadable(source=source, reason="unreadable", detail=detail, guild=guild)


def _seen(reactions: Iterable[Seen], about: Activity) -> Iterator[Activity]:
    for seen in reactions:
        emoji = emoji_name(seen.emoji.id, seen.emoji.name)
        yield Activity(
            guild=about.guild,
            kind=REACTIONS_SEEN,
            natural_id=f"{about.subject}:{emoji}",
            occurred_at=about.occurred_at,
            source=about.source,
            inferred=True,
            channel=about.channel,
            parent=about.parent,
            subject=about.subject,
            toward=about.person,
            details={"emoji": emoji, "count": seen.count},
        )


def reactions_of(
    users: Iterable[Mapping[str, Any]],
    *,
    guild: int,
    channel: int,
    parent: int | None,
    message: int,
    author: int | None,
    emoji: str,
    source: str = BACKFILL,
) -> Iterator[Activity]:
    """The reactions of these users with one emoji; nobody knows when they came: at the message's time.

    `emoji` is what `emoji_of` calls it. A user that cannot be read is left out: Discord names them again.
    """
    toward = Person(id=str(author)) if author is not None else None
    for raw in users:
        try:
            by = who(msgspec.convert(raw, User, strict=False))
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
            continue
        yield Activity(
            guild=guild,
            kind=REACTION,
            natural_id=f"{message}:{by.id}:{emoji}",
            occurred_at=snowflake_instant(message),
            source=source,
            person=weakly_named(person(by)),
            inferred=True,
            channel=channel,
            parent=parent,
            subject=message,
            toward=toward,
            details={"emoji": emoji},
        )


def emoji_of(reaction: Mapping[str, Any]) -> str:
    """What the emoji of a reaction is called in the log, from the entry of a message's `reactions`."""
    found = msgspec.convert(reaction.get("emoji"), Emoji, strict=False)
    return emoji_name(found.id, found.name)
