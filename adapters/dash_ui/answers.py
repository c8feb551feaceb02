"""What changes in the frame when a page arrives: everything at a new place, little at a second look."""

from typing import Any, Final

import attrs
from dash import no_update

from adapters.dash_ui.arrival import Arrival
from adapters.dash_ui.components.living import ids, outline
from adapters.dash_ui.components.notice import still_away
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages import PAGES, page_at, shelf_of
from adapters.dash_ui.place import Place
from adapters.dash_ui.shell.bar import freshness, guild_switcher, visitor
from adapters.dash_ui.shell.head import Above, page_head
from adapters.dash_ui.shell.navigation import navigation
from adapters.dash_ui.shell.who import who_form
from adapters.dash_ui.words import days

PLACES: Final = (
    "page",
    "seen",
    "still",
    "fresh",
    "head",
    "guild",
    "visitor",
    "form",
    "form_class",
    "nav",
    "said",
)
"""The parts of the frame that an answer may fill."""


@attrs.frozen(kw_only=True)
class Seen:
    """What the browser shows, as it remembers it; `good` when that is a page and no trouble."""

    href: str = ""
    mark: str = ""
    outline: str = ""
    good: bool = False
    looks: int = 0
    title: str = ""

    @classmethod
    def of(cls, data: object) -> "Seen":
        """What the browser said it shows; anything strange counts as not said."""
        said = data if isinstance(data, dict) else {}
        fits = {
            field.name: said[field.name]
            for field in attrs.fields(cls)
            if type(said.get(field.name)) is type(field.default)
        }
        return cls(**fits)


@attrs.frozen(kw_only=True)
class Answer:
    """Contents by place, and whether the page stays and only its living parts are new."""

    places: dict[str, Any]
    in_place: bool = False


def answer(arrival: Arrival, name: str | None, seen: Seen, *, looked_again: bool) -> Answer:
    """Fill the frame; a second look at the same place disturbs nothing, nor does more of the same."""
    same_place = looked_again and seen.href == arrival.place.href
    more_of_it = not looked_again and _but_for_the_page(seen.href) == _but_for_the_page(arrival.place.href)
    if same_place and seen.good and arrival.away is not None:
        return _kept(arrival, arrival.away, seen)
    now = outline(arrival.content)
    places = _untouched() | {
        "seen": _remembered(arrival, seen, mark=arrival.mark, outline=now, good=arrival.heading is not None),
        "still": [],
        "fresh": freshness(arrival.heading),
    }
    heading = arrival.heading
    if heading is not None and (heading.window is None or seen.title != _title(arrival)):
        # Whoever was erased is called by no name any more; and a timeless head has nothing open to lose.
        places |= {"head": page_head(arrival.title, heading, arrival.place, above=_above(arrival.place))}
    if same_place and seen.mark == arrival.mark:
        return Answer(places=places)
    if more_of_it and seen.good and seen.outline == now:
        return Answer(places=places | _around(arrival, name), in_place=True)
    if not (same_place and seen.good and arrival.heading is not None):
        return Answer(places=places | {"page": arrival.content} | _around(arrival, name))
    if seen.outline == now:
        return Answer(places=places, in_place=True)
    return Answer(places=places | {"page": arrival.content, "nav": _navigation(arrival)})


def _but_for_the_page(href: str) -> Place:
    path, _, search = href.partition("?")
    return Place.of(path, search).at()


def _kept(arrival: Arrival, why: str, seen: Seen) -> Answer:
    """The database went away while somebody was reading: what they read stays."""
    remembered = _remembered(arrival, seen, mark=seen.mark, outline=seen.outline, good=True)
    return Answer(places=_untouched() | {"seen": remembered, "still": still_away(why)})


def _untouched() -> dict[str, Any]:
    return dict.fromkeys(PLACES, no_update)


def _remembered(arrival: Arrival, seen: Seen, *, mark: str, outline: str, good: bool) -> dict[str, Any]:
    """What the browser is to remember; it also sets the title and the next look by it."""
    now = Seen(href=arrival.place.href, mark=mark, outline=outline, good=good, looks=seen.looks + 1)
    return attrs.asdict(now) | {
        "next": arrival.next_look,
        "title": _title(arrival),
        "guild": None if arrival.guild is None else str(arrival.guild),
    }


def _around(arrival: Arrival, name: str | None) -> dict[str, Any]:
    place = arrival.place
    # Without any community there is no time to choose, and nobody to be.
    pickable = arrival.guild is not None or arrival.away is not None
    return {
        "head": page_head(arrival.title, arrival.heading, place, pickable=pickable, above=_above(place)),
        "guild": guild_switcher(arrival.guilds, arrival.guild, place),
        "visitor": visitor(name) if pickable else [],
        "form": who_form(arrival.staff, name) if arrival.guild is not None else [],
        "form_class": "who-ask known" if name else "who-ask",
        "nav": _navigation(arrival),
        "said": _title(arrival),
    }


def _above(place: Place) -> Above:
    """Title and path of the page that the thing shown stands on."""
    shelf = shelf_of(place)
    page = page_at(shelf) if shelf != place.path else None
    return (page.title, page.path) if page else None


def _navigation(arrival: Arrival) -> Any:  # noqa: ANN401
    filled = arrival.heading is not None and arrival.heading.last_activity is not None
    page = page_at(arrival.place.path) if filled else None
    there = set(ids(arrival.content)) if page and page.parts else set()
    parts = [(key, name) for key, name in page.parts if key in there] if page else []
    return navigation(PAGES, arrival.place, parts=parts, shelf=shelf_of(arrival.place))


def _title(arrival: Arrival) -> str:
    about = arrival.heading
    if about is None:
        return arrival.title
    when = "" if about.window is None else f", {days(about.window)}"
    return f"{arrival.title}, {legible(about.guild_name)}{when}"
