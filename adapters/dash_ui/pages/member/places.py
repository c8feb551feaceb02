"""Where they write: the channels, their shares, and what changed."""

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.behind import behind
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import called
from adapters.dash_ui.words import change, counted, number, percent
from domain.insights.profile.parts import Place as Channel
from domain.insights.profile.profile import Doings


def places(read: Doings) -> html.Section:
    """The channels that somebody wrote in, each opening to its days; with the rest they are all messages."""
    title = "Where they write"
    if not read.places and not read.elsewhere:
        return card("places", title, nothing("They wrote nothing in this time."))
    most = max((one.messages for one in read.places), default=1)
    rest = [_elsewhere(read)] if read.elsewhere else []
    return card(
        "places",
        title,
        html.Ol([*(_line(one, most) for one in read.places), *rest], className="bars openings"),
        under="Messages, and their share of all that they wrote. Open a line to see its days.",
    )


def _line(one: Channel, most: int) -> html.Li:
    compared = _compared(one)
    summary = html.Summary(
        [
            html.Span([html.Span("#", className="hash"), called(one.name)], className="bar-name"),
            html.Span(
                [number(one.messages), html.Span(f" {percent(one.share)}", className="than")],
                className="bar-value",
            ),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{one.messages / most * 100:.1f}%"}),
                className="bar-track",
                **spelled(aria_hidden="true"),
            ),
            *([html.Span(compared, className="bar-change than")] if compared else []),
        ]
    )
    opened = behind([(day, (count,)) for day, count in one.days], ["Messages"])
    return html.Li(html.Details([summary, opened]), key=f"channel-{one.channel}")


def _compared(one: Channel) -> str:
    if one.previous is None:
        return ""
    if not one.previous:
        return "nothing here before"
    if one.change is None or one.messages == one.previous:
        return "as much as before"
    way = "\u25b2" if one.change > 0 else "\u25bc"
    return f"{way} {change(one.change)} from {number(one.previous)}"


def _elsewhere(read: Doings) -> html.Li:
    told = f"And {counted(read.elsewhere, 'message')} in other places."
    return html.Li(html.Span(told, className="than"), key="elsewhere")
