"""Health: how the community is, for those who lead it."""

from typing import Final

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.board import board_page
from adapters.dash_ui.pages.boards.parts import Chart, Drawn, Part
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place

PATH: Final = "/health"
CSV: Final = "/health.csv"

PARTS: Final = (
    Part(
        key="active",
        title="Who takes part",
        about="Members who did something here, and how many of all that is.",
        kpis=("wam", "wam_presence", "active_members", "dau", "mau", "stickiness"),
        charts=(
            Chart(
                key="active-course",
                title="Active and present members",
                drawn=(
                    Drawn(kpi="wam", colour="messages", name="Active: wrote, reacted or was there"),
                    Drawn(kpi="wam_presence", colour="active", name="Present: voice, event or command"),
                ),
                under="Members in the last 7 days.",
            ),
        ),
    ),
)


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the board of those who lead, and draw it."""
    read = await desk.kpis.board(guild, "leadership", place.window_text, place.as_of)
    return await Shown.drawn(read, lambda read, place: board_page(read, PARTS, place, CSV), place)


HEALTH = Page(
    path=PATH,
    title="Health",
    icon="health",
    group="Community",
    show=show,
    parts=tuple((part.key, part.title) for part in PARTS),
)
