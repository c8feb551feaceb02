"""What moved a number since the window before, and who is behind it."""

from collections.abc import Mapping
from typing import Any

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.components.kpi.tiles import receipt_href
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.names import legible
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from application.insights.kpis.explain import Explained
from domain.insights.kpis.kpi import Kpi, Unit
from domain.insights.kpis.receipt import Crowd, Effects, Movement
from domain.insights.kpis.receipt.amounts import said, said_step
from domain.insights.kpis.receipt.words import said_numbers, shown_unit
from domain.insights.overview import Person
from domain.kernel.words import is_or_are

_AT_ONCE = 12


def moved(explained: Explained, place: Place) -> html.Section:
    """From what to what, what each half and each part did, and who came and went."""
    title = "What moved it since the time before"
    found, written = explained.found, explained.receipt
    movement, kpi = written.movement, found.reading.kpi
    if movement is None:
        return card("moved", title, nothing("There is nothing to compare with."))
    unit = shown_unit(kpi)
    body: list[Any] = [html.P(_sentence(movement, unit), className="moved-words")]
    if movement.effects is not None and written.before is not None:
        numbers = said_numbers(found.reading, written.before)
        body.append(_effects(movement.effects, kpi, numbers))
    if movement.contributions:
        body.append(_contributions(movement, unit, place))
    for name, who in (("Came to it", written.entered), ("Left it", written.left)):
        if who is not None:
            body.append(_people(name, who, explained.people, place))
    return card("moved", title, body)


def _sentence(movement: Movement, unit: Unit) -> str:
    was, now = said(movement.before, unit), said(movement.now, unit)
    if movement.change == 0:
        return f"It was {was} before, and is so still."
    return f"It was {was} before and is {now} now: {said_step(movement.change, unit)}."


def _effects(effects: Effects, kpi: Kpi, numbers: tuple[str, str]) -> html.Dl:
    """How much of a ratio's change is due to each of its two numbers; from what to what these went."""
    if effects.cancel:
        names = ("The upper number went from", "The lower number went from")
        went = [html.Div([html.Dt(name), html.Dd(to)]) for name, to in zip(names, numbers, strict=True)]
        return html.Dl(went, className="effects")
    of = f"The {_whole(kpi)} moved" if kpi.headline == "numerator" else "It moved"
    lines = (
        (f"{of} because its upper number changed", effects.numerator),
        (f"{of} because its lower number changed", effects.denominator),
    )
    told = [html.Div([html.Dt(name), html.Dd(said_step(step, kpi.unit))]) for name, step in lines]
    return html.Dl(told, className="effects")


def _whole(kpi: Kpi) -> str:
    return "share" if kpi.unit == "share" else "average"


def _contributions(movement: Movement, unit: Unit, place: Place) -> Drawing:
    rows = []
    for one in movement.contributions:
        name: Any = element("bdi", legible(one.title))
        if one.kpi is not None:
            name = element("a", legible(one.title), href=receipt_href(one.kpi, place))
        step = "\u2013" if one.change is None else said_step(one.change, unit)
        cells = (said(one.before, "count"), said(one.now, "count"), step)
        rows.append(element("tr", element("th", name, scope="row"), *(element("td", cell) for cell in cells)))
    head = element(
        "tr", *(element("th", name, scope="col") for name in ("Part", "Before", "Now", "Moved it by"))
    )
    named = spelled(aria_label="What each part did")
    table = element(
        "table", element("thead", head), element("tbody", *rows), className="figures moved-parts", **named
    )
    return Drawing(table)


def behind(explained: Explained, place: Place) -> html.Section | None:
    """The members that were counted; None where people are not what is counted."""
    crowd = explained.receipt.behind
    if crowd is None:
        return None
    title = "Who is behind it"
    if not crowd.count:
        return card("behind", title, nothing("Nobody."))
    return card("behind", title, [_faces(crowd, explained.people, place)], under=_how_many(crowd))


def _how_many(crowd: Crowd) -> str:
    people = counted(crowd.count, "member")
    return f"{people}." if not crowd.more else f"{people}, the {number(len(crowd.first))} most active here."


def _people(name: str, crowd: Crowd, people: Mapping[int, Person], place: Place) -> html.Div:
    head = html.H3(f"{name}: {number(crowd.count)}")
    body = [_faces(crowd, people, place)] if crowd.count else []
    return html.Div([head, *body], className="moved-people")


def _faces(crowd: Crowd, people: Mapping[int, Person], place: Place) -> html.Div:
    faces = [
        html.Li([avatar(people[who]), member_link(people[who], place)], key=f"face-{who}")
        for who in crowd.first
        if who in people
    ]
    body: list[Any] = [html.Ol(faces[:_AT_ONCE], className="faces")]
    if rest := faces[_AT_ONCE:]:
        more = html.Summary(f"Show {number(len(rest))} more")
        body.append(html.Details([more, html.Ol(rest, className="faces")], className="more"))
    if crowd.more:
        body.append(
            html.P(
                f"{number(crowd.more)} more {is_or_are(crowd.more)} not shown here.", className="card-foot"
            )
        )
    return html.Div(body, className="crowd")
