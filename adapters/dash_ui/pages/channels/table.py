"""The list of channels: a line each, which opens in place."""

from datetime import timedelta
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.components.sparkline import sparkline
from adapters.dash_ui.pages.channels.figures import day_bars, hour_cells, hour_strip
from adapters.dash_ui.pages.channels.words import (
    channel_name,
    channel_words,
    discord_link,
    hours_words,
    short_day,
)
from adapters.dash_ui.pages.overview.tiles import DOWN, SAME, UP
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import change, counted, number, percent
from domain.insights.channels import ChannelLine, Channels, Writer, peak
from domain.insights.channels.lines import HOURS_AT_A_TIME, Course

MARKS: Final[dict[Course, tuple[str, str]]] = {
    "new": ("new", "Nothing was written here before this time"),
    "wakes": ("waking up", "Half as much again as before, or more"),
    "fades": ("fading", "Half of what was written before, or less"),
}

_REACH: Final = "Of everybody who wrote in this time"


def line(one: ChannelLine, read: Channels, place: Place, most: int) -> html.Li:
    """A channel; `most` are the messages of the busiest."""
    summary = html.Summary(
        [
            html.Span(
                [html.Span(channel_name(one.channel, one.name), className="bar-name"), *_mark(one)],
                className="channel-name",
            ),
            html.Span([number(one.messages), _label("messages")], className="channel-count"),
            html.Span(compared(one), className="channel-change"),
            html.Span(_people(one), className="channel-people"),
            html.Span(
                hour_strip(one.hours), className="channel-hours", title="Hours of the day, from 00 to 24"
            ),
            html.Span(sparkline(one.series, last_open=read.window.open), className="channel-course"),
            html.Span(className="chevron", **spelled(aria_hidden="true")),
            html.Span(
                html.Span(style={"width": f"{one.messages / most * 100:.1f}%"}),
                className="channel-share",
                **spelled(aria_hidden="true"),
            ),
        ],
        **spelled(aria_label=_spoken(one)),
    )
    inside = _inside(one, read, place)
    opens = html.Details([summary, inside], className="channel", **spelled(data_channel=str(one.channel)))
    return html.Li(opens, key=f"channel-{one.channel}")


def compared(one: ChannelLine) -> list[Any]:
    """The change against the window before: an arrow, and how much."""
    if one.previous is None:
        return [html.Span("\u2013", className="than", title="Nothing to compare with")]
    was = f"{number(one.previous)} in the time before"
    if one.messages == one.previous:
        return [html.Span(SAME, className="than", title=was)]
    grew = one.messages > one.previous
    arrow = html.Span(UP if grew else DOWN, className="arrow", **spelled(aria_hidden="true"))
    much = "from 0" if one.change is None else change(one.change)
    return [html.Span([arrow, " ", much], className="better" if grew else "worse", title=was)]


def _mark(one: ChannelLine) -> list[html.Span]:
    if one.course not in MARKS:
        return []
    word, meant = MARKS[one.course]
    return [html.Span(word, className=f"mark-word {one.course}", title=meant)]


def _label(words: str) -> html.Span:
    return html.Span(f" {words}", className="than label")


def _people(one: ChannelLine) -> list[Any]:
    if one.people is None:
        return [html.Span("not known", className="than")]
    words = "person" if one.people == 1 else "people"
    reach = [] if one.reach is None else [html.Span(percent(one.reach), className="reach", title=_REACH)]
    return [number(one.people), _label(words), *reach]


def _spoken(one: ChannelLine) -> str:
    told = f"{channel_words(one.channel, one.name)}, {counted(one.messages, 'message')}"
    if one.previous is not None:
        told += f", {number(one.previous)} in the time before"
    if one.people is not None:
        told += f", {counted(one.people, 'person', 'people')}"
    return told


def _inside(one: ChannelLine, read: Channels, place: Place) -> html.Div:
    return html.Div(
        [
            _part("By day", [day_bars(one.series), html.P(_days_said(one, read), className="card-foot")]),
            _part("By hour", [hour_cells(one.hours), html.P(_hours_said(one), className="card-foot")]),
            _part("Who writes here most", [_writers(one, place)]),
            html.P(discord_link(read.guild, one.channel, one.name), className="channel-link"),
        ],
        className="channel-inside",
    )


def _part(title: str, body: list[Any]) -> html.Div:
    return html.Div([html.H3(title), *body], className="channel-part")


def _days_said(one: ChannelLine, read: Channels) -> str:
    known = [(value, at) for at, value in enumerate(one.series) if value is not None]
    best, at = max(known, key=lambda day: (day[0], -day[1]), default=(0.0, 0))
    if not best:
        return "Nothing of this time was heard."
    told = f"Best day: {short_day(read.window.first + timedelta(days=at))}, {counted(int(best), 'message')}."
    missing = len(one.series) - len(known) if not read.window.open else 0
    return f"{told} Days that are hatched were not heard." if missing else told


def _hours_said(one: ChannelLine) -> str:
    busiest = peak(one.hours)
    if busiest is None:
        return "At what hours is not known of this time."
    start, share = busiest
    return f"Be there at {hours_words(start, HOURS_AT_A_TIME)}: {percent(share)} is written then."


def _writers(one: ChannelLine, place: Place) -> html.Ol | html.P:
    if not one.writers:
        return html.P("Who wrote here is not known of this time.", className="card-foot")
    return html.Ol([_writer(writer, place) for writer in one.writers], className="writers")


def _writer(writer: Writer, place: Place) -> html.Li:
    person = writer.person
    return html.Li(
        [
            avatar(person),
            member_link(person, place),
            html.Span(number(writer.messages), className="bar-value"),
        ],
        key=f"writer-{person.member_no}",
    )
