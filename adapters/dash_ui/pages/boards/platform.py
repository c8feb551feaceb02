"""Platform: how the bot is used, and how well it answers, for those who run it."""

from typing import Final

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.board import board_page
from adapters.dash_ui.pages.boards.parts import Part
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place

PATH: Final = "/platform"
CSV: Final = "/platform.csv"

PARTS: Final[tuple[Part, ...]] = ()


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the board of those who run the bot, and draw it."""
    read = await desk.kpis.board(guild, "engineering", place.window_text, place.as_of)
    return await Shown.drawn(read, lambda read, place: board_page(read, PARTS, place, CSV), place)


PLATFORM = Page(
    path=PATH,
    title="Platform",
    icon="platform",
    group="Bot and data",
    show=show,
    parts=tuple((part.key, part.title) for part in PARTS),
)
