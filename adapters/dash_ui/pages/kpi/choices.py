"""What can be chosen on a receipt: the grain of its course, what it is taken apart by, and of which group."""

from collections.abc import Sequence
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.people import called
from adapters.dash_ui.place import Place
from domain.insights.kpis.kpi import BY_TITLES, Grain, Kpi, by_title
from domain.insights.kpis.slice import Group

GRAIN_NAMES: Final[dict[Grain, str]] = {"day": "Days", "week": "Weeks", "month": "Months"}


def choices(kpi: Kpi, group: Group, grain: Grain, place: Place) -> html.Div:
    """The choices that there are for this KPI; each is an address."""
    rows: list[Any] = []
    if len(kpi.grains) > 1:
        links = [
            _choice(GRAIN_NAMES[each], place.at(grain=each), chosen=each == grain) for each in kpi.grains
        ]
        rows.append(_row("Over time by", links))
    if kpi.by:
        links = [_choice("Nothing", place.at(by=None), chosen=place.by is None)]
        links += [_choice(BY_TITLES[each], place.at(by=each), chosen=place.by == each) for each in kpi.by]
        rows.append(_row("Taken apart by", links))
    if group.by:
        everyone = html.A("Show everyone", href=place.at(only=None).href)
        words: list[Any] = ["Only ", by_title(group.by).lower(), " ", called(group.title), ". ", everyone]
        rows.append(html.P(words, className="only"))
    return html.Div(rows, className="kpi-choices")


def _row(name: str, links: Sequence[html.A]) -> html.Div:
    shown = html.Div(links, className="picker", role="group", **spelled(aria_label=name))
    return html.Div([html.Span(name, className="choices-name"), shown], className="choices-row")


def _choice(name: str, to: Place, *, chosen: bool) -> html.A:
    mark = spelled(aria_current="true" if chosen else None)
    return html.A(name, href=to.href, className="choice", **mark)
