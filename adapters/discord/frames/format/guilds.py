"""Guilds, channels, threads, roles and invites: what they are called, and what a guild is like on arrival."""

from typing import Final

from adapters.discord.frames.format.calendar import Event, Planned, event
from adapters.discord.frames.format.members import Member
from adapters.discord.frames.format.parts import LONGEST_NAME, Id, Instant, Kept, Sent, User, Who, nameless
from adapters.discord.frames.format.voice import Heard, VoiceState, heard
from domain.community.log.words import WORDS

_THREADS: Final = frozenset({10, 11, 12})
_CATEGORY: Final = 4
_VOICE: Final = frozenset({2, 13})
"""Voice channels and stages."""


class Channel(Sent):
    """A channel or a thread as Discord sends it; its topic is not read."""

    id: Id
    type: int = 0
    name: str | None = None
    guild_id: Id | None = None
    parent_id: Id | None = None
    owner_id: Id | None = None
    newly_created: bool = False


class Place(Kept):
    """What is kept of a channel; only a thread has a parent and somebody who began it."""

    id: Id
    name: str | None = None
    parent: Id | None = None
    by: Id | None = None
    new: bool = False
    voice: bool | None = None


class Threads(Sent):
    """The threads of channels that the bot can see from now on."""

    guild_id: Id
    channel_ids: tuple[Id, ...] = ()
    threads: tuple[Channel, ...] = ()


class Places(Kept):
    """What is kept of them, and the channels."""

    places: tuple[Place, ...] = ()
    channels: tuple[Id, ...] = ()


class Role(Sent):
    """A role as Discord sends it; what it may do is not read."""

    id: Id
    name: str = ""
    position: int = 0


class RoleChange(Sent):
    """A role that was made or changed."""

    guild_id: Id
    role: Role


class Title(Kept):
    """What is kept of a role."""

    id: Id
    name: str
    position: int = 0


class Titles(Kept):
    """What is kept of roles that were made or changed."""

    roles: tuple[Title, ...] = ()


class Guild(Sent):
    """A guild as Discord sends it on arrival, when it changes and when it goes."""

    id: Id
    name: str | None = None
    unavailable: bool = False
    afk_channel_id: Id | None = None
    member_count: int | None = None
    channels: tuple[Channel, ...] = ()
    threads: tuple[Channel, ...] = ()
    members: tuple[Member, ...] = ()
    voice_states: tuple[VoiceState, ...] = ()
    guild_scheduled_events: tuple[Planned, ...] = ()
    roles: tuple[Role, ...] = ()


class Known(Kept):
    """What is kept of a guild."""

    name: str | None = None
    unavailable: bool = False
    afk: Id | None = None
    members: int | None = None
    places: tuple[Place, ...] = ()
    voices: tuple[Heard, ...] = ()
    events: tuple[Event, ...] = ()
    roles: tuple[Title, ...] = ()


class Invite(Sent):
    """An invite as Discord sends it."""

    code: str
    channel_id: Id
    created_at: Instant
    guild_id: Id | None = None
    inviter: User | None = None


class Invited(Kept):
    """What is kept of an invite."""

    code: str
    channel: Id
    at: Instant
    by: Who | None = None


def place(sent: Channel) -> Place:
    """What is kept of a channel or a thread."""
    name = sent.name[:LONGEST_NAME] if sent.name else None
    if sent.type not in _THREADS:
        return Place(sent.id, name, voice=sent.type in _VOICE)
    return Place(sent.id, name, sent.parent_id, sent.owner_id, sent.newly_created)


def places(sent: Threads) -> Places:
    """What is kept of the threads that can be seen from now on."""
    return Places(tuple(map(place, sent.threads)), sent.channel_ids)


def known(sent: Guild, *, details: bool) -> Known:
    """What is kept of a guild: of its members those who are in voice, since any others come by themselves."""
    people = {each.user.id: each for each in sent.members if each.user is not None}
    return Known(
        sent.name[:LONGEST_NAME] if sent.name else None,
        sent.unavailable,
        sent.afk_channel_id,
        sent.member_count,
        tuple(place(each) for each in (*sent.channels, *sent.threads) if each.type != _CATEGORY),
        tuple(_in_voice(each, people, details=details) for each in sent.voice_states),
        tuple(map(event, sent.guild_scheduled_events)),
        _titles(sent.id, sent.roles),
    )


def titles(sent: RoleChange) -> Titles:
    """What is kept of a role that was made or changed."""
    return Titles(_titles(sent.guild_id, (sent.role,)))


def _titles(guild: int, roles: tuple[Role, ...]) -> tuple[Title, ...]:
    """Everybody holds the role that bears the guild's own id, so it says nothing of anybody."""
    named = (each for each in roles if each.name and each.id != guild)
    return tuple(Title(each.id, each.name[:LONGEST_NAME], max(each.position, 0)) for each in named)


def _in_voice(sent: VoiceState, people: dict[int, Member], *, details: bool) -> Heard:
    sent.member = sent.member or people.get(sent.user_id)
    return heard(sent, details=details)


def invited(sent: Invite) -> Invited | None:
    """What is kept of an invite, None where its code is none."""
    if not WORDS["invite"].form.fullmatch(sent.code):
        return None
    by = nameless(sent.inviter) if sent.inviter else None
    return Invited(sent.code, sent.channel_id, sent.created_at, by)
