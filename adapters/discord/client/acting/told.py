"""The few frames that the client itself acts upon, read for just what it needs."""

from typing import Final, Generic, TypeVar

import msgspec

ADMINISTRATOR: Final = 1 << 3
MANAGE_GUILD: Final = 1 << 5

D = TypeVar("D", bound=msgspec.Struct)


class Head(msgspec.Struct):
    """What kind of frame it is."""

    op: int
    t: str | None = None


class _Guild(msgspec.Struct):
    id: str


class _User(msgspec.Struct):
    id: str


class Ready(msgspec.Struct):
    """A session begins."""

    session_id: str
    guilds: list[_Guild]
    user: _User


class _Role(msgspec.Struct):
    id: str
    permissions: str


class _Member(msgspec.Struct):
    user: _User
    roles: list[str] = []


class _Channel(msgspec.Struct):
    last_message_id: str | None = None


class GuildThere(msgspec.Struct):
    """A guild, with what says what was last written in it, and whether the bot may see its invites."""

    id: str
    unavailable: bool = False
    owner_id: str = ""
    joined_at: str = ""
    roles: list[_Role] = []
    members: list[_Member] = []
    channels: list[_Channel] = []
    threads: list[_Channel] = []

    @property
    def newest(self) -> int:
        """The last message of all, 0 where none is named."""
        return max((int(each.last_message_id or 0) for each in (*self.channels, *self.threads)), default=0)

    def may_manage(self, bot: str) -> bool:
        """Whether the bot has Manage Server here."""
        own = {role for member in self.members if member.user.id == bot for role in member.roles} | {self.id}
        granted = 0
        for role in self.roles:
            granted |= int(role.permissions) if role.id in own else 0
        return self.owner_id == bot or bool(granted & (ADMINISTRATOR | MANAGE_GUILD))


class Chunk(msgspec.Struct):
    """Some of the members that were asked for."""

    guild_id: str
    chunk_index: int = 0
    chunk_count: int = 1
    nonce: str = ""


class _LimitedFor(msgspec.Struct):
    guild_id: str = ""


class Limited(msgspec.Struct):
    """Discord wants to be asked later."""

    opcode: int
    retry_after: float
    meta: _LimitedFor | None = None


_HEAD: Final = msgspec.json.Decoder(Head)


def head(frame: str) -> Head:
    """What kind of frame it is."""
    return _HEAD.decode(frame)


class Reading(Generic[D]):
    """Reads the data of one kind of frame."""

    def __init__(self, data: type[D]) -> None:
        self._decoder = msgspec.json.Decoder(msgspec.defstruct("Frame", [("d", data)]))

    def __call__(self, frame: str) -> D:
        """The data; raises a ValueError where it is not of this kind."""
        found: D = getattr(self._decoder.decode(frame), "d")  # noqa: B009 - a field made at run time
        return found
