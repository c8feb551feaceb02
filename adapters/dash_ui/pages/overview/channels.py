"""Where it happens: the busiest channels and their share of what was written."""

from collections.abc import Sequence

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.people import called
from adapters.dash_ui.words import counted, number, percent
from domain.insights.overview import ChannelRow


def channels(rows: Sequence[ChannelRow], *, reactors_known: bool = True) -> html.Section:
    """The channels of a window, busiest first; reactions that nobody told of are not said to be none."""
    title = "Busiest channels"
    if not rows:
        return card("channels", title, nothing("Nobody wrote in any channel in this time."))
    most = max(row.messages for row in rows) or 1
    lines = [_line(row, most, reactors_known=reactors_known) for row in rows]
    return card(
        "channels",
        title,
        html.Ol(lines, className="bars"),
        under="Messages, and their share of all messages.",
    )


def _line(row: ChannelRow, most: int, *, reactors_known: bool) -> html.Li:
    told = counted(row.messages, "message")
    if reactors_known:
        told += f", {counted(row.reactions, 'reaction')}"
    return html.Li(
        [
            html.Span([html.Span("#", className="hash"), called(row.name)], className="bar-name"),
            html.Span(
                [number(row.messages), html.Span(f" {percent(row.share)}", className="than")],
                className="bar-value",
                title=told,
            ),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{row.messages / most * 100:.1f}%"}),
                className="bar-track",
                **spelled(aria_hidden="true"),
            ),
        ],
        key=f"channel-{row.channel}",
    )
