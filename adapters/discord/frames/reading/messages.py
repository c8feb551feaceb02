"""Messages and commands as activities, whether the gateway sent them or REST: so that copies agree."""

from collections.abc import Iterator, Mapping

import attrs

from adapters.discord.frames.format.commands import Called, Ran
from adapters.discord.frames.format.messages import Deleted, Edited, Said
from adapters.discord.frames.format.reactions import Reacted
from adapters.discord.frames.packing import Ended
from adapters.discord.frames.reading.moment import Moment, person
from domain.community.coverage import GATEWAY
from domain.community.log.activity import (
    COMMAND_RUN,
    MESSAGE,
    MESSAGE_DELETED,
    MESSAGE_EDITED,
    REACTION,
    REACTION_REMOVED,
    Activity,
    Detail,
    Person,
)
from domain.kernel.ids import snowflake_instant
from domain.kernel.instants import milliseconds


def message(said: Said, *, guild: int, parent: int | None, source: str) -> Iterator[Activity]:
    """The message, and the command that it answers."""
    yield Activity(
        guild=guild,
        kind=MESSAGE,
        natural_id=str(said.id),
        occurred_at=snowflake_instant(said.id),
        source=source,
        person=person(said.by),
        channel=said.channel,
        parent=parent,
        subject=said.id,
        toward=None if said.answers is None else person(said.answers),
        details={
            "type": said.type,
            "length": said.length,
            "mentions": said.mentions,
            "attachments": said.attachments,
        },
    )
    if said.ran is not None:
        yield command(said.ran, guild=guild, channel=said.channel, parent=parent, source=source)


def command(
    ran: Ran, *, guild: int, channel: int | None, parent: int | None, source: str, **ended: Detail
) -> Activity:
    """A command that somebody ran; it went well, unless it is said how else it `ended`."""
    return Activity(
        guild=guild,
        kind=COMMAND_RUN,
        natural_id=str(ran.id),
        occurred_at=snowflake_instant(ran.id),
        source=source,
        person=person(ran.by),
        channel=channel,
        parent=parent,
        details={"command": ran.command, "outcome": "ok"}
        | {name: value for name, value in ended.items() if value is not None},
    )


def created(said: Said, now: Moment) -> Iterator[Activity]:
    """A message that was just written."""
    return message(said, guild=now.guild, parent=now.parents.get(said.channel), source=GATEWAY)


def edited(edit: Edited, now: Moment) -> Iterator[Activity]:
    """A message that was just changed; the same change told again bears its own time."""
    called = f"{edit.id}:{milliseconds(edit.at)}"
    yield now.tells(
        MESSAGE_EDITED, edit.by, channel=edit.channel, subject=edit.id, natural_id=called, at=edit.at
    )


def deleted(gone: Deleted, now: Moment) -> Iterator[Activity]:
    """Messages that were just deleted."""
    for one in gone.ids:
        yield now.tells(MESSAGE_DELETED, None, channel=gone.channel, subject=one, natural_id=str(one))


def reacted(told: Reacted, now: Moment) -> Iterator[Activity]:
    """A reaction that was just given."""
    if told.by is None or told.emoji is None:
        return
    given = now.tells(
        REACTION,
        told.by,
        channel=told.channel,
        subject=told.message,
        natural_id=f"{told.message}:{told.by.id}:{told.emoji}",
        emoji=told.emoji,
    )
    toward = None if told.toward is None else Person(id=str(told.toward))
    yield attrs.evolve(given, toward=toward)


def unreacted(told: Reacted, now: Moment) -> Iterator[Activity]:
    """A reaction that was just taken away, or all of one emoji, or all of a message."""
    yield now.tells(REACTION_REMOVED, told.by, channel=told.channel, subject=told.message, emoji=told.emoji)


def called(told: Called, now: Moment) -> Iterator[Activity]:
    """A command of our own bot that somebody began: how it ended is told by the bot itself, and counts.

    What is never followed by that was interrupted, such as by the end of the process.
    """
    parent = None if told.channel is None else now.parents.get(told.channel)
    begun = command(
        told.ran,
        guild=now.guild,
        channel=told.channel,
        parent=parent,
        source=GATEWAY,
        outcome="failed",
        error="Interrupted",
    )
    yield attrs.evolve(begun, inferred=True)


def ended(told: Ended, parents: Mapping[int, int]) -> Activity:
    """A command of our own bot, as it ended."""
    return command(
        told.ran,
        guild=told.guild,
        channel=told.channel,
        parent=None if told.channel is None else parents.get(told.channel),
        source=GATEWAY,
        outcome=told.outcome,
        error=told.error,
        options=told.options or None,
        latency_ms=told.latency_ms,
    )
