"""What a Discord consists of, as it is now; the order of messages is the order of their ids."""

from bisect import bisect_left, insort
from datetime import datetime
from enum import IntEnum

import attrs


class Kind(IntEnum):
    """The type of a channel."""

    TEXT = 0
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset({Kind.ANNOUNCEMENT_THREAD, Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD})
SPOKEN = frozenset({Kind.VOICE, Kind.STAGE})
WITHOUT_MESSAGES = frozenset({Kind.CATEGORY, Kind.FORUM})


@attrs.define(kw_only=True, eq=False)
class User:
    id: int
    name: str
    shown: str | None = None
    bot: bool = False


@attrs.define(kw_only=True, eq=False)
class Role:
    id: int
    name: str
    permissions: int = 0
    position: int = 1


@attrs.define(kw_only=True, eq=False)
class Member:
    """Somebody in one guild; keeps its identity when they leave, so that they can come back."""

    guild: "Guild"
    user: User
    joined_at: datetime
    roles: list[Role] = attrs.field(factory=list)
    nick: str | None = None

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def here(self) -> bool:
        return self.guild.members.get(self.user.id) is self


@attrs.define(kw_only=True, eq=False)
class Message:
    id: int
    channel: "Channel"
    author: User
    at: datetime
    content: str = ""
    type: int = 0
    answers: "Message | None" = None
    mentions: tuple[Member, ...] = ()
    mention_roles: tuple[Role, ...] = ()
    everyone: bool = False
    attachments: int = 0
    embeds: int = 0
    sent: dict[str, list[dict[str, object]]] = attrs.field(factory=dict)
    """Embeds and components that the bot itself sent."""

    nonce: str | None = None
    stickers: int = 0
    webhook: int | None = None
    edited_at: datetime | None = None
    thread: "Channel | None" = None
    reactions: dict[str, dict[int, User]] = attrs.field(factory=dict)


@attrs.define(kw_only=True, eq=False)
class Channel:
    """A channel or a thread; `allowed` and `denied` are the overwrites of a role or a user, by their id."""

    id: int
    guild: "Guild"
    name: str
    kind: Kind = Kind.TEXT
    parent: "Channel | None" = None
    position: int = 0
    allowed: dict[int, int] = attrs.field(factory=dict)
    denied: dict[int, int] = attrs.field(factory=dict)
    owner: User | None = None
    archived_at: datetime | None = None
    locked: bool = False
    joined: dict[int, datetime] = attrs.field(factory=dict)
    messages: dict[int, Message] = attrs.field(factory=dict)
    ids: list[int] = attrs.field(factory=list)
    last_message_id: int | None = None
    sent: int = 0

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    def keep(self, message: Message) -> None:
        self.messages[message.id] = message
        if self.ids and message.id < self.ids[-1]:
            insort(self.ids, message.id)
        else:
            self.ids.append(message.id)
        self.last_message_id = max(message.id, self.last_message_id or 0)
        self.sent += 1

    def lose(self, message: Message) -> None:
        """A deleted message is no longer found; `last_message_id` keeps pointing at it, as Discord's does."""
        if self.messages.pop(message.id, None) is not None:
            del self.ids[bisect_left(self.ids, message.id)]


@attrs.define(kw_only=True, eq=False)
class VoiceState:
    member: Member
    channel: Channel
    session: str
    mute: bool = False
    deaf: bool = False
    self_mute: bool = False
    self_deaf: bool = False
    suppress: bool = False
    self_stream: bool = False


@attrs.define(kw_only=True, eq=False)
class ScheduledEvent:
    """Status: 1 scheduled, 2 active, 3 completed, 4 cancelled."""

    id: int
    guild: "Guild"
    name: str
    start: datetime
    end: datetime | None = None
    creator: User | None = None
    channel: Channel | None = None
    place: str | None = None
    description: str | None = None
    status: int = 1
    going: dict[int, User] = attrs.field(factory=dict)


@attrs.define(kw_only=True, eq=False)
class Invite:
    code: str
    guild: "Guild"
    channel: Channel
    made_at: datetime
    inviter: User | None = None
    uses: int = 0
    max_uses: int = 0
    max_age: int = 0


@attrs.define(kw_only=True, eq=False)
class Guild:
    id: int
    name: str
    owner: User
    everyone: Role
    bot_joined_at: datetime
    roles: dict[int, Role] = attrs.field(factory=dict)
    channels: dict[int, Channel] = attrs.field(factory=dict)
    threads: dict[int, Channel] = attrs.field(factory=dict)
    members: dict[int, Member] = attrs.field(factory=dict)
    voice: dict[int, VoiceState] = attrs.field(factory=dict)
    events: dict[int, ScheduledEvent] = attrs.field(factory=dict)
    finished: dict[int, ScheduledEvent] = attrs.field(factory=dict)
    invites: dict[str, Invite] = attrs.field(factory=dict)
    afk_channel: Channel | None = None
    unavailable: bool = False

    def shard_of(self, count: int) -> int:
        return (self.id >> 22) % count
