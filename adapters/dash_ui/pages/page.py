"""What a page is to the shell around it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import attrs

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.place import Place
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Heading:
    """What the shell says above a page: of whom, of when, and how fresh."""

    guild_name: str
    window: Window
    time_zone: str
    last_activity: datetime | None


@attrs.frozen(kw_only=True)
class Shown:
    """A page that was read: its heading and its content.

    `mark` is equal for equal readings, so that a page that did not change is left alone.
    """

    heading: Heading
    content: Any
    mark: str


@attrs.frozen(kw_only=True)
class Page:
    """A page: `show(desk, guild, place)` reads and draws it, or raises one of the families of errors.

    `parts` are the ids and names of what stands on it, for the navigation.
    """

    path: str
    title: str
    icon: str
    show: Callable[[Desk, int, Place], Awaitable[Shown]]
    parts: Sequence[tuple[str, str]] = ()
