"""Their time: what they did day by day, with what stands out marked and told."""

from collections.abc import Sequence
from typing import Final

from dash import dcc, html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.heard import heard_strip
from adapters.dash_ui.components.living import living
from adapters.dash_ui.figures.timeline import timeline_figure
from adapters.dash_ui.place import Place
from adapters.dash_ui.theme.plotly import CONFIG
from adapters.dash_ui.words import counted, day, number
from domain.insights.profile.parts import Moment, MomentKind
from domain.insights.profile.profile import Doings, Profile

_NAMES: Final[dict[MomentKind, str]] = {
    "joined": "Joined",
    "came_back": "Came back",
    "first_message": "First message on record",
    "best_day": "Best day",
    "silence": "Longest silence",
    "left": "Left",
}


def timeline(read: Profile, doings: Doings, place: Place) -> html.Section:
    """The chart, its legend, and what its numbered marks stand for."""
    strip = heard_strip(read.heard, read.time_zone, place, under_chart=doings.active)
    heard = living("member-heard", strip)
    moments = living("member-moments", told(doings.moments))
    if not doings.active:
        words = "What bots do is not counted." if read.member.bot else "They did nothing in this time."
        return card("timeline", "Day by day", [nothing(words), moments, heard])
    chart = html.Div(
        dcc.Graph(
            id="member-chart",
            figure=timeline_figure(doings.days, doings.moments, last_open=read.window.open),
            config=CONFIG,
            className="chart",
            responsive=True,
        ),
        className="chart-place member-chart",
        role="img",
        **spelled(aria_label="What they did by day", aria_describedby="moments"),
    )
    legend = living("member-legend", _legend(doings))
    return card("timeline", "Day by day", [chart, heard, moments], aside=legend)


def pins(moments: Sequence[Moment]) -> list[int]:
    """The number of each: what stands out at the same time shares one."""
    times = list(dict.fromkeys((one.first, one.last) for one in moments))
    return [times.index((one.first, one.last)) + 1 for one in moments]


def told(moments: Sequence[Moment]) -> html.Ol:
    """What stands out, numbered as on the chart."""
    lines = [_line(at, one) for at, one in zip(pins(moments), moments, strict=True)]
    return html.Ol(lines, className="moments", id="moments")


def _line(at: int, one: Moment) -> html.Li:
    pin = html.Span(str(at), className="pin", **spelled(aria_hidden="true"))
    return html.Li([pin, html.Span([html.Span(f"{_NAMES[one.kind]} ", className="moment"), _when(one)])])


def _when(one: Moment) -> str:
    if one.kind == "silence":
        return f"{counted(int(one.amount or 0), 'day')}, {day(one.first)} \u2013 {day(one.last)}"
    points = f", {number(one.amount)} points" if one.kind == "best_day" and one.amount else ""
    return f"{day(one.first, weekday=True)}{points}"


def _legend(read: Doings) -> html.Ul:
    shown = [("Messages", "messages")]
    if any(one.reactions for one in read.days):
        shown.append(("Reactions given", "reactions"))
    if any(one.voice_seconds for one in read.days):
        shown.append(("Minutes in voice", "active"))
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {key}", **spelled(aria_hidden="true")), name])
            for name, key in shown
        ],
        className="legend",
    )
