"""One event: who said so, who came, when they were there, and who comes back."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.heard import data_link
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import notice
from adapters.dash_ui.components.states import state
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.event.actions import actions
from adapters.dash_ui.pages.event.around import replies, returned, series
from adapters.dash_ui.pages.event.facts import facts
from adapters.dash_ui.pages.event.people import people
from adapters.dash_ui.pages.event.turnout import groups, tiles, timeline
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import percent
from domain.insights.events.evening.parts import Evening


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the event in the address and draw it; one that runs grows by itself."""
    read = await desk.calendar.one(guild, place.number or 0, place.window_text, None)
    return await Shown.drawn(
        read, event, place, title=legible(read.line.title), restless=read.line.phase == "now"
    )


def event(read: Evening, place: Place) -> Any:  # noqa: ANN401 — Dash has no common type of children
    """What it is first; before it begins the answers, afterwards who came."""
    head = [
        living("event-notices", notices(read, place)),
        living("event-facts", facts(read, place)),
        actions(read),
    ]
    if read.line.turnout is None:
        parts = [living("event-replies", replies(read, place))]
        if before := series(read, place):
            parts.append(living("event-series", before[0]))
        return [*head, html.Div(parts, className="columns halves of-evening")]
    around = [living("event-returned", returned(read, place))] if read.returned is not None else []
    around += [living("event-series", one) for one in series(read, place)]
    return [
        *head,
        living("event-numbers", tiles(read)),
        timeline(read),
        living("event-groups", groups(read, place)),
        *([html.Div(around, className="columns halves of-evening")] if around else []),
        living("event-people", people(read, place)),
    ]


def notices(read: Evening, place: Place) -> html.Div:
    """What to know before believing the numbers, and what keeps Discord from showing it."""
    found = []
    if read.line.problem:
        words = f"In Discord it is not as it is here: {read.line.problem}"
        found.append(notice([words], name="mirror", symbol="broken"))
    if read.line.phase in ("now", "over") and not read.channels:
        words = "It is in no voice channel, where the bot could see who comes: who came is not known."
        found.append(notice([words], name="nowhere", symbol="place"))
    elif read.line.phase in ("now", "over") and read.covered < 1:
        words = (
            f"{percent(read.covered)} of its time was heard in voice: somebody who came may be missing. "
            if read.covered > 0
            else "Nobody listened to voice while it took place: who came is not known. "
        )
        found.append(notice([words, data_link(place)], name="gaps"))
    if read.line.phase == "due":
        found.append(
            notice(["It should have begun by now, and nobody has started it."], name="due", symbol="clock")
        )
    return html.Div(found, className="notices")


def _all(place: Place) -> dmc.Anchor:
    href = place.at(path=place.shelf).href
    return dmc.Anchor("Show all events", href=href, refresh=False, unstyled=True, className="button quiet")


def unknown(place: Place) -> html.Section:
    """There is no such event."""
    words = "This community has no event of that number. The link may be old, or mistyped."
    return state("unknown-event", icon("events"), "There is no such event", [html.P(words), _all(place)])


async def known(desk: Desk, guild: int, place: Place) -> bool:
    """Whether the guild has an event of that number."""
    return place.number is not None and await desk.calendar.knows(guild, place.number)


EVENT = Page(
    path="/events",
    title="Event",
    icon="events",
    show=show,
    known=known,
    absent=unknown,
    digits=19,
    parts=(
        ("event-is", "What it is"),
        ("numbers", "In numbers"),
        ("timeline", "Who was there when"),
        ("groups", "Who came, who said so"),
        ("returned", "Came again"),
        ("people", "Minute by minute"),
        ("replies", "Answers"),
    ),
)
