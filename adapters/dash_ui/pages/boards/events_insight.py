"""Events insight: how events do, for those who organise them."""

from typing import Final

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.board import board_page
from adapters.dash_ui.pages.boards.parts import Part
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place

PATH: Final = "/events-insight"
CSV: Final = "/events-insight.csv"

PARTS: Final[tuple[Part, ...]] = ()


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the board of those who organise, and draw it."""
    read = await desk.kpis.board(guild, "organisers", place.window_text, place.as_of)
    return await Shown.drawn(read, lambda read, place: board_page(read, PARTS, place, CSV), place)


EVENTS_INSIGHT = Page(
    path=PATH,
    title="Events insight",
    icon="insight",
    group="Events",
    show=show,
    parts=tuple((part.key, part.title) for part in PARTS),
)
