"""What was heard, family by family, as strips over the same days; and by channel where channels differ."""

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.heard import heard_track
from adapters.dash_ui.components.people import called
from adapters.dash_ui.pages.data.sources import source_name
from adapters.dash_ui.words import counted, day, listed, percent
from domain.insights.data_quality.quality import ChannelHeard, DataQuality, FamilyHeard
from domain.insights.data_quality.words import FAMILY_NAMES

_MOST_CHANNELS = 12


def families(read: DataQuality) -> html.Section:
    """A row for each thing that can be heard."""
    rows = [_family(row, never=row.family in read.verdict.never) for row in read.families]
    ends = html.Div(
        [html.Span(day(read.window.first)), html.Span(day(read.window.last))],
        className="strip-days",
        **spelled(aria_hidden="true"),
    )
    body = [html.Ul(rows, className="strips"), ends]
    if read.channels:
        body.append(_channels(read.channels))
    return card(
        "families",
        "What was heard",
        body,
        under="Each strip is this time, day by day. What happened on hatched days is unknown, not zero.",
        aside=_legend(),
    )


def _legend() -> html.Ul:
    shown = (("heard-whole", "Heard"), ("unheard", "Not heard"))
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {key}", **spelled(aria_hidden="true")), name])
            for key, name in shown
        ],
        className="legend",
    )


def _family(row: FamilyHeard, *, never: bool) -> html.Li:
    name = FAMILY_NAMES[row.family]
    by = f"by {listed([source_name(source) for source in row.sources])}" if row.sources else "by nobody"
    told = "no source" if never else by
    return html.Li(
        [
            html.Span(name[:1].upper() + name[1:], className="strip-name"),
            heard_track(row.heard, f"{name}: heard {percent(row.heard.share)}, {told}"),
            html.Span(percent(row.heard.share), className="strip-share"),
            html.Span(told, className="strip-by"),
        ],
        key=f"family-{row.family}",
        className="never" if never else "",
    )


def _channels(rows: tuple[ChannelHeard, ...]) -> html.Details:
    lines = [
        html.Li(
            [
                html.Span(
                    [html.Span("#", className="hash"), called(row.name or f"channel {row.channel}")],
                    className="bar-name",
                ),
                html.Span(percent(row.share), className="bar-value"),
                html.Span(
                    html.Span(className="bar-fill heard-fill", style={"width": f"{row.share * 100:.1f}%"}),
                    className="bar-track hatched",
                    **spelled(aria_hidden="true"),
                ),
            ],
            key=f"channel-{row.channel}",
        )
        for row in rows[:_MOST_CHANNELS]
    ]
    more = len(rows) - len(lines)
    rest = [html.P(f"And {counted(more, 'channel')} heard as much as these or more.", className="card-foot")]
    part = sum(row.share < 1 for row in rows)
    return html.Details(
        [
            html.Summary(
                f"Messages by channel: {part:,} of {counted(len(rows), 'channel')} not heard throughout"
            ),
            html.Ol(lines, className="bars"),
            *(rest if more else []),
        ],
        className="as-table",
    )
