"""Frames of guilds, channels, members and all the rest, every documented field in its place."""

from typing import Any

from tests.builders.activities import TIME_ZERO
from tests.unit.frames.sent.talk import (
    ADA,
    AFK,
    BEN,
    BOT,
    CATEGORY,
    CHANNEL,
    CLEO,
    GUILD,
    MESSAGE,
    ROLE,
    RUN,
    STAGE,
    TEXT,
    THREAD,
    VOICE,
    Json,
    answer_to_command,
    event,
    member,
    message,
    reaction,
    reaction_gone,
    reply,
    rsvp,
    stamp,
    user,
    voice,
)


def channel(number: int = CHANNEL, kind: int = 0, name: str = "general", **changes: Any) -> Json:
    return {
        "id": str(number),
        "type": kind,
        "guild_id": str(GUILD),
        "position": 1,
        "permission_overwrites": [{"id": str(ROLE), "type": 0, "allow": "0", "deny": "0"}],
        "name": name,
        "topic": TEXT,
        "nsfw": False,
        "last_message_id": str(MESSAGE),
        "rate_limit_per_user": 0,
        "parent_id": str(CATEGORY),
        "last_pin_timestamp": None,
        "rtc_region": TEXT,
        "available_tags": [{"id": "5", "name": TEXT, "emoji_name": TEXT, "moderated": False}],
        "default_reaction_emoji": {"emoji_id": None, "emoji_name": TEXT},
        "status": TEXT,
        "flags": 0,
        **changes,
    }


def thread(number: int = THREAD, name: str = "plans", **changes: Any) -> Json:
    return {
        **channel(number, 11, name),
        "parent_id": str(CHANNEL),
        "owner_id": str(BEN),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": stamp(TIME_ZERO),
            "locked": False,
            "create_timestamp": stamp(TIME_ZERO),
        },
        "member": {"id": str(number), "user_id": str(BOT), "join_timestamp": stamp(TIME_ZERO), "flags": 1},
        "applied_tags": [],
        **changes,
    }


def role(number: int = ROLE, name: str = "Hosts", position: int = 1) -> Json:
    return {
        "id": str(number),
        "name": name,
        "unicode_emoji": TEXT,
        "permissions": "8",
        "position": position,
        "tags": {"bot_id": str(BOT)},
    }


def guild_update(**changes: Any) -> Json:
    return {
        "id": str(GUILD),
        "name": "The Arena",
        "icon": "b" * 32,
        "owner_id": str(ADA),
        "afk_channel_id": str(AFK),
        "afk_timeout": 300,
        "description": TEXT,
        "vanity_url_code": TEXT,
        "system_channel_id": str(CHANNEL),
        "roles": [role(GUILD, "@everyone", 0), role()],
        "emojis": [{"id": "6", "name": TEXT, "roles": [], "user": user(CLEO)}],
        "stickers": [{"id": "7", "name": TEXT, "description": TEXT, "tags": TEXT, "type": 2}],
        "features": ["COMMUNITY"],
        "welcome_screen": {"description": TEXT, "welcome_channels": [{"description": TEXT}]},
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 2,
        "mfa_level": 1,
        "system_channel_flags": 0,
        "premium_progress_bar_enabled": False,
        "incidents_data": None,
        **dict.fromkeys(("application_id", "rules_channel_id", "public_updates_channel_id")),
        **dict.fromkeys(("splash", "discovery_splash", "banner", "safety_alerts_channel_id")),
        "preferred_locale": "en-US",
        "premium_tier": 2,
        "nsfw_level": 0,
        **changes,
    }


def guild_create(**changes: Any) -> Json:
    in_voice = voice(BEN)
    del in_voice["guild_id"], in_voice["member"]
    return {
        **guild_update(),
        "joined_at": stamp(TIME_ZERO),
        "large": True,
        "unavailable": False,
        "member_count": 4,
        "voice_states": [in_voice],
        "members": [member(BOT), member(BEN, "Big Ben"), member(CLEO)],
        "channels": [channel(), channel(VOICE, 2, "lounge"), channel(CATEGORY, 4, "rooms")],
        "threads": [thread()],
        "presences": [
            {
                "user": {"id": str(BEN)},
                "status": "online",
                "activities": [{"name": TEXT, "type": 4, "state": TEXT, "details": TEXT}],
                "client_status": {"desktop": "online"},
            }
        ],
        "stage_instances": [{"id": "8", "guild_id": str(GUILD), "channel_id": str(STAGE), "topic": TEXT}],
        "guild_scheduled_events": [event()],
        "soundboard_sounds": [{"sound_id": "9", "name": TEXT, "volume": 1.0, "emoji_name": TEXT}],
        **changes,
    }


def chunk(*members: Json, index: int = 0, count: int = 1, nonce: str | None = "n") -> Json:
    return {
        "guild_id": str(GUILD),
        "members": list(members),
        "chunk_index": index,
        "chunk_count": count,
        "not_found": [],
        "presences": [{"user": {"id": str(ADA)}, "activities": [{"name": TEXT, "state": TEXT}]}],
        "nonce": nonce,
    }


def gone(number: int = BEN) -> Json:
    return {"guild_id": str(GUILD), "user": user(number)}


def audited(action: int, target: int = BEN, **changes: Any) -> Json:
    return {
        "id": str(MESSAGE + 9),
        "guild_id": str(GUILD),
        "user_id": str(CLEO),
        "target_id": str(target),
        "action_type": action,
        "changes": [{"key": "nick", "old_value": TEXT, "new_value": TEXT}],
        "options": {"delete_member_days": "1", "role_name": TEXT},
        "reason": TEXT,
        **changes,
    }


