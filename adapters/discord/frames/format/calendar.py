"""The calendar: events that are planned, begin and end, and who says that they will come."""

from typing import Final

from adapters.discord.frames.format.parts import Id, Instant, Kept, Sent, User

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
"""What Discord calls the status of an event."""

LONGEST_TITLE: Final = 100
LONGEST_DESCRIPTION: Final = 1000
LONGEST_PLACE: Final = 100


class Somewhere(Sent):
    """Where an event outside of Discord takes place."""

    location: str | None = None


class Rule(Sent):
    """By what rule an event recurs; that there is one says enough."""


class Planned(Sent):
    """An event as Discord sends it."""

    id: Id
    scheduled_start_time: Instant
    status: int
    guild_id: Id | None = None
    channel_id: Id | None = None
    creator_id: Id | None = None
    creator: User | None = None
    name: str | None = None
    description: str | None = None
    scheduled_end_time: Instant | None = None
    entity_metadata: Somewhere | None = None
    recurrence_rule: Rule | None = None


class Event(Kept):
    """What is kept of an event; `recurs` says that Discord starts it over by a rule of its own."""

    id: Id
    starts: Instant
    status: int
    channel: Id | None = None
    by: Id | None = None
    title: str = ""
    about: str = ""
    ends: Instant | None = None
    place: str = ""
    recurs: bool = False
    by_bot: bool | None = None


class Interest(Sent):
    """Somebody who will come to an event, or will not after all."""

    guild_scheduled_event_id: Id
    user_id: Id
    guild_id: Id


class Interested(Kept):
    """What is kept of that."""

    event: Id
    by: Id


def event(sent: Planned) -> Event:
    """What is kept of an event."""
    where = sent.entity_metadata
    return Event(
        sent.id,
        sent.scheduled_start_time,
        sent.status,
        sent.channel_id,
        sent.creator_id,
        (sent.name or "")[:LONGEST_TITLE],
        (sent.description or "")[:LONGEST_DESCRIPTION],
        sent.scheduled_end_time,
        ((where.location if where else None) or "")[:LONGEST_PLACE],
        sent.recurrence_rule is not None,
        None if sent.creator is None else sent.creator.bot,
    )


def interested(sent: Interest) -> Interested:
    """Who will come to which event."""
    return Interested(sent.guild_scheduled_event_id, sent.user_id)
