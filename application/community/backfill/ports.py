"""What catching up needs: Discord's own archive, and a memory of how far it was read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.progress import BackfillProgress
from domain.community.log.activity import Activity, Person
from domain.community.log.letters import Unreadable


@attrs.frozen(kw_only=True)
class Place:
    """A channel or thread as Discord lists it; `threaded` may have threads, `written` messages of its own."""

    channel: int
    name: str | None = None
    parent: int | None = None
    last_message: int | None = None
    threaded: bool = False
    written: bool = True


@attrs.frozen(kw_only=True)
class Reactors:
    """Who put one emoji on a message is to be asked, of those whose id is above `after`.

    `emoji` is as Discord is asked for it: the character, or `name:id`; `burst` for super reactions.
    """

    message: int
    emoji: str
    burst: bool
    channel: int
    parent: int | None = None
    after: int = 0


@attrs.frozen(kw_only=True)
class MessagePage:
    """Messages of a channel, newest first, as activities; `oldest` is None when there is none.

    `last` says that there is none below. `reactors` are the reactions that the messages show.
    """

    records: Sequence[Activity | Unreadable]
    messages: int
    oldest: int | None
    last: bool
    reactors: Sequence[Reactors] = ()


@attrs.frozen(kw_only=True)
class ReactorPage:
    """Who reacted, as activities; `after` is the id to go on from, None when that was the last of them."""

    records: Sequence[Activity]
    after: int | None


@attrs.frozen(kw_only=True)
class ThreadPage:
    """Archived threads, the latest first; `before` is where to go on, None when that was the last."""

    threads: Sequence[Place]
    before: datetime | None


@attrs.frozen(kw_only=True)
class InterestPage:
    """Who is interested in an event; `after` is the id to go on from, None when that was the last of them."""

    people: Sequence[Person]
    after: int | None


class Archive(Protocol):
    """What Discord still has of a guild. A page is one request, however often it has to be repeated.

    Raises Refused where the bot may not read, NotFound where nothing is any more, and Unavailable when
    Discord is away or no request is to be made for now: then nothing else need be asked.
    """

    @property
    def requests(self) -> int:
        """How many requests were made since the program began."""
        ...

    async def places(self, guild: int) -> Sequence[Place]:
        """Every channel and every active thread that may hold messages or threads."""
        ...

    async def archived_threads(self, channel: int, *, before: datetime | None) -> ThreadPage:
        """Public threads of a channel that were archived before that instant."""
        ...

    async def messages(self, guild: int, channel: int, *, parent: int | None, before: int) -> MessagePage:
        """The hundred messages below that id."""
        ...

    async def shows(self, channel: int, message: int) -> bool:
        """Whether that message is there; unlike a page, this is refused where history may not be read."""
        ...

    async def reactors(self, guild: int, wanted: Reactors, *, author: Person | None) -> ReactorPage:
        """The next hundred who put that emoji on the message, which `author` wrote."""
        ...

    async def events(self, guild: int) -> Sequence[int]:
        """The events of Discord's calendar that are planned or under way."""
        ...

    async def interested(self, guild: int, event: int, *, after: int) -> InterestPage:
        """The next hundred who are interested in it."""
        ...


class Backfills(Protocol):
    """How far one guild was caught up with."""

    async def channels(self) -> dict[int, BackfilledChannel]:
        """Every channel and thread that was ever met."""
        ...

    async def keep(self, channels: Collection[BackfilledChannel]) -> None:
        """Replace what is known of these; a channel that was closed to us for longer stays so."""
        ...

    async def ask(self, reactors: Collection[Reactors]) -> None:
        """Remember to ask who reacted; what is remembered already stays as far as it came."""
        ...

    async def to_ask(self, *, above: int, most: int, besides: Collection[int] = ()) -> list[Reactors]:
        """The next ones, of messages with an id from `above` on, newest first; `besides` those channels."""
        ...

    async def asked(self, reactors: Reactors, after: int | None) -> None:
        """Go on behind this id; None: there is nothing more to ask."""
        ...

    async def forget_reactors(self, *, below: int) -> None:
        """Do not ask any more of messages with an id below this one."""
        ...

    async def count_reactors(self) -> int:
        """How many are still to be asked."""
        ...

    async def progress(self) -> BackfillProgress | None:
        """What was last told; None when it was never begun."""
        ...

    async def tell(self, progress: BackfillProgress) -> None:
        """Replace what was last told."""
        ...
