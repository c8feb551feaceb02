"""Which frames a session asked for, and which of those the bot may see."""

from enum import IntFlag


class Intent(IntFlag):
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    MODERATION = 1 << 2
    INVITES = 1 << 6
    VOICE_STATES = 1 << 7
    PRESENCES = 1 << 8
    MESSAGES = 1 << 9
    REACTIONS = 1 << 10
    MESSAGE_CONTENT = 1 << 15
    SCHEDULED_EVENTS = 1 << 16


PRIVILEGED = {
    "members": Intent.MEMBERS,
    "presences": Intent.PRESENCES,
    "message_content": Intent.MESSAGE_CONTENT,
}

NEEDED = {
    "CHANNEL_CREATE": Intent.GUILDS,
    "CHANNEL_DELETE": Intent.GUILDS,
    "CHANNEL_UPDATE": Intent.GUILDS,
    "GUILD_CREATE": Intent.GUILDS,
    "GUILD_DELETE": Intent.GUILDS,
    "GUILD_ROLE_CREATE": Intent.GUILDS,
    "GUILD_ROLE_DELETE": Intent.GUILDS,
    "GUILD_ROLE_UPDATE": Intent.GUILDS,
    "GUILD_UPDATE": Intent.GUILDS,
    "THREAD_CREATE": Intent.GUILDS,
    "THREAD_DELETE": Intent.GUILDS,
    "THREAD_LIST_SYNC": Intent.GUILDS,
    "THREAD_UPDATE": Intent.GUILDS,
    "GUILD_MEMBER_ADD": Intent.MEMBERS,
    "GUILD_MEMBER_REMOVE": Intent.MEMBERS,
    "GUILD_MEMBER_UPDATE": Intent.MEMBERS,
    "THREAD_MEMBERS_UPDATE": Intent.MEMBERS,
    "GUILD_AUDIT_LOG_ENTRY_CREATE": Intent.MODERATION,
    "GUILD_BAN_ADD": Intent.MODERATION,
    "GUILD_BAN_REMOVE": Intent.MODERATION,
    "INVITE_CREATE": Intent.INVITES,
    "INVITE_DELETE": Intent.INVITES,
    "VOICE_STATE_UPDATE": Intent.VOICE_STATES,
    "MESSAGE_CREATE": Intent.MESSAGES,
    "MESSAGE_DELETE": Intent.MESSAGES,
    "MESSAGE_DELETE_BULK": Intent.MESSAGES,
    "MESSAGE_UPDATE": Intent.MESSAGES,
    "MESSAGE_REACTION_ADD": Intent.REACTIONS,
    "MESSAGE_REACTION_REMOVE": Intent.REACTIONS,
    "MESSAGE_REACTION_REMOVE_ALL": Intent.REACTIONS,
    "MESSAGE_REACTION_REMOVE_EMOJI": Intent.REACTIONS,
    "GUILD_SCHEDULED_EVENT_CREATE": Intent.SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_DELETE": Intent.SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_UPDATE": Intent.SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_USER_ADD": Intent.SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_USER_REMOVE": Intent.SCHEDULED_EVENTS,
}
"""Frames that are not here (READY, RESUMED, INTERACTION_CREATE, chunks that were asked for) need none."""


def wanted(name: str, intents: int) -> bool:
    """Whether a session with these intents gets the frame."""
    return name not in NEEDED or bool(intents & NEEDED[name])
