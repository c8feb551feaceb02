"""The pages of the dashboard."""

from collections.abc import Sequence
from typing import Final

from adapters.dash_ui.pages.boards import EVENTS_INSIGHT, HEALTH, PLATFORM
from adapters.dash_ui.pages.channels import CHANNELS
from adapters.dash_ui.pages.data import DATA
from adapters.dash_ui.pages.event import EVENT
from adapters.dash_ui.pages.events import EVENTS
from adapters.dash_ui.pages.kpi import KPI
from adapters.dash_ui.pages.member import MEMBER
from adapters.dash_ui.pages.members import MEMBERS
from adapters.dash_ui.pages.overview import OVERVIEW
from adapters.dash_ui.pages.page import Page
from adapters.dash_ui.pages.settings import SETTINGS
from adapters.dash_ui.place import Place

PAGES: Final[Sequence[Page]] = (
    OVERVIEW,
    HEALTH,
    MEMBERS,
    CHANNELS,
    EVENTS,
    EVENTS_INSIGHT,
    PLATFORM,
    DATA,
    SETTINGS,
)
"""In the order of the navigation, group by group; the first is the front page."""


OF_ONE: Final[Sequence[Page]] = (MEMBER, EVENT, KPI)
"""Pages of one thing each, by its number or key; the navigation has the pages that they are under."""


def page_at(path: str) -> Page | None:
    """The page of a path, if there is one."""
    place = Place(path=path)
    if place.number is not None:
        fits = (page for page in OF_ONE if page.path == place.shelf and place.number < 10**page.digits)
        return next(fits, None)
    if place.key is not None and path == f"{KPI.path}/{place.key}":
        return KPI
    return next((page for page in PAGES if page.path == path), None)


def shelf_of(place: Place) -> str:
    """The path of the page in the navigation that a place is on, or under."""
    page = page_at(place.path)
    return place.shelf if page is None or page.above is None else page.above(place)
