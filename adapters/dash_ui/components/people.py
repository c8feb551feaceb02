"""How a person looks on a page: initials on a colour that stays theirs, and a name that is only ever text."""

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.names import legible
from adapters.dash_ui.place import Place
from adapters.dash_ui.theme.tokens import AVATARS
from domain.insights.overview import Person

_GOLDEN = 2_654_435_761
"""Knuth's multiplicative hash: neighbours in number are no neighbours in colour."""


def colour_of(member_no: int) -> str:
    """The colour of a member, the same on every page and every day."""
    return AVATARS[(member_no * _GOLDEN % 2**32) * len(AVATARS) >> 32]


def avatar(person: Person) -> html.Span:
    """Initials instead of a picture: nothing is fetched from another host."""
    return html.Span(
        html.Bdi(person.initials),
        className="avatar",
        style={"backgroundColor": colour_of(person.member_no)},
        **spelled(aria_hidden="true"),
    )


def member_link(person: Person, place: Place, *, more: str = "") -> html.A:
    """A name that leads to the page of whom it names; community and time go along."""
    href = place.at(path=f"/members/{person.member_no}").href
    return html.A(called(person.name), href=href, className=f"to-member {more}".strip())


def called(name: str, *, more: str = "") -> html.Bdi:
    """A name as text, kept apart from its surroundings in either writing direction."""
    shown = legible(name)
    return html.Bdi(shown, className=f"name {more}".strip(), title=shown, dir="auto")
