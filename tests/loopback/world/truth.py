"""What truly happened, exactly, whoever listened: tests compare what the product counted with it."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from tests.loopback.world.things import Channel, Message

WRITTEN_BY_PEOPLE = frozenset({0, 19})
"""Messages and replies; other types are Discord's own (a thread began, somebody joined), or a bot's."""


@attrs.define(kw_only=True)
class Wrote:
    """One message. `visible` says that the bot could see its channel when it was written."""

    id: int
    guild: int
    channel: int
    parent: int | None
    member: int
    at: datetime
    length: int
    type: int
    answers: int | None
    bot: bool
    webhook: bool
    visible: bool
    live: bool
    edits: int = 0
    deleted: bool = False


@attrs.define(kw_only=True)
class Reacted:
    guild: int
    channel: int
    message: int
    member: int
    emoji: str
    at: datetime
    visible: bool
    gone_at: datetime | None = None


@attrs.define(kw_only=True)
class Spoke:
    """One stay in one voice or stage channel; `end` is None while it lasts."""

    guild: int
    channel: int
    member: int
    start: datetime
    end: datetime | None = None


@attrs.define(kw_only=True)
class Belonged:
    """One membership; `how` is left, kicked or banned once it ended."""

    guild: int
    member: int
    start: datetime
    end: datetime | None = None
    how: str | None = None
    invite: str | None = None


@attrs.define(kw_only=True)
class Went:
    """One RSVP to a scheduled event."""

    guild: int
    event: int
    member: int
    at: datetime
    gone_at: datetime | None = None


@attrs.define(kw_only=True)
class Happened:
    """Anything else, by the name of its frame: thread created, role changed, event started ..."""

    name: str
    guild: int
    at: datetime
    member: int | None = None
    thing: int | str | None = None
    detail: object = None


@attrs.define
class Truth:
    """Everything that happened, in order."""

    messages: dict[int, Wrote] = attrs.field(factory=dict)
    reactions: list[Reacted] = attrs.field(factory=list)
    voice: list[Spoke] = attrs.field(factory=list)
    membership: list[Belonged] = attrs.field(factory=list)
    rsvps: list[Went] = attrs.field(factory=list)
    others: list[Happened] = attrs.field(factory=list)

    def wrote(self, message: Message, *, visible: bool, live: bool) -> None:
        channel = message.channel
        self.messages[message.id] = Wrote(
            id=message.id,
            guild=channel.guild.id,
            channel=channel.id,
            parent=parent_id(channel),
            member=message.author.id,
            at=message.at,
            length=len(message.content),
            type=message.type,
            answers=message.answers.id if message.answers else None,
            bot=message.author.bot,
            webhook=message.webhook is not None,
            visible=visible,
            live=live,
        )

    def seen(self, guild: int | None = None) -> Iterator[Wrote]:
        """The messages that the bot was allowed to see, deleted ones included."""
        for said in self.messages.values():
            if said.visible and guild in (None, said.guild):
                yield said

    def by_people(self, guild: int | None = None) -> list[Wrote]:
        """What people wrote, not bots, webhooks or Discord itself, where the bot was allowed to see it."""
        return [
            said
            for said in self.seen(guild)
            if not said.bot and not said.webhook and said.type in WRITTEN_BY_PEOPLE
        ]

    def of(self, name: str, guild: int | None = None) -> list[Happened]:
        return [one for one in self.others if one.name == name and guild in (None, one.guild)]


def parent_id(channel: Channel) -> int | None:
    """The channel that a thread belongs to; None for what is no thread."""
    return channel.parent.id if channel.is_thread and channel.parent else None
