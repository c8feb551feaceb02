"""The heat map: at what hour of which weekday a community is awake, as a table that can be read out."""

from collections.abc import Sequence

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.heard import heard_strip
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import WEEKDAYS, counted, number, zone_words
from domain.insights.data_quality import HeardDays

Heat = Sequence[Sequence[int]]


def heat_map(
    heat: Heat, heard: HeardDays, time_zone: str, place: Place, *, reactors_known: bool = True
) -> html.Section:
    """Messages and reactions by weekday and hour of the guild's zone; where nobody told who reacted, and so
    when, it is messages alone.
    """
    most = max((count for row in heat for count in row), default=0)
    what = "Messages and reactions" if reactors_known else "Messages"
    title = "When people are here"
    under = f"{what} by weekday and hour, in {zone_words(time_zone)}."
    if not most:
        return card("heat", title, nothing("There is nothing to show for this time."), under=under)
    hours = [element("th", f"{hour:02d}", scope="col") for hour in range(24)]
    rows = [
        element(
            "tr",
            element("th", element("abbr", name[:3], title=name), scope="row"),
            *(_cell(name, hour, count, most) for hour, count in enumerate(row)),
        )
        for name, row in zip(WEEKDAYS, heat, strict=True)
    ]
    table = element(
        "table",
        element("caption", under, className="spoken"),
        element("thead", element("tr", element("td"), *hours)),
        element("tbody", *rows),
        className="heat",
    )
    legend = _legend(heat, most, reactors_known=reactors_known)
    return card("heat", title, [Drawing(table), legend, heard_strip(heard, time_zone, place)], under=under)


def _cell(weekday: str, hour: int, count: int, most: int) -> Element:
    return element(
        "td",
        element("span", number(count), className="spoken"),
        className=None if count else "none",
        style={"--heat-share": f"{count / most * 100:.0f}%"},
        data_tip=f"{weekday} {_from_to(hour)}: {number(count)}",
    )


def _from_to(hour: int) -> str:
    return f"{hour:02d}:00\u2013{(hour + 1) % 24:02d}:00"


def busiest(heat: Heat) -> tuple[int, int, int]:
    """Weekday, hour and count of the busiest hour; the first of equals."""
    return max(
        ((weekday, hour, count) for weekday, row in enumerate(heat) for hour, count in enumerate(row)),
        key=lambda found: found[2],
    )


def _legend(heat: Heat, most: int, *, reactors_known: bool) -> html.Div:
    weekday, hour, count = busiest(heat)
    much = counted(count, "activity", "activities") if reactors_known else counted(count, "message")
    peak = f"Busiest: {WEEKDAYS[weekday]} {_from_to(hour)}, {much}."
    scale = html.Span(
        [html.Span("0"), html.Span(className="ramp"), html.Span(number(most))],
        className="scale",
        **spelled(aria_hidden="true"),
    )
    return html.Div([html.P(peak, className="card-foot"), scale], className="heat-legend")