def interaction(kind: int = 2, **changes: Any) -> Json:
    options = [{"name": "show", "type": 1, "options": [{"name": TEXT, "type": 3, "value": TEXT}]}]
    resolved = {"messages": {"5": {"content": TEXT}}, "users": {}}
    return {
        "id": str(RUN),
        "application_id": str(BOT),
        "type": kind,
        "data": {"id": "55", "name": "profile", "type": 1, "options": options, "resolved": resolved},
        "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
        "guild_id": str(GUILD),
        "channel": channel(),
        "channel_id": str(CHANNEL),
        "member": {**member(BEN, "Big Ben"), "permissions": "0"},
        "token": TEXT,
        "version": 1,
        "app_permissions": "0",
        "locale": "en-GB",
        "guild_locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(GUILD)},
        "context": 0,
        "attachment_size_limit": 10485760,
        **changes,
    }


def invite(**changes: Any) -> Json:
    return {
        "channel_id": str(CHANNEL),
        "code": "hTKzmak",
        "created_at": stamp(TIME_ZERO),
        "guild_id": str(GUILD),
        "inviter": user(CLEO),
        "max_age": 86400,
        "max_uses": 0,
        "target_type": 1,
        "target_user": user(ADA),
        "target_application": {"id": "5", "name": TEXT, "description": TEXT},
        "temporary": False,
        "uses": 0,
        "expires_at": None,
        **changes,
    }


def ready() -> Json:
    return {
        "v": 10,
        "user": {**user(BOT), "email": TEXT, "verified": True},
        "guilds": [{"id": str(GUILD), "unavailable": True}],
        "session_id": "0123456789abcdef0123456789abcdef",
        "resume_gateway_url": f"wss://{TEXT}.example",
        "shard": [0, 1],
        "application": {"id": str(BOT), "flags": 0},
    }


DELETED = {"id": str(MESSAGE), "channel_id": str(CHANNEL), "guild_id": str(GUILD)}
DELETED_IN_BULK = {
    "ids": [str(MESSAGE), str(MESSAGE + 1)],
    "channel_id": str(CHANNEL),
    "guild_id": str(GUILD),
}

EVERY: list[tuple[str, Json]] = [
    ("READY", ready()),
    ("RESUMED", {"_trace": [TEXT]}),
    ("MESSAGE_CREATE", message()),
    ("MESSAGE_CREATE", reply()),
    ("MESSAGE_CREATE", answer_to_command()),
    ("MESSAGE_UPDATE", message(edited_timestamp=stamp(TIME_ZERO))),
    ("MESSAGE_DELETE", DELETED),
    ("MESSAGE_DELETE_BULK", DELETED_IN_BULK),
    ("MESSAGE_REACTION_ADD", reaction()),
    ("MESSAGE_REACTION_ADD", reaction(emoji={"id": "910000000000000009", "name": TEXT, "animated": False})),
    ("MESSAGE_REACTION_ADD", reaction(emoji={"id": None, "name": TEXT})),
    ("MESSAGE_REACTION_REMOVE", reaction_gone("user_id", "emoji", "burst", "type")),
    ("MESSAGE_REACTION_REMOVE_ALL", reaction_gone()),
    ("MESSAGE_REACTION_REMOVE_EMOJI", reaction_gone("emoji")),
    ("GUILD_MEMBER_ADD", member(BEN, guild_id=str(GUILD))),
    ("GUILD_MEMBER_UPDATE", member(BEN, "Big Ben", guild_id=str(GUILD))),
    ("GUILD_MEMBER_REMOVE", gone()),
    ("GUILD_BAN_ADD", gone()),
    ("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(20)),
    ("GUILD_AUDIT_LOG_ENTRY_CREATE", audited(22)),
    ("GUILD_MEMBERS_CHUNK", chunk(member(ADA, "Queen Ada"), member(BEN))),
    ("VOICE_STATE_UPDATE", voice()),
    ("GUILD_CREATE", guild_create()),
    ("GUILD_UPDATE", guild_update()),
    ("GUILD_DELETE", {"id": str(GUILD), "unavailable": True}),
    ("CHANNEL_CREATE", channel()),
    ("CHANNEL_UPDATE", channel()),
    ("THREAD_CREATE", thread(newly_created=True)),
    ("THREAD_UPDATE", thread()),
    ("THREAD_LIST_SYNC", {"guild_id": str(GUILD), "threads": [thread()], "members": [thread()["member"]]}),
    ("GUILD_SCHEDULED_EVENT_CREATE", event()),
    ("GUILD_SCHEDULED_EVENT_UPDATE", event(2)),
    ("GUILD_SCHEDULED_EVENT_DELETE", event()),
    ("GUILD_SCHEDULED_EVENT_USER_ADD", rsvp()),
    ("GUILD_SCHEDULED_EVENT_USER_REMOVE", rsvp()),
    ("INVITE_CREATE", invite()),
    ("INTERACTION_CREATE", interaction()),
    ("INTERACTION_CREATE", interaction(user=user(BEN), message=message())),
    ("GUILD_ROLE_CREATE", {"guild_id": str(GUILD), "role": role()}),
    ("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD), "role": role()}),
]
"""One frame at least of each kind that is heard."""
