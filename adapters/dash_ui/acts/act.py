"""An act of a page: who may ask it, and what its form is told."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import attrs

from adapters.dash_ui.acts.asked import Asked

if TYPE_CHECKING:
    from adapters.dash_ui.desk import Desk


@attrs.frozen(kw_only=True)
class Undo:
    """What takes a change back: an act, and what it is given."""

    act: str
    given: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Done:
    """How it went, in words that are shown for some seconds; `goes` is a page of ours to go on to.

    `parts` are new contents by the id of an empty place on the page; `options` answer a field that
    searches: what is kept, and what is shown for it.
    """

    said: str = ""
    undo: Undo | None = None
    goes: str | None = None
    parts: Mapping[str, Any] = attrs.field(factory=dict)
    options: Sequence[tuple[str, str]] = ()


Run = Callable[["Desk", Asked], Awaitable[Done]]


@attrs.frozen(kw_only=True)
class Act:
    """`run(desk, asked)` does it, or raises one of the families of errors.

    An Invalid whose message begins with the name of a field, as "title: ...", is shown beside that field.
    What only `looks` changes nothing: whoever declared no name may ask it too.
    """

    name: str
    run: Run
    looks: bool = False
    longest: float = 60.0
    """Seconds that it may take; whoever waits longer than a minute was told before."""


def address(act: str, guild: int) -> str:
    """Where a form sends what it asks; ids leave as text."""
    return f"/do/{act}?{urlencode({'guild': str(guild)})}"
