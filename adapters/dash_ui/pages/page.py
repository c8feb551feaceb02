"""What a page is to the shell around it."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

import attrs

from adapters.dash_ui.acts import Act
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.place import Place
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Heading:
    """What the shell says above a page: of whom, of when, and how fresh."""

    guild_name: str
    window: Window | None
    """None of a page that is of no time."""

    time_zone: str
    last_activity: datetime | None


class Reading(Protocol):
    """What every reading of a guild tells the shell."""

    @property
    def guild_name(self) -> str: ...
    @property
    def window(self) -> Window | None: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def last_activity(self) -> datetime | None: ...


_R = TypeVar("_R", bound=Reading)


@attrs.frozen(kw_only=True)
class Shown:
    """A page that was read: its heading and its content.

    `mark` is equal for equal readings, so that a page that did not change is left alone.
    """

    heading: Heading
    content: Any
    mark: str
    title: str | None = None
    """The name of the one that the page is of; None where the page's own title says it."""

    restless: bool = False
    """Whether it changes also without anything new in the guild, and has to be read again soon."""

    owing: bool = False
    """Whether something of it is still to come: whoever looks again has it."""

    @classmethod
    def of(
        cls,
        read: Reading,
        content: Any,  # noqa: ANN401
        *,
        title: str | None = None,
        beside: object = None,
        restless: bool = False,
        owing: bool = False,
    ) -> "Shown":
        """The page that was drawn from a reading, and from what is shown beside it."""
        return cls(
            heading=Heading(
                guild_name=read.guild_name,
                window=read.window,
                time_zone=read.time_zone,
                last_activity=read.last_activity,
            ),
            content=content,
            title=title,
            mark=hashlib.blake2b(repr((read, beside)).encode(errors="replace"), digest_size=12).hexdigest(),
            restless=restless,
            owing=owing,
        )

    @classmethod
    async def drawn(
        cls,
        read: _R,
        draw: Callable[[_R, Place], Any],
        place: Place,
        *,
        title: str | None = None,
        beside: object = None,
        restless: bool = False,
        owing: bool = False,
    ) -> "Shown":
        """The same, drawn in a thread: a page takes ten milliseconds, and others wait for theirs."""
        return await asyncio.to_thread(
            lambda: cls.of(
                read, draw(read, place), title=title, beside=beside, restless=restless, owing=owing
            )
        )


@attrs.frozen(kw_only=True)
class Page:
    """A page: `show(desk, guild, place)` reads and draws it, or raises one of the families of errors.

    `parts` are the ids and names of what stands on it, for the navigation. A page of one thing has the
    path of the page of them all, and the number of the thing follows it.
    """

    path: str
    title: str
    icon: str
    show: Callable[[Desk, int, Place], Awaitable[Shown]]
    whole: Callable[[Desk, int, Place], Awaitable[Shown]] | None = None
    """Shows also what a first visit does not wait for; None where `show` leaves nothing out."""

    digits: int = 9
    """Of the numbers that its things have at most: members are counted by the guild."""

    parts: Sequence[tuple[str, str]] = ()
    acts: Sequence[Act] = ()
    """What its forms can ask; the name of an act begins with the page's path."""

    known: Callable[[Desk, int, Place], Awaitable[bool]] | None = None
    """Whether there is what the place names; None where the path alone says it."""

    group: str = ""
    """The heading of the navigation that it stands under."""

    above: Callable[[Place], str] | None = None
    """The path of the page that a page of one thing is reached from; None where that is its shelf."""

    absent: Callable[[Place], Any] | None = None
    """What to say where there is no such thing; None where nothing but the guild can be unknown."""

    async def shown(self, desk: Desk, guild: int, place: Place, *, again: bool) -> Shown:
        """The page for whoever comes to it, or looks `again`: then with all of it."""
        return await (self.whole if again and self.whole is not None else self.show)(desk, guild, place)
