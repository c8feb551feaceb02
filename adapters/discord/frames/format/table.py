"""Every frame that is heard: how it is read from Discord, what is kept of it, and how that is read again."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from adapters.discord.frames.format import (
    calendar,
    commands,
    guilds,
    members,
    messages,
    reactions,
    session,
    voice,
)
from adapters.discord.frames.format.parts import Kept, Sent

S = TypeVar("S", bound=Sent)
K = TypeVar("K", bound=Kept)


class Options(NamedTuple):
    """What may be kept of a frame: lengths of messages, and details of voice."""

    lengths: bool
    voice_details: bool


class Shape(NamedTuple):
    """One kind of frame."""

    sent: "msgspec.json.Decoder[Any]"
    guild: str | None
    """The field that says which guild it is of."""
    keep: Callable[[Any, Options], Kept | None]
    kept: "msgspec.json.Decoder[Any]"


def _shape(
    sent: type[S],
    kept: type[K],
    keep: Callable[[S, Options], K | None],
    guild: str | None = "guild_id",
) -> Shape:
    # Discord writes its ids as texts; they are kept as numbers.
    return Shape(msgspec.json.Decoder(sent, strict=False), guild, keep, msgspec.json.Decoder(kept))


def _plain(keep: Callable[[S], K | None]) -> Callable[[S, Options], K | None]:
    return lambda sent, _: keep(sent)


def _said(sent: messages.Message, may: Options) -> messages.Said:
    return messages.said(sent, messages.text_length(sent.content) if may.lengths else None)


_DELETION = _shape(messages.Deletion, messages.Deleted, _plain(messages.deleted))
_REACTION = _shape(reactions.Reaction, reactions.Reacted, _plain(reactions.reacted))
_MEMBER = _shape(members.Member, members.Joined, _plain(members.joined))
_EVENT = _shape(calendar.Planned, calendar.Event, _plain(calendar.event))
_INTEREST = _shape(calendar.Interest, calendar.Interested, _plain(calendar.interested))
_ROLE = _shape(guilds.RoleChange, guilds.Titles, _plain(guilds.titles))
_PLACE = _shape(guilds.Channel, guilds.Place, _plain(guilds.place))
_GUILD = _shape(
    guilds.Guild, guilds.Known, lambda sent, may: guilds.known(sent, details=may.voice_details), guild="id"
)

SHAPES: Final[dict[str, Shape]] = {
    "READY": _shape(session.Ready, session.Session, _plain(session.session), guild=None),
    "RESUMED": _shape(session.Resumption, session.Session, _plain(session.resumed), guild=None),
    "MESSAGE_CREATE": _shape(messages.Message, messages.Said, _said),
    "MESSAGE_UPDATE": _shape(messages.Edit, messages.Edited, _plain(messages.edited)),
    "MESSAGE_DELETE": _DELETION,
    "MESSAGE_DELETE_BULK": _DELETION,
    "MESSAGE_REACTION_ADD": _REACTION,
    "MESSAGE_REACTION_REMOVE": _REACTION,
    "MESSAGE_REACTION_REMOVE_ALL": _REACTION,
    "MESSAGE_REACTION_REMOVE_EMOJI": _REACTION,
    "GUILD_MEMBER_ADD": _MEMBER,
    "GUILD_MEMBER_UPDATE": _MEMBER,
    "GUILD_MEMBER_REMOVE": _shape(members.Departure, members.Left, _plain(members.left)),
    "GUILD_BAN_ADD": _shape(members.Departure, members.Left, _plain(members.banned)),
    "GUILD_AUDIT_LOG_ENTRY_CREATE": _shape(members.Audited, members.Left, _plain(members.audited)),
    "GUILD_MEMBERS_CHUNK": _shape(members.Chunk, members.Roll, _plain(members.roll)),
    "VOICE_STATE_UPDATE": _shape(
        voice.VoiceState, voice.Heard, lambda sent, may: voice.heard(sent, details=may.voice_details)
    ),
    "GUILD_CREATE": _GUILD,
    "GUILD_UPDATE": _GUILD,
    "GUILD_DELETE": _GUILD,
    "GUILD_ROLE_CREATE": _ROLE,
    "GUILD_ROLE_UPDATE": _ROLE,
    "CHANNEL_CREATE": _PLACE,
    "CHANNEL_UPDATE": _PLACE,
    "THREAD_CREATE": _PLACE,
    "THREAD_UPDATE": _PLACE,
    "THREAD_LIST_SYNC": _shape(guilds.Threads, guilds.Places, _plain(guilds.places)),
    "GUILD_SCHEDULED_EVENT_CREATE": _EVENT,
    "GUILD_SCHEDULED_EVENT_UPDATE": _EVENT,
    "GUILD_SCHEDULED_EVENT_DELETE": _EVENT,
    "GUILD_SCHEDULED_EVENT_USER_ADD": _INTEREST,
    "GUILD_SCHEDULED_EVENT_USER_REMOVE": _INTEREST,
    "INVITE_CREATE": _shape(guilds.Invite, guilds.Invited, _plain(guilds.invited)),
    "INTERACTION_CREATE": _shape(commands.Interacted, commands.Called, _plain(commands.called)),
}
"""By the name that Discord gives it; any other frame is let pass."""
