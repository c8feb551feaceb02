"""Users, members, roles and voice states as Discord writes them."""

from datetime import datetime
from typing import Any

from tests.loopback.world.things import Member, Role, User, VoiceState

Json = dict[str, Any]


def instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="microseconds")


def user(who: User) -> Json:
    written: Json = {
        "id": str(who.id),
        "username": who.name.replace(" ", "_"),
        "discriminator": "0",
        "global_name": who.shown,
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    return written | ({"bot": True, "discriminator": "1234"} if who.bot else {})


def partial_member(member: Member) -> Json:
    """A member without its user, as a message carries it."""
    return {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in member.roles],
        "joined_at": instant(member.joined_at),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }


def member(who: Member) -> Json:
    return {"user": user(who.user), **partial_member(who)}


def role(one: Role) -> Json:
    return {
        "id": str(one.id),
        "name": one.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": one.position,
        "permissions": str(int(one.permissions)),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def voice_state(state: VoiceState, *, gone: bool = False, in_guild_create: bool = False) -> Json:
    """Where somebody talks; a channel of null says that they hung up."""
    written: Json = {
        "channel_id": None if gone else str(state.channel.id),
        "user_id": str(state.member.id),
        "session_id": state.session,
        "deaf": state.deaf,
        "mute": state.mute,
        "self_deaf": state.self_deaf,
        "self_mute": state.self_mute,
        "self_stream": state.self_stream,
        "self_video": False,
        "suppress": state.suppress,
        "request_to_speak_timestamp": None,
    }
    if in_guild_create:
        return written
    return written | {"guild_id": str(state.channel.guild.id), "member": member(state.member)}
