"""The calendar: events that are planned, begin and end, and who says that they will come."""

from adapters.discord.frames.format.parts import Id, Instant, Kept, Sent

SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
"""What Discord calls the status of an event."""


class Planned(Sent):
    """An event as Discord sends it; its name and description are not read."""

    id: Id
    scheduled_start_time: Instant
    status: int
    guild_id: Id | None = None
    channel_id: Id | None = None
    creator_id: Id | None = None


class Event(Kept):
    """What is kept of an event."""

    id: Id
    starts: Instant
    status: int
    channel: Id | None = None
    by: Id | None = None


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
    return Event(sent.id, sent.scheduled_start_time, sent.status, sent.channel_id, sent.creator_id)


def interested(sent: Interest) -> Interested:
    """Who will come to which event."""
    return Interested(sent.guild_scheduled_event_id, sent.user_id)
