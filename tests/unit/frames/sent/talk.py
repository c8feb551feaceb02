"""Whole frames as Discord sends them, every documented field in its place; what is text is marked."""

from datetime import datetime, timedelta
from typing import Any, Final

from tests.builders.activities import TIME_ZERO, message_id

TEXT: Final = "ottoverrano"
"""Stands in every field that somebody wrote and that is no name."""

GUILD, CHANNEL, VOICE, STAGE, AFK, THREAD, CATEGORY, ROLE = (
    1_100_000_000_000_000_001 + number for number in range(8)
)
ADA, BEN, CLEO, BOT, HOOK = (700_000_000_000_000_001 + number for number in range(5))
NAMES = {ADA: "ada", BEN: "ben", CLEO: "cleo", BOT: "robot", HOOK: "hook"}
CUSTOM = 910_000_000_000_000_009
EVENT = message_id(TIME_ZERO - timedelta(days=2), 5)
RUN = message_id(TIME_ZERO, 6)
MESSAGE = message_id(TIME_ZERO, 7)
STARTS = TIME_ZERO + timedelta(hours=2)
JOINED = TIME_ZERO - timedelta(days=400, milliseconds=-123)

Json = dict[str, Any]


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def user(number: int, **changes: Any) -> Json:
    bot = number in (BOT, HOOK)
    return {
        "id": str(number),
        "username": NAMES[number],
        "discriminator": "0000" if bot else "0",
        "global_name": None if bot else NAMES[number].title(),
        "avatar": "a" * 32,
        "bot": bot,
        "system": False,
        "banner": None,
        "accent_color": None,
        "public_flags": 64,
        "avatar_decoration_data": {"asset": TEXT, "sku_id": "1144058844004233369"},
        "collectibles": {"nameplate": {"sku_id": "2247558840304243", "asset": TEXT, "label": TEXT}},
        "primary_guild": {
            "identity_guild_id": str(GUILD),
            "identity_enabled": True,
            "tag": TEXT,
            "badge": TEXT,
        },
        **changes,
    }


def partial_member(nick: str | None = None, roles: tuple[int, ...] = (ROLE,)) -> Json:
    return {
        "nick": nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in roles],
        "joined_at": stamp(JOINED),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
        "avatar_decoration_data": None,
        "collectibles": None,
    }


def member(number: int, nick: str | None = None, roles: tuple[int, ...] = (ROLE,), **changes: Any) -> Json:
    return {**partial_member(nick, roles), "user": user(number), **changes}


def written(number: int = ADA, **changes: Any) -> Json:
    """A message as REST answers it."""
    return {
        "id": str(MESSAGE),
        "channel_id": str(CHANNEL),
        "author": user(number),
        "content": f"{TEXT} caffè \N{DUCK}",
        "timestamp": stamp(TIME_ZERO),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "mention_channels": [{"id": str(CHANNEL), "guild_id": str(GUILD), "type": 0, "name": TEXT}],
        "attachments": [
            {
                "id": "1180000000000000002",
                "filename": f"{TEXT}.png",
                "title": TEXT,
                "description": TEXT,
                "content_type": "image/png",
                "size": 4096,
                "url": f"https://cdn.example/{TEXT}.png",
                "proxy_url": f"https://media.example/{TEXT}.png",
                "waveform": TEXT,
            }
        ],
        "embeds": [
            {
                "title": TEXT,
                "type": "rich",
                "description": TEXT,
                "url": f"https://{TEXT}.example",
                "footer": {"text": TEXT},
                "author": {"name": TEXT},
                "provider": {"name": TEXT},
                "fields": [{"name": TEXT, "value": TEXT, "inline": True}],
            }
        ],
        "reactions": [],
        "nonce": TEXT,
        "pinned": False,
        "type": 0,
        "activity": {"type": 1, "party_id": TEXT},
        "application": {"id": str(BOT), "name": TEXT, "description": TEXT},
        "flags": 0,
        "components": [{"type": 1, "components": [{"type": 2, "label": TEXT, "custom_id": TEXT}]}],
        "sticker_items": [{"id": "1180000000000000003", "name": TEXT, "format_type": 1}],
        "position": 0,
        "poll": {
            "question": {"text": TEXT},
            "answers": [{"answer_id": 1, "poll_media": {"text": TEXT, "emoji": {"name": TEXT}}}],
            "expiry": stamp(TIME_ZERO),
            "allow_multiselect": False,
            "layout_type": 1,
        },
        "message_snapshots": [{"message": {"content": TEXT, "embeds": [{"title": TEXT}], "attachments": []}}],
        "thread": {"id": str(THREAD), "name": TEXT, "topic": TEXT},
        **changes,
    }


