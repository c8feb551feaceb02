"""Scheduled events that the bot makes, changes and deletes, under Discord's own rules."""

from datetime import datetime
from typing import Any, Final

from tests.loopback.payloads.gatherings import scheduled_event
from tests.loopback.payloads.people import Json
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import Refusal, invalid_form, missing_access, unknown
from tests.loopback.world.permissions import May
from tests.loopback.world.things import Channel, Guild, Kind, ScheduledEvent

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
MOST: Final = 100
STEPS: Final = {(SCHEDULED, ACTIVE), (ACTIVE, COMPLETED), (SCHEDULED, CANCELLED)}
OF_STAGES: Final = (May.MANAGE_CHANNELS, May.MUTE_MEMBERS, May.MOVE_MEMBERS)


def one(asked: Asked) -> Json:
    event = _found(asked)
    return scheduled_event(
        event, counted=asked.query.get("with_user_count", "false").lower() in ("true", "1")
    )


def create(asked: Asked) -> Json:
    """All that a kind of event needs must be there; at most 100 are to come or under way."""
    guild, told = asked.guild(), _told(asked)
    for name in ("name", "privacy_level", "scheduled_start_time", "entity_type"):
        if told.get(name) is None:
            raise invalid_form(f"{name}: This field is required")
    channel = _place(asked, guild, told, None)
    if len(guild.events) >= MOST:
        raise Refusal(400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
    event = ScheduledEvent(
        id=asked.world.ids.next(),
        guild=guild,
        name="",
        start=_instant(told, "scheduled_start_time"),
        creator=asked.world.bot,
        channel=channel,
    )
    _change(asked, event, told)
    guild.events[event.id] = event
    return _tell(asked, "GUILD_SCHEDULED_EVENT_CREATE", event)


def edit(asked: Asked) -> Json:
    """What is named is changed; a status only moves forward, and a finished event not at all."""
    event, told = _found(asked), _told(asked)
    channel = _place(asked, event.guild, told, event)
    _may_change(asked, event)
    status = told.get("status") or event.status
    if status != event.status and (event.status, status) not in STEPS:
        raise invalid_form("status: Invalid Guild Scheduled Event Status Update")
    if status == ACTIVE != event.status and any(
        other.status == ACTIVE and channel is not None and other.channel is channel
        for other in event.guild.events.values()
    ):
        raise invalid_form("status: another event is under way in this channel")
    event.channel = channel
    _change(asked, event, told)
    event.status = status
    if status in (COMPLETED, CANCELLED):
        event.guild.finished[event.id] = event.guild.events.pop(event.id)
    return _tell(asked, "GUILD_SCHEDULED_EVENT_UPDATE", event)


def delete(asked: Asked) -> None:
    event = _found(asked)
    _may_change(asked, event)
    event.guild.events.pop(event.id, None)
    event.guild.finished.pop(event.id, None)
    _tell(asked, "GUILD_SCHEDULED_EVENT_DELETE", event)


def _found(asked: Asked) -> ScheduledEvent:
    guild = asked.guild()
    number = int(asked.path["event"])
    if number in guild.finished and asked.method == "PATCH":
        raise Refusal(400, 180000, "Cannot update a finished event")
    event = guild.events.get(number) or guild.finished.get(number)
    if event is None or (event.channel is not None and not asked.world.sees(event.channel)):
        raise unknown("Guild Scheduled Event", 10070)
    return event


def _may_change(asked: Asked, event: ScheduledEvent) -> None:
    """Somebody else's event takes Manage Events; one's own also Create Events."""
    own = event.creator is asked.world.bot
    where = event.channel or event.guild
    if not (own and asked.world.may(May.CREATE_EVENTS, where)):
        asked.needs(May.MANAGE_EVENTS, where)


def _place(asked: Asked, guild: Guild, told: Json, event: ScheduledEvent | None) -> Channel | None:
    """Where it takes place: a stage, a voice channel, or a place with an end that is told."""
    kind = told.get("entity_type") or (_kind(event) if event else 0)
    if kind == EXTERNAL:
        return _elsewhere(asked, guild, told, event)
    if kind not in (STAGE, VOICE):
        raise invalid_form(f"entity_type: {kind!r} is none of 1, 2, 3")
    if (told.get("entity_metadata") or {}).get("location"):
        raise invalid_form("entity_metadata: a place is for events elsewhere")
    number = told.get("channel_id", str(event.channel.id) if event and event.channel else None)
    if number is None:
        raise invalid_form("channel_id: This field is required")
    channel = asked.world.channel(int(number))
    if channel is None or channel.guild is not guild:
        raise invalid_form("channel_id: unknown channel")
    if channel.kind is not (Kind.STAGE if kind == STAGE else Kind.VOICE):
        raise invalid_form("channel_id: this is not a channel of the event's kind")
    if not asked.world.sees(channel) or not asked.world.may(May.CONNECT, channel):
        raise missing_access()
    for permission in (May.CREATE_EVENTS, *(OF_STAGES if kind == STAGE else ())):
        if event is None or permission is not May.CREATE_EVENTS:
            asked.needs(permission, channel)
    return channel


def _elsewhere(asked: Asked, guild: Guild, told: Json, event: ScheduledEvent | None) -> None:
    if told.get("channel_id") is not None:
        raise invalid_form("channel_id: an event elsewhere has none")
    if event is None or event.channel is not None:
        place = (told.get("entity_metadata") or {}).get("location")
        if not place or not told.get("scheduled_end_time"):
            raise invalid_form(
                "entity_metadata.location and scheduled_end_time: required for events elsewhere"
            )
    if event is None:
        asked.needs(May.CREATE_EVENTS, guild)


def _change(asked: Asked, event: ScheduledEvent, told: Json) -> None:
    now = asked.world.clock.now()
    if "name" in told:
        event.name = _text(told, "name", 100, least=1)
    if "description" in told:
        event.description = _text(told, "description", 1000) if told["description"] else None
    if told.get("scheduled_start_time"):
        start, new = _instant(told, "scheduled_start_time"), event.id not in event.guild.events
        if start != event.start and event.status != SCHEDULED:
            raise invalid_form("scheduled_start_time: the event has begun")
        if start <= now and (new or start != event.start):
            raise invalid_form("scheduled_start_time: Cannot schedule event in the past")
        event.start = start
    if "scheduled_end_time" in told:
        event.end = _instant(told, "scheduled_end_time") if told["scheduled_end_time"] else None
    if event.end is not None and event.end <= event.start:
        raise invalid_form("scheduled_end_time: Cannot schedule event to end before it starts")
    if event.channel is not None:
        event.place = None
    elif place := (told.get("entity_metadata") or {}).get("location"):
        if len(place) > 100:
            raise invalid_form("entity_metadata.location: Must be 1 to 100 in length")
        event.place = place


def _tell(asked: Asked, name: str, event: ScheduledEvent) -> Json:
    written = scheduled_event(event)
    if event.channel is None or asked.world.sees(event.channel):
        asked.tell(name, event.guild, written, None)
    return written


def _kind(event: ScheduledEvent) -> int:
    if event.channel is None:
        return EXTERNAL
    return STAGE if event.channel.kind is Kind.STAGE else VOICE


def _told(asked: Asked) -> dict[str, Any]:
    if not isinstance(asked.body, dict):
        raise invalid_form("an object")
    return asked.body


def _text(told: Json, name: str, most: int, least: int = 0) -> str:
    value = told[name]
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise invalid_form(f"{name}: Must be {least} to {most} in length")
    return value


def _instant(told: Json, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(told[name])
    except (TypeError, ValueError):
        raise invalid_form(f"{name}: this is no timestamp") from None
    if found.tzinfo is None:
        raise invalid_form(f"{name}: a timestamp has its zone")
    return found
