"""Overview: how the community did in a window, in the few numbers that a manager reads first."""

from functools import partial
from typing import Any

from dash import html

from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.states import empty_guild
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.overview.activity import activity
from adapters.dash_ui.pages.overview.channels import channels
from adapters.dash_ui.pages.overview.glance import glance_card
from adapters.dash_ui.pages.overview.heat import heat_map
from adapters.dash_ui.pages.overview.notices import notices
from adapters.dash_ui.pages.overview.tiles import tiles
from adapters.dash_ui.pages.overview.top import top
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from domain.insights.kpis.asked.glance import Glance
from domain.insights.overview import Overview


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the overview of a guild and draw it; how healthy it is may come later."""
    read = await desk.overview(guild, place.window_text, place.as_of)
    return await _drawn(read, desk.kpis.glance.kept(guild, place.window_text, place.as_of), place)


async def whole(desk: Desk, guild: int, place: Place) -> Shown:
    """The same with how healthy it is."""
    read = await desk.overview(guild, place.window_text, place.as_of)
    seen = None if read.empty else await desk.kpis.glance(guild, place.window_text, place.as_of)
    return await _drawn(read, seen, place)


async def _drawn(read: Overview, seen: Glance | None, place: Place) -> Shown:
    draw = partial(overview, seen=seen)
    return await Shown.drawn(read, draw, place, beside=seen, owing=seen is None and not read.empty)


def overview(read: Overview, place: Place, seen: Glance | None = None) -> Any:  # noqa: ANN401 — as of Dash
    """The page: numbers and people first, since they do not wait for a chart."""
    if read.empty:
        return empty_guild(read.guild_name)
    known, still = read.top.reactors_known, read.window.open
    people = living("overview-top", top(read.top, read.people, place))
    places = living("overview-channels", channels(read.channels, reactors_known=known))
    hours = living(
        "overview-heat", heat_map(read.heat, read.heard, read.time_zone, place, reactors_known=known)
    )
    course = activity(read.days, read.heard, read.time_zone, place, last_open=still, reactors_known=known)
    return [
        notices(read, place),
        living("overview-glance", glance_card(seen, place)),
        living("overview-tiles", tiles(read.tiles, place, last_open=still)),
        html.Div([people, places, course, hours], className="columns"),
    ]


OVERVIEW = Page(
    path="/",
    title="Overview",
    icon="overview",
    group="Community",
    show=show,
    whole=whole,
    parts=(
        ("glance", "At a glance"),
        ("numbers", "In numbers"),
        ("activity", "Activity"),
        ("top", "Top members"),
        ("heat", "When people are here"),
        ("channels", "Busiest channels"),
    ),
)
