"""A message as activities, whether the gateway sent it or REST: the same fields, so that copies agree."""

from collections.abc import Iterator

from adapters.discord.frames.format.commands import Ran
from adapters.discord.frames.format.messages import Said
from adapters.discord.frames.reading.moment import person
from domain.community.log.activity import COMMAND_RUN, MESSAGE, Activity
from domain.kernel.ids import snowflake_instant


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
        toward=person(said.answers) if said.answers is not None else None,
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
    ran: Ran, *, guild: int, channel: int | None, parent: int | None, source: str, error: str | None = None
) -> Activity:
    """A command that somebody ran; it failed where there is an error."""
    return Activity(
        guild=guild,
        kind=COMMAND_RUN,
        natural_id=str(ran.id),
        occurred_at=snowflake_instant(ran.id),
        source=source,
        person=person(ran.by),
        channel=channel,
        parent=parent,
        details={"command": ran.command, "outcome": "failed" if error else "ok"}
        | ({"error": error} if error else {}),
    )
