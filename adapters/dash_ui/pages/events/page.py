"""Events: what is next, what worked, who comes back; as a calendar and as a list."""

from typing import Any

from dash import html

from adapters.dash_ui.components.heard import data_link
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import nobody_listens, notice
from adapters.dash_ui.components.states import empty_guild, state
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.events.ahead import ahead
from adapters.dash_ui.pages.events.controls import as_list, asked, controls, planning
from adapters.dash_ui.pages.events.course import courses
from adapters.dash_ui.pages.events.listing import coming_card, past_card
from adapters.dash_ui.pages.events.month import month_card
from adapters.dash_ui.pages.events.planning.acts import ACTS
from adapters.dash_ui.pages.events.tiles import event_tiles
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import percent
from domain.insights.events.calendar import Events


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the events of a guild and draw them."""
    read = await desk.calendar.show(guild, place.window_text, place.as_of, place.month, asked(place))
    return await Shown.drawn(read, events, place)


def events(read: Events, place: Place) -> Any:  # noqa: ANN401 — Dash has no common type of children
    """What is next first, then the calendar or the list, then how it went."""
    if not read.begun:
        return first_event(read)
    if as_list(place):
        body = [
            living("events-coming", coming_card(read, place)),
            living("events-past", past_card(read, place)),
        ]
        return [living("events-notices", notices(read, place)), controls(read, place), *body]
    return [
        living("events-notices", notices(read, place)),
        living("events-ahead", ahead(read, place)),
        controls(read, place),
        living("events-month", month_card(read.month, read.time_zone, place, may_plan=True)),
        living("events-numbers", event_tiles(read)),
        living("events-courses", courses(read, place)),
    ]


def notices(read: Events, place: Place) -> html.Div:
    """What to know before believing the numbers."""
    found = []
    if read.opened_at_last_day:
        found.append(nobody_listens(read.window.last))
    if read.sums.held and read.covered < 1:
        heard = f"{percent(read.covered)} of the events\u2019 time was heard in voice"
        words = (
            f"{heard}: who came is not known of the rest. "
            if read.covered > 0
            else ("Nobody listened to voice during the events of this time: who came is not known. ")
        )
        found.append(notice([words, data_link(place)], name="gaps"))
    lost = [line for line in (*read.running, *read.coming) if line.problem]
    if lost:
        link = html.A(lost[0].title, href=place.at(path=f"/events/{lost[0].event_id}").href)
        others = "" if len(lost) == 1 else f" and {len(lost) - 1} more"
        words_ = ["In Discord ", link, f"{others} is not as it is here: {lost[0].problem}"]
        found.append(notice(words_, name="mirror", symbol="broken"))
    return html.Div(found, className="notices")


def first_event(read: Events) -> Any:  # noqa: ANN401
    """There was never an event: what to do first."""
    if read.last_activity is None:
        return empty_guild(read.guild_name)
    steps = [
        "Plan one here: what it is, when, and in which voice channel. With a bot it appears in Discord by "
        "itself, with buttons to say \u201cI come\u201d.",
        "Or make it in Discord, as a scheduled event or with /event create: it appears here by itself.",
        "While it runs, who is in its channel is noted. Afterwards this page says who came, who stayed "
        "away, and who comes back.",
    ]
    return state(
        "no-events",
        icon("calendar"),
        "No event yet",
        [
            html.P("Nothing was ever on the calendar of this community. It takes a minute:"),
            html.Ol([html.Li(html.P(words)) for words in steps], className="steps"),
            planning(read, "Plan the first event"),
        ],
    )


EVENTS = Page(
    path="/events",
    title="Events",
    icon="events",
    group="Events",
    show=show,
    acts=ACTS,
    parts=(
        ("next", "What is next"),
        ("calendar", "Calendar"),
        ("numbers", "In numbers"),
        ("worked", "What worked"),
        ("regulars", "Who comes back"),
        ("hosts", "Who hosts"),
    ),
)
