"""What surrounds the evening: who came again, how the series goes, and who answered what."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, number, percent
from domain.insights.events.evening.parts import Evening, Reply
from domain.insights.events.lines import EventLine
from domain.insights.overview import Person

_FEW: Final = 16


def returned(read: Evening, place: Place) -> html.Section:
    """Who of the last of the series came again, and whom one might ask why not."""
    found = read.returned
    title = "Came again"
    if found is None:
        return card(
            "returned",
            title,
            nothing("It is the first of its series, or stands alone: nobody could come again."),
        )
    count = len(found.again) + len(found.missed)
    href = place.at(path=f"/events/{found.previous.event_id}").href
    last = html.A(f"the one before, {day(found.previous.day, weekday=True)}", href=href)
    share = "\u2013" if found.share is None else percent(found.share)
    body: list[Any] = [
        html.P(
            [
                html.Span(share, className="square-count"),
                html.Span(
                    [f" {number(len(found.again))} of {counted(count, 'person', 'people')} at ", last],
                    className="than",
                ),
            ]
        ),
        html.Div(
            html.Span(style={"width": f"{(found.share or 0) * 100:.0f}%"}),
            className="meter",
            **spelled(aria_hidden="true"),
        ),
    ]
    if found.missed:
        body += [html.H3("Not this time"), names(found.missed, place)]
    if found.again:
        body += [html.H3("Again"), names(found.again, place)]
    return card("returned", title, body)


def names(people: Sequence[Person], place: Place) -> html.Div:
    """Faces with names, the first of them at once."""
    shown: list[Component] = [html.Ol([_face(person, place) for person in people[:_FEW]], className="faces")]
    if rest := people[_FEW:]:
        more = html.Ol([_face(person, place) for person in rest], className="faces")
        shown.append(
            html.Details([html.Summary(f"and {counted(len(rest), 'other')}"), more], className="more")
        )
    return html.Div(shown)


def _face(person: Person, place: Place) -> html.Li:
    return html.Li([avatar(person), member_link(person, place)], key=f"face-{person.member_no}")


def series(read: Evening, place: Place) -> list[html.Section]:
    """How many came to each of the latest ones; a click leads there."""
    lines = [line for line in read.others if line.turnout is not None]
    if len(lines) < 2:
        return []
    most = max((line.turnout.came for line in lines if line.turnout), default=1) or 1
    bars = [
        html.Li(
            html.A(
                [
                    html.Span(number(_came(line)), className="step-count"),
                    html.Span(
                        className="step-bar",
                        style={"height": f"calc((100% - 20px) * {_came(line) / most:.3f})"},
                    ),
                    html.Span(f"{line.day.day} {line.day:%b}", className="step-day"),
                ],
                href=place.at(path=f"/events/{line.event_id}").href,
                className="step-of here" if line.event_id == read.line.event_id else "step-of",
                title=f"{day(line.day, weekday=True)}: {_came(line)} came",
            ),
            key=f"step-{line.event_id}",
        )
        for line in lines
    ]
    title = "The series" if read.line.series is not None else "Others of this type"
    return [
        card(
            "series",
            title,
            html.Ol(bars, className="step-bars"),
            under="People at each; open one with a click.",
        )
    ]


def _came(line: EventLine) -> int:
    return line.turnout.came if line.turnout else 0


def replies(read: Evening, place: Place) -> html.Section:
    """Who answered what, before it is over."""
    title = "Answers"
    going = [one for one in read.replies if one.answer == "going" and one.waits is None]
    waiting = sorted((one for one in read.replies if one.waits is not None), key=lambda one: one.waits or 0)
    parts: list[Any] = []
    for words, found in (
        ("Going", going),
        ("Waiting for a seat", waiting),
        ("Interested", [one for one in read.replies if one.answer == "interested"]),
        ("Cannot come", [one for one in read.replies if one.answer == "not"]),
    ):
        if found:
            parts += [html.H3(f"{words}, {number(len(found))}"), _answers(found, place)]
    if not parts:
        past = read.line.phase in ("over", "called_off")
        yet = "Nobody has answered yet. The buttons are under its announcement in Discord."
        parts = [nothing("Nobody answered." if past else yet)]
    return card("replies", title, html.Div(parts, className="answers"))


def _answers(found: Sequence[Reply], place: Place) -> html.Div:
    return names([one.person for one in found], place)
