"""Channels: which wake up, which fade, when to be there, and which newcomers were left alone."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.heard import SENT_ONLY, data_link, heard_strip
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import nobody_listens, notice
from adapters.dash_ui.components.states import empty_guild
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.channels.newcomers import newcomers
from adapters.dash_ui.pages.channels.table import line
from adapters.dash_ui.pages.channels.words import channel_name, discord_link
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, number, percent, sentence, zone_words
from domain.insights.channels import Channels, SilentChannel

MOST: Final = 40
"""Channels that are shown by a line; the file holds them all."""

_MOST_SILENT: Final = 60


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the channels of a guild and draw them."""
    read = await desk.channels(guild, place.window_text, place.as_of)
    return Shown.of(read, channels(read, place))


def channels(read: Channels, place: Place) -> Any:  # noqa: ANN401 — Dash has no common type of children
    """Who waits for a reply, then the channels, then those that fell silent."""
    if read.last_activity is None:
        return empty_guild(read.guild_name)
    return [
        living("channels-notices", notices(read, place)),
        living("channels-newcomers", newcomers(read, place)),
        living("channels-list", listed(read, place)),
        *([living("channels-silent", silent(read))] if read.silent else []),
    ]


def notices(read: Channels, place: Place) -> html.Div:
    """What to know before believing the numbers."""
    found = []
    if read.opened_at_last_day:
        found.append(nobody_listens(read.window.last))
    if read.covered <= 0 and not read.messages:
        words = "Nobody was listening in this time: what was written then is not known. "
        found.append(notice([words, data_link(place)], name="unheard"))
    elif 0 < read.covered < 1:
        heard = sentence(percent(read.covered))
        words = f"{heard} of this time was heard. What is missing is unknown, not zero. "
        found.append(notice([words, data_link(place)], name="gaps"))
    elif read.covered <= 0:
        found.append(notice([SENT_ONLY, data_link(place)], name="sent"))
    if read.detailed_since is not None:
        words = (
            f"Who wrote in which channel, and at what hour, is known from {day(read.detailed_since)} on: the "
            "records of the days before were deleted before that was counted."
        )
        found.append(notice([words], name="detail"))
    return html.Div(found, className="notices")


def listed(read: Channels, place: Place) -> html.Section:
    """The channels that were written in, busiest first."""
    title = "Channels"
    if not read.lines:
        return card("channel-list", title, nothing("Nobody wrote in any channel in this time."))
    most = read.lines[0].messages
    rows = [line(one, read, place, most) for one in read.lines[:MOST]]
    rest = read.lines[MOST:]
    foot = []
    if rest:
        more = sum(one.messages for one in rest)
        words = f"And {counted(len(rest), 'quieter channel')} with {counted(more, 'message')} together."
        foot = [html.P(words, className="card-foot")]
    return card(
        "channel-list",
        title,
        [html.Ol(rows, className="channels"), *foot, heard_strip(read.heard, read.time_zone, place)],
        aside=file_link(place),
        under=_said(read),
    )


def file_link(place: Place) -> html.A:
    """Every channel as a file for a spreadsheet."""
    return html.A(
        [icon("download"), "Download as CSV"],
        href=place.at(path="/channels.csv").href,
        id="channels-csv",
        className="file-link",
        download="channels.csv",
    )


def _said(read: Channels) -> str:
    told = (
        f"{counted(read.messages, 'message')} by {counted(read.writers, 'person', 'people')} in "
        f"{counted(len(read.lines), 'channel')}."
    )
    courses = [one.course for one in read.lines]
    words = [
        f"{number(courses.count(course))} {told_as}"
        for course, told_as in (("wakes", "waking up"), ("new", "new"), ("fades", "fading"))
        if course in courses
    ]
    if words:
        told += f" {', '.join(words)}."
    return f"{told} Hours are {zone_words(read.time_zone)}. Open a line for more."


def silent(read: Channels) -> html.Section:
    """Channels that somebody once wrote in, but nobody in this time, folded together."""
    count = len(read.silent)
    summary = html.Summary(f"{counted(count, 'silent channel')} in this time")
    lines = [_silent(one, read) for one in read.silent[:_MOST_SILENT]]
    if count > _MOST_SILENT:
        lines.append(html.Li(f"and {number(count - _MOST_SILENT)} more, silent for longer"))
    return html.Section(
        html.Details([summary, html.Ul(lines, className="silent")], className="more"),
        className="card",
        id="silent",
    )


def _silent(one: SilentChannel, read: Channels) -> html.Li:
    lost = f", {counted(one.previous, 'message')} in the time before" if one.previous else ""
    return html.Li(
        [
            html.Span(channel_name(one.channel, one.name), className="bar-name"),
            html.Span(f"last written in on {day(one.last)}{lost}", className="than"),
            discord_link(read.guild, one.channel, one.name),
        ],
        key=f"silent-{one.channel}",
    )


CHANNELS = Page(
    path="/channels",
    title="Channels",
    icon="channels",
    group="Community",
    show=show,
    parts=(("newcomers", "Newcomers waiting"), ("channel-list", "Channels")),
)