def message(number: int = ADA, **changes: Any) -> Json:
    extra = {"guild_id": str(GUILD), "member": partial_member("Queen Ada"), "channel_type": 0}
    return {**written(number), **extra, **changes}


def reply(to: int = BEN, **changes: Any) -> Json:
    reference = {
        "type": 0,
        "message_id": str(MESSAGE - 1),
        "channel_id": str(CHANNEL),
        "guild_id": str(GUILD),
    }
    answered = written(to, id=str(MESSAGE - 1))
    return message(type=19, message_reference=reference, referenced_message=answered, **changes)


def answer_to_command(**changes: Any) -> Json:
    """The answer of another bot to a slash command that Ben ran."""
    return message(
        BOT,
        type=20,
        application_id=str(BOT),
        webhook_id=str(BOT),
        interaction_metadata={
            "id": str(RUN),
            "type": 2,
            "user": user(BEN),
            "authorizing_integration_owners": {"0": str(GUILD)},
            "name": "rank top",
            "command_type": 1,
        },
        interaction={
            "id": str(RUN),
            "type": 2,
            "name": "rank top",
            "user": user(BEN),
            "member": partial_member("Big Ben"),
        },
        **changes,
    )


def reaction(number: int = BEN, **changes: Any) -> Json:
    return {
        "user_id": str(number),
        "channel_id": str(CHANNEL),
        "message_id": str(MESSAGE),
        "guild_id": str(GUILD),
        "member": member(number, "Big Ben"),
        "emoji": {"id": None, "name": "🎉"},
        "message_author_id": str(ADA),
        "burst": False,
        "burst_colors": [TEXT],
        "type": 0,
        **changes,
    }


def reaction_gone(*names: str, **changes: Any) -> Json:
    whole = {**reaction(), **changes}
    return {name: whole[name] for name in ("channel_id", "message_id", "guild_id", *names)}


def voice(number: int = ADA, channel: int | None = VOICE, **changes: Any) -> Json:
    return {
        "guild_id": str(GUILD),
        "channel_id": None if channel is None else str(channel),
        "user_id": str(number),
        "member": member(number, "Queen Ada" if number == ADA else None),
        "session_id": TEXT,
        "deaf": False,
        "mute": False,
        "self_deaf": False,
        "self_mute": False,
        "self_stream": False,
        "self_video": False,
        "suppress": False,
        "request_to_speak_timestamp": None,
        **changes,
    }


def event(status: int = 1, **changes: Any) -> Json:
    return {
        "id": str(EVENT),
        "guild_id": str(GUILD),
        "channel_id": str(STAGE),
        "creator_id": str(CLEO),
        "name": "Trivia night",
        "description": "Bring a pen.",
        "scheduled_start_time": stamp(STARTS),
        "scheduled_end_time": stamp(STARTS + timedelta(hours=1)),
        "privacy_level": 2,
        "status": status,
        "entity_type": 2,
        "entity_id": None,
        "entity_metadata": {"location": "The usual table"},
        "creator": user(CLEO),
        "user_count": 3,
        "image": TEXT,
        "recurrence_rule": None,
        **changes,
    }


def rsvp(number: int = BEN) -> Json:
    return {"guild_scheduled_event_id": str(EVENT), "user_id": str(number), "guild_id": str(GUILD)}
