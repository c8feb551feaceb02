"""What they did, in numbers that open: each shows the days that it is the sum of."""

from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.behind import Lines, behind
from adapters.dash_ui.words import change, counted, number
from domain.insights.profile.parts import Amount, AmountKey
from domain.insights.profile.profile import Doings
from domain.insights.profile.standing import Standing
from domain.insights.scoring import REACTIONS_GIVEN, ScorePart

_TITLES: Final[dict[AmountKey, tuple[str, str]]] = {
    "messages": ("Messages", "Messages"),
    "reactions": ("Reactions given", "Reactions"),
    "voice": ("Voice hours", "Hours"),
    "events": ("Events attended", "Events"),
    "received": ("Reactions received", "Reactions"),
}


def amounts(read: Doings, *, bot: bool = False) -> html.Section:
    """The score and what it is made of, then everything else that was counted; what a `bot` does is not."""
    own = [] if bot else [_score(read)]
    tiles = own + [_amount(one) for one in read.amounts if one.key == "received" or not bot]
    return html.Section(tiles, className="tiles amounts", id="numbers", **spelled(aria_label="In numbers"))


def _score(read: Doings) -> Component:
    place = read.standing
    rank = "" if place.rank is None else f"rank {'=' * place.tied}{number(place.rank)}"
    head = _head("Score", place.score, place.previous, place.change, aside=rank)
    return _tile("score", head, place.score, _receipt(read))


def _amount(one: Amount) -> Component:
    title, column = _TITLES[one.key]
    scale = 3600 if one.key == "voice" else 1
    lines: Lines = [(day, (count / scale,)) for day, count in one.days]
    total, before = (None if told is None else told / scale for told in (one.total, one.previous))
    head = _head(title, total, before, one.change)
    return _tile(one.key, head, total, [behind(lines, [column])] if lines else [])


def _head(
    title: str, value: float | None, previous: float | None, relative: float | None, *, aside: str = ""
) -> list[Component]:
    name = html.Span([title, html.Span(aside, className="tile-rank")], className="tile-title")
    if value is None:
        return [name, html.Span("Not known", className="tile-none")]
    return [
        name,
        html.Span(number(value), className="tile-value"),
        html.Span(_compared(value, previous, relative), className="tile-change"),
    ]


def _tile(key: str, head: list[Component], value: float | None, opened: list[Component]) -> Component:
    marks = spelled(data_amount=key)
    if value is None or not opened:
        return html.Div(head, className=f"tile amount {'silent' * (value is None)}".strip(), **marks)
    chevron = html.Span(className="chevron", **spelled(aria_hidden="true"))
    return html.Details(
        [html.Summary([*head, chevron]), html.Div(opened, className="opened")],
        className="tile amount",
        **marks,
    )


def _compared(value: float, previous: float | None, relative: float | None) -> list[Any]:
    if previous is None:
        return [html.Span("Nothing to compare with", className="than")]
    if not previous and value:
        return [html.Span("Nothing before", className="than")]
    if round(value, 1) == round(previous, 1):
        return [html.Span("= the same as before", className="than")]
    grew = value > previous
    told: list[Any] = [
        html.Span("up " if grew else "down ", className="spoken"),
        html.Span("\u25b2" if grew else "\u25bc", className="arrow", **spelled(aria_hidden="true")),
        *([] if relative is None else [f" {change(relative)}"]),
    ]
    than = html.Span(f" from {number(previous)}", className="than")
    return [html.Span(told, className="better" if grew else "worse"), than]


def _receipt(read: Doings) -> list[Component]:
    """Each count times its weight, and the days: both sum to the score."""
    place = read.standing
    if not place.days:
        return []
    on = {amount.key: len(amount.days) for amount in read.amounts}
    days = {REACTIONS_GIVEN: on.get("reactions", 0)}
    lines = [_part(part, days.get(part.what, on.get("messages", 0)), place) for part in place.parts]
    sums = ["Score", "", "", "", number(place.score or 0)]
    foot = html.Tr([html.Th(sums[0], scope="row"), *(html.Td(cell) for cell in sums[1:])])
    heads = [html.Th(word, scope="col") for word in ("What", "Days", "Count", "Weight", "Points")]
    table = html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody(lines), html.Tfoot(foot)], className="receipt of-score"
    )
    return [table, behind([(day, (points,)) for day, points in place.days], ["Points"])]


def _part(part: ScorePart, days: int, place: Standing) -> html.Tr:
    name = html.Th(part.what.capitalize(), scope="row")
    if part.what == REACTIONS_GIVEN and not place.reactors_known:
        return html.Tr([name, html.Td("not known", colSpan=4)])
    cells = (counted(days, "day"), number(part.count), f"\u00d7 {part.weight:g}", number(part.points))
    return html.Tr([name, *(html.Td(cell) for cell in cells)])
