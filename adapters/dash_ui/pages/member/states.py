"""Pages of somebody who is not there: a number that nobody has, and somebody who was forgotten."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.heard import data_link
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.notice import nobody_listens, notice
from adapters.dash_ui.components.states import state
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import percent, sentence
from domain.insights.profile import Profile


def _everybody(place: Place) -> dmc.Anchor:
    href = place.at(path=place.shelf).href
    return dmc.Anchor("Show everyone", href=href, refresh=False, unstyled=True, className="button quiet")


def nobody(place: Place) -> html.Section:
    """The guild has no member of that number."""
    words = f"Nobody in this community has the number {place.number}. The link may be old, or mistyped."
    body = [html.P(words), _everybody(place)]
    return state("unknown-member", icon("search"), "There is no such member", body)


def erased(place: Place) -> html.Section:
    """Somebody who was forgotten: nothing of them is shown, and why."""
    words = (
        "This person was erased: their name and ids are gone, and nothing is shown of them any more. "
        "What they did still counts in the sums of the community, without them."
    )
    return state("erased-member", icon("person"), "Erased member", [html.P(words), _everybody(place)])


def notices(read: Profile, place: Place) -> html.Div:
    """What to know before believing the numbers."""
    found: list[Any] = []
    if read.opened_at_last_day:
        found.append(nobody_listens(read.today))
    if read.member.bot:
        words = "This is a bot: what it writes is not counted, only how people reacted to it."
        found.append(notice([words], name="bot"))
    elif read.doings is not None and not read.doings.active and read.last_seen is not None:
        everything = place.at(window="all", as_of=None).href
        link = html.A("Show all of their time", href=everything)
        found.append(notice(["Nothing was heard of them in this time. ", link], name="quiet"))
    if read.heard.share <= 0:
        words = "Nobody was listening in this time: what is shown may not be all. "
        found.append(notice([words, data_link(place)], name="unheard"))
    elif not read.heard.full:
        heard = sentence(percent(read.heard.share))
        words = f"{heard} of this time was heard. What is missing is unknown, not zero. "
        found.append(notice([words, data_link(place)], name="gaps"))
    return html.Div(found, className="notices")
