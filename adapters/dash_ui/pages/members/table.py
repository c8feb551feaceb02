"""The table of members: one line each; what nobody told is said to be unknown, never zero."""

from collections.abc import Callable
from datetime import date
from typing import Final

import attrs
import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.pages.members.asking import sorted_by
from adapters.dash_ui.pages.members.tiers import tier_word
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import day, number
from domain.community.members import initials
from domain.insights.directory import Directory, Line, SortColumn
from domain.insights.overview import Person

UNKNOWN: Final = "not known"


@attrs.frozen(kw_only=True)
class Column:
    """A column: its title, and what it says of a member."""

    key: SortColumn
    title: str
    told: Callable[[Line], list[html.Span | str]]


def shown_name(line: Line) -> str:
    """What the directory calls somebody."""
    return line.name or f"Member {line.member_no}"


def columns(read: Directory) -> list[Column]:
    """The columns beside the name, but for tiers where there are none and voice where it is hidden."""
    all_of_them = [
        Column(key="tier", title="Tier", told=lambda line: [tier_word(line.tier)]),
        Column(key="score", title="Score", told=lambda line: _amount(line.score)),
        Column(key="messages", title="Messages", told=lambda line: _amount(line.messages)),
        Column(key="reactions", title="Reactions", told=lambda line: _amount(line.reactions)),
        Column(key="voice", title="Voice hours", told=lambda line: _amount(hours(line))),
        Column(key="last_seen", title="Last seen", told=lambda line: _day(line.last_seen, "not yet")),
        Column(key="joined", title="Joined", told=_joined),
    ]
    hidden = {"tier": not read.tiers, "voice": not read.voice_shown}
    return [column for column in all_of_them if not hidden.get(column.key)]


def hours(line: Line) -> float | None:
    """Hours in voice, to a tenth; None where nobody listened."""
    return None if line.voice_seconds is None else round(line.voice_seconds / 3600, 1)


def table(read: Directory, place: Place) -> html.Table:
    """A page of members, its column titles being links that sort."""
    beside = columns(read)
    heads = [
        _head("name", "Member", read, place),
        *(_head(one.key, one.title, read, place) for one in beside),
    ]
    rows = html.Tbody([_row(line, beside, place) for line in read.lines], role="rowgroup")
    return html.Table(
        [
            html.Thead(html.Tr(heads, role="row"), role="rowgroup"),
            living("members-rows", rows),
        ],
        className="members",
        role="table",
        **spelled(aria_label="Members"),
    )


def _head(key: SortColumn, title: str, read: Directory, place: Place) -> html.Th:
    asked = read.question
    sorted_now = asked.sort == key
    way = ("descending" if asked.descending else "ascending") if sorted_now else None
    arrow = ("\u25bc" if asked.descending else "\u25b2") if sorted_now else ""
    link = dmc.Anchor(
        [title, html.Span(arrow, className="sort-arrow", **spelled(aria_hidden="true"))],
        id=f"sort-{key}",
        href=sorted_by(place, asked, key).href,
        refresh=False,
        unstyled=True,
        className="sort",
    )
    return html.Th(link, scope="col", role="columnheader", **spelled(aria_sort=way))


def _row(line: Line, beside: list[Column], place: Place) -> html.Tr:
    name = shown_name(line)
    person = Person(member_no=line.member_no, name=name, initials=initials(line.name))
    marks = [word for word, true in (("Bot", line.bot), ("Left", line.left)) if true]
    who = html.Th(
        html.Div(
            [
                avatar(person),
                member_link(person, place),
                *(html.Span(word, className="mark-word") for word in marks),
            ],
            className="member",
        ),
        scope="row",
        role="rowheader",
    )
    cells = [
        html.Td(one.told(line), role="cell", **spelled(data_label=one.title, data_column=one.key))
        for one in beside
    ]
    return html.Tr([who, *cells], role="row", key=f"member-{line.member_no}")


def _amount(value: float | None) -> list[html.Span | str]:
    return [html.Span(UNKNOWN, className="than")] if value is None else [number(value)]


def _day(at: date | None, otherwise: str) -> list[html.Span | str]:
    return [html.Span(otherwise, className="than")] if at is None else [day(at)]


def _joined(line: Line) -> list[html.Span | str]:
    if line.joined is None or not line.joined_inferred:
        return _day(line.joined, UNKNOWN)
    title = "Nobody saw the join: this is the first day on which something was heard of them"
    return [html.Span("first seen ", className="than", title=title), day(line.joined)]
