"""Members: who is here, what each of them gave in a window, and who has gone quiet."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.heard import SENT_ONLY, data_link
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import nobody_listens, notice
from adapters.dash_ui.components.states import empty_guild, state
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.members.asking import question
from adapters.dash_ui.pages.members.controls import file_link, found_words, groups, meant, pager, search_box
from adapters.dash_ui.pages.members.table import table
from adapters.dash_ui.pages.members.tiers import tiers
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import percent, sentence
from domain.insights.directory import Directory


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read a page of the directory and draw it."""
    read = await desk.directory(guild, place.window_text, place.as_of, question(place))
    return await Shown.drawn(read, members, place)


def members(read: Directory, place: Place) -> Any:  # noqa: ANN401 — Dash has no common type of children
    """The search and the groups, the members found, and the way to the others."""
    if read.last_activity is None and not any(read.counts.values()) and not read.question.search:
        return empty_guild(read.guild_name)
    tools = html.Div([search_box(place), groups(read, place), *tiers(read, place)], className="tools")
    head = html.Div(
        [
            living("members-found", html.P(found_words(read), className="found", role="status")),
            *([file_link(read, place)] if read.found else []),
        ],
        className="card-head",
    )
    under = html.P(meant(read), className="card-under")
    body = [table(read, place)] if read.lines else [nobody(read, place)]
    card = html.Section(
        [head, under, *body, *pager(read, place)],
        className="card directory",
        id="directory",
        **spelled(aria_label="Directory"),
    )
    return [living("members-notices", notices(read, place)), tools, card]


def notices(read: Directory, place: Place) -> html.Div:
    """What to know before believing the numbers."""
    found = []
    if read.opened_at_last_day:
        found.append(nobody_listens(read.window.last))
    if "messages" in read.unknown:
        words = "Nobody was listening in this time: who is silent here may only not have been heard. "
        found.append(notice([words, data_link(place)], name="unheard"))
    elif 0 < read.covered < 1:
        heard = sentence(percent(read.covered))
        words = f"{heard} of this time was heard. What is missing is unknown, not zero. "
        found.append(notice([words, data_link(place)], name="gaps"))
    elif read.covered <= 0:
        found.append(notice([SENT_ONLY, data_link(place)], name="sent"))
    if "reactions" in read.unknown and "score" not in read.unknown:
        words = "Who reacted is not known in this time, so messages alone make the score."
        found.append(notice([words], name="reactors"))
    return html.Div(found, className="notices")


def nobody(read: Directory, place: Place) -> html.Section:
    """Nobody was found; how to see everybody again."""
    searched = read.question.search
    words = (
        "No name holds what you typed, and it is nobody\u2019s Discord id."
        if searched
        else "Nobody belongs to this group in this time."
    )
    everybody = dmc.Anchor(
        "Show everyone",
        id="show-everyone",
        href=place.at(search=None, show=None, tier=None).href,
        refresh=False,
        unstyled=True,
        className="button quiet",
    )
    return state("nobody", icon("search"), "Nobody found", [html.P(words), everybody])


MEMBERS = Page(path="/members", title="Members", icon="members", group="Community", show=show)
