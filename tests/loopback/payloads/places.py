"""Guilds, channels and threads as Discord writes them."""

from datetime import timedelta
from typing import Any

from tests.loopback.payloads.gatherings import scheduled_event
from tests.loopback.payloads.people import Json, instant, member, role, voice_state
from tests.loopback.world.ids import made_at
from tests.loopback.world.things import SPOKEN, Channel, Guild, Kind
from tests.loopback.world.world import World


def channel(one: Channel, *, in_guild_create: bool = False) -> Json:
    """A channel that is no thread; within GUILD_CREATE it does not repeat its guild."""
    written: Json = {
        "id": str(one.id),
        "type": int(one.kind),
        "name": one.name,
        "position": one.position,
        "parent_id": str(one.parent.id) if one.parent else None,
        "permission_overwrites": overwrites(one),
        "nsfw": False,
        "flags": 0,
    }
    if not in_guild_create:
        written["guild_id"] = str(one.guild.id)
    if one.kind is not Kind.CATEGORY:
        last = one.last_message_id
        written |= {
            "topic": None,
            "rate_limit_per_user": 0,
            "last_message_id": str(last) if last else None,
        }
    if one.kind in SPOKEN:
        written |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if one.kind is Kind.FORUM:
        written |= {
            "available_tags": [],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return written


def overwrites(one: Channel) -> list[Json]:
    written = []
    for target in sorted({*one.allowed, *one.denied}):
        kind = 0 if target in one.guild.roles else 1
        allow, deny = int(one.allowed.get(target, 0)), int(one.denied.get(target, 0))
        written.append({"id": str(target), "type": kind, "allow": str(allow), "deny": str(deny)})
    return written


def thread(one: Channel) -> Json:
    owner, parent = one.owner, one.parent
    return {
        "id": str(one.id),
        "type": int(one.kind),
        "guild_id": str(one.guild.id),
        "parent_id": str(parent.id) if parent else None,
        "owner_id": str(owner.id) if owner else None,
        "name": one.name,
        "last_message_id": str(one.last_message_id) if one.last_message_id else None,
        "rate_limit_per_user": 0,
        "message_count": len(one.ids),
        "total_message_sent": one.sent,
        "member_count": min(len(one.joined), 50),
        "flags": 0,
        "thread_metadata": {
            "archived": one.archived_at is not None,
            "archive_timestamp": instant(one.archived_at or made_at(one.id)),
            "auto_archive_duration": 1440,
            "locked": one.locked,
            "create_timestamp": instant(made_at(one.id)),
        },
    }


def partial_guild(one: Guild) -> Json:
    return {"id": str(one.id), "name": one.name, "icon": None, "features": []}


def guild(one: Guild) -> Json:
    """The guild by itself, as GUILD_UPDATE carries it."""
    nothing: dict[str, Any] = dict.fromkeys(
        (
            "icon",
            "splash",
            "discovery_splash",
            "application_id",
            "system_channel_id",
            "rules_channel_id",
            "vanity_url_code",
            "description",
            "banner",
            "public_updates_channel_id",
            "safety_alerts_channel_id",
            "incidents_data",
            "region",
        )
    )
    return nothing | {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.owner.id),
        "afk_channel_id": str(one.afk_channel.id) if one.afk_channel else None,
        "afk_timeout": 300,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 2,
        "roles": [role(each) for each in one.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": ["COMMUNITY"],
        "mfa_level": 0,
        "system_channel_flags": 0,
        "max_members": 500_000,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
    }


def guild_create(one: Guild, world: World, *, voice: bool, events: bool) -> Json:
    """The snapshot at the start of a session.

    Without the presence intent it names only the bot and who is in voice; the others come in chunks.
    """
    talking = [state for state in one.voice.values() if world.sees(state.channel)] if voice else []
    named = {world.bot.id, *(state.member.id for state in talking)}
    return guild(one) | {
        "joined_at": instant(one.bot_joined_at),
        "large": len(one.members) > 250,
        "unavailable": False,
        "member_count": len(one.members),
        "voice_states": [voice_state(state, in_guild_create=True) for state in talking],
        "members": [member(one.members[who]) for who in sorted(named) if who in one.members],
        "channels": [channel(each, in_guild_create=True) for each in one.channels.values()],
        "threads": [thread(each) for each in active_threads(one, world)],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [scheduled_event(each) for each in one.events.values()] if events else [],
        "soundboard_sounds": [],
    }


def active_threads(one: Guild, world: World) -> list[Channel]:
    """The threads that are not archived and that the bot sees, newest first."""
    open_ones = [each for each in one.threads.values() if each.archived_at is None and world.sees(each)]
    return sorted(open_ones, key=lambda each: -each.id)


def thread_membership(one: Channel, who: int) -> Json:
    joined = one.joined.get(who) or made_at(one.id) + timedelta(seconds=1)
    return {"id": str(one.id), "user_id": str(who), "join_timestamp": instant(joined), "flags": 1}
