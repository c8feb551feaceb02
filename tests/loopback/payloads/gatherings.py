"""Scheduled events and invites as Discord writes them."""

from datetime import timedelta

from tests.loopback.payloads.people import Json, instant, user
from tests.loopback.world.things import Invite, Kind, ScheduledEvent


def scheduled_event(one: ScheduledEvent, *, counted: bool = False) -> Json:
    """A scheduled event; how many are going is told only where a request asks for it."""
    kind = 3 if one.channel is None else 1 if one.channel.kind is Kind.STAGE else 2
    written: Json = {
        "id": str(one.id),
        "guild_id": str(one.guild.id),
        "channel_id": str(one.channel.id) if one.channel else None,
        "creator_id": str(one.creator.id) if one.creator else None,
        "name": one.name,
        "description": one.description,
        "scheduled_start_time": instant(one.start),
        "scheduled_end_time": instant(one.end),
        "privacy_level": 2,
        "status": one.status,
        "entity_type": kind,
        "entity_id": None,
        "entity_metadata": {"location": one.place} if one.place else None,
        "image": None,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
    if one.creator:
        written["creator"] = user(one.creator)
    return written | ({"user_count": len(one.going)} if counted else {})


def invite_created(one: Invite) -> Json:
    """As the INVITE_CREATE frame tells it."""
    written: Json = {
        "channel_id": str(one.channel.id),
        "code": one.code,
        "created_at": instant(one.made_at),
        "guild_id": str(one.guild.id),
        "max_age": one.max_age,
        "max_uses": one.max_uses,
        "temporary": False,
        "uses": one.uses,
        "expires_at": _expires(one),
        "type": 0,
    }
    return written | ({"inviter": user(one.inviter)} if one.inviter else {})


def invite(one: Invite) -> Json:
    """As the list of a guild's invites tells it, with its metadata."""
    written: Json = {
        "type": 0,
        "code": one.code,
        "guild": {"id": str(one.guild.id), "name": one.guild.name, "icon": None, "features": []}
        | dict.fromkeys(("splash", "banner", "description", "vanity_url_code"))
        | {"verification_level": 1, "nsfw_level": 0, "nsfw": False, "premium_subscription_count": 0},
        "guild_id": str(one.guild.id),
        "channel": {"id": str(one.channel.id), "name": one.channel.name, "type": int(one.channel.kind)},
        "expires_at": _expires(one),
        "uses": one.uses,
        "max_uses": one.max_uses,
        "max_age": one.max_age,
        "temporary": False,
        "created_at": instant(one.made_at),
    }
    return written | ({"inviter": user(one.inviter)} if one.inviter else {})


def _expires(one: Invite) -> str | None:
    return instant(one.made_at + timedelta(seconds=one.max_age)) if one.max_age else None
