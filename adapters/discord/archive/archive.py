"""What Discord still has of a guild, by the routes of its REST interface."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import attrs
import msgspec
from discord.http import Route

from adapters.discord.archive.asking import Asking
from adapters.discord.archive.listing import channels_of, next_page, places, threads_of
from adapters.discord.frames.format.parts import Id, Sent, User, who
from adapters.discord.frames.format.reactions import Emoji
from adapters.discord.frames.reading.moment import person
from adapters.discord.frames.rest import messages_of, reactions_of, weakly_named
from application.community.backfill.ports import (
    InterestPage,
    MessagePage,
    Place,
    ReactorPage,
    Reactors,
    ThreadPage,
)
from domain.community.log.activity import Person
from domain.community.log.emoji import emoji_name
from domain.kernel.errors import NotFound, Unavailable

PAGE: Final = 100
"""The most that Discord gives at once, of messages, reactors and threads."""


class _Bursts(Sent):
    burst: int = 0
    normal: int = 0


class _Reaction(Sent):
    emoji: Emoji
    count: int = 0
    count_details: _Bursts | None = None


class _Message(Sent):
    id: Id
    reactions: tuple[_Reaction, ...] = ()


class _Known(Sent):
    id: Id


class _Subscriber(Sent):
    user: User


@attrs.define
class DiscordArchive:
    """Pages of a guild's past; `lengths` says whether the bot may see how long a message is."""

    _asking: Asking
    _lengths: Callable[[], bool] = lambda: True

    @property
    def requests(self) -> int:
        """How many requests were made since the program began."""
        return self._asking.requests

    async def places(self, guild: int) -> Sequence[Place]:
        """Every channel and every active thread that may hold messages or threads."""
        listed = await self._asking.get(Route("GET", "/guilds/{guild_id}/channels", guild_id=guild))
        active = await self._asking.get(Route("GET", "/guilds/{guild_id}/threads/active", guild_id=guild))
        try:
            return places([*channels_of(listed), *threads_of(active).threads])
        except msgspec.MsgspecError:
            raise _unreadable("channels") from None

    async def archived_threads(self, channel: int, *, before: datetime | None) -> ThreadPage:
        """Public threads of a channel that were archived before that instant."""
        route = Route("GET", "/channels/{channel_id}/threads/archived/public", channel_id=channel)
        params = {"limit": PAGE} | ({"before": before.isoformat()} if before else {})
        try:
            found = threads_of(await self._asking.get(route, params))
        except msgspec.MsgspecError:
            raise _unreadable("threads") from None
        return ThreadPage(threads=places(found.threads), before=next_page(found))

    async def messages(self, guild: int, channel: int, *, parent: int | None, before: int) -> MessagePage:
        """The hundred messages below that id."""
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        answer = await self._asking.get(route, {"limit": PAGE, "before": before})
        if not isinstance(answer, list):
            raise _unreadable("messages")
        shown = list(_readable(answer, _Message))
        if answer and not shown:
            raise _unreadable("messages")
        return MessagePage(
            records=list(messages_of(answer, guild=guild, parent=parent, lengths=self._lengths())),
            messages=len(answer),
            oldest=min((one.id for one in shown), default=None),
            last=len(answer) < PAGE,
            reactors=[wanted for one in shown for wanted in _wanted(one, channel, parent)],
        )

    async def shows(self, channel: int, message: int) -> bool:
        """Whether that message is there; unlike a page, this is refused where history may not be read."""
        path = "/channels/{channel_id}/messages/{message_id}"
        try:
            await self._asking.get(Route("GET", path, channel_id=channel, message_id=message))
        except NotFound:
            return False
        return True

    async def reactors(self, guild: int, wanted: Reactors, *, author: Person | None) -> ReactorPage:
        """The next hundred who put that emoji on the message, which `author` wrote."""
        route = Route(
            "GET",
            "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}",
            channel_id=wanted.channel,
            message_id=wanted.message,
            emoji=wanted.emoji,
        )
        params = {"limit": PAGE, "after": wanted.after, "type": int(wanted.burst)}
        answer = await self._asking.get(route, params)
        if not isinstance(answer, list):
            raise _unreadable("reactions")
        name, _, number = wanted.emoji.rpartition(":")
        records = reactions_of(
            answer,
            guild=guild,
            channel=wanted.channel,
            parent=wanted.parent,
            message=wanted.message,
            author=int(author.id) if author is not None else None,
            emoji=emoji_name(number, name) if name else emoji_name(None, number),
        )
        ids = [one.id for one in _readable(answer, _Known)]
        last = len(answer) < PAGE or not ids
        return ReactorPage(records=list(records), after=None if last else max(ids))

    async def events(self, guild: int) -> Sequence[int]:
        """The events of Discord's calendar that are planned or under way."""
        answer = await self._asking.get(Route("GET", "/guilds/{guild_id}/scheduled-events", guild_id=guild))
        if not isinstance(answer, list):
            raise _unreadable("events")
        return [one.id for one in _readable(answer, _Known)]

    async def interested(self, guild: int, event: int, *, after: int) -> InterestPage:
        """The next hundred who are interested in it."""
        path = "/guilds/{guild_id}/scheduled-events/{event_id}/users"
        route = Route("GET", path, guild_id=guild, event_id=event)
        answer = await self._asking.get(route, {"limit": PAGE, "after": after})
        if not isinstance(answer, list):
            raise _unreadable("people")
        people = [person(who(one.user)) for one in _readable(answer, _Subscriber)]
        last = len(answer) < PAGE or not people
        return InterestPage(
            people=[weakly_named(one) for one in people],
            after=None if last else max(int(one.id) for one in people),
        )


def _wanted(message: _Message, channel: int, parent: int | None) -> Iterable[Reactors]:
    """A request each for those who reacted plainly, and for those who paid for it."""
    for reaction in message.reactions:
        emoji, of = reaction.emoji, reaction.count_details
        asked = f"{emoji.name or '_'}:{emoji.id}" if emoji.id else emoji.name
        if not asked:
            continue
        bursts = of.burst if of is not None else 0
        for burst, count in ((False, reaction.count - bursts), (True, bursts)):
            if count > 0:
                yield Reactors(message=message.id, emoji=asked, burst=burst, channel=channel, parent=parent)


def _readable(answer: Iterable[Mapping[str, Any]], form: type[Any]) -> Iterable[Any]:
    for raw in answer:
        try:
            yield msgspec.convert(raw, form, strict=False)
        except (msgspec.MsgspecError, ValueError, OverflowError):
            continue


def _unreadable(what: str) -> Unavailable:
    return Unavailable(f"Discord answered something else than {what}; they are read later")
