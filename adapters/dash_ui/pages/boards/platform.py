"""Platform: how the bot is used, and how well it answers, for those who run it."""

from typing import Any, Final

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.board import board_page
from adapters.dash_ui.pages.boards.cards.newcomers import asked_step, funnel_card
from adapters.dash_ui.pages.boards.cards.standing import NAMED, STANDING
from adapters.dash_ui.pages.boards.cards.tables import GroupTable, part_bars
from adapters.dash_ui.pages.boards.parts import Chart, Drawn, Part
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from application.insights.kpis.platform.funnel import FunnelShown
from domain.insights.kpis.board import Board

PATH: Final = "/platform"
CSV: Final = "/platform.csv"

BY_COMMAND: Final = GroupTable(
    key="by-command",
    title="Command by command",
    by="command",
    of="Command",
    columns=(
        ("command_runs", "Runs"),
        ("command_users", "People"),
        ("command_failures", "Failed"),
        ("command_refusals", "Refused"),
        ("command_latency_p50", "Usually answers in"),
        ("command_latency_p95", "When slow"),
    ),
    empty="Nobody ran a command in this time.",
)

COMMANDS: Final = Part(
    key="commands",
    title="Commands",
    about="What people ask the bot.",
    kpis=(
        *("command_users", "command_runs", "command_runs_per_day", "command_adoption", "command_repeat"),
        *("command_failures", "command_refusals", "command_latency_p50", "command_latency_p95"),
    ),
    charts=(
        Chart(
            key="runs-course",
            title="Commands run",
            drawn=(Drawn(kpi="command_runs", colour="messages"),),
            kind="bars",
        ),
        Chart(
            key="latency-course",
            title="How long an answer takes",
            drawn=(
                Drawn(kpi="command_latency_p50", colour="reactions", name="Usually: half are faster"),
                Drawn(kpi="command_latency_p95", colour="rose", name="When slow: 95 of 100 are faster"),
            ),
        ),
        BY_COMMAND,
        part_bars(
            "failures",
            "What went wrong",
            "command_failures",
            "Failed commands by the kind of failure.",
            "Nothing failed in this time.",
        ),
    ),
)
PROFILES: Final = Part(
    key="profiles",
    title="Profiles",
    about="Who looks at profiles: show_profile and show_my_profile.",
    kpis=("profile_adoption", "profile_runs", "profile_repeat"),
    charts=(
        Chart(
            key="adoption-course",
            title="Who looks at profiles",
            drawn=(Drawn(kpi="profile_adoption", colour="active"),),
            under="Of those who take part.",
        ),
        Chart(
            key="profile-runs-course",
            title="Profile commands run",
            drawn=(Drawn(kpi="profile_runs", colour="blue"),),
            kind="bars",
        ),
    ),
)


def parts(funnel: FunnelShown) -> tuple[Part, ...]:
    """The parts of the page; how far newcomers come is read by itself."""

    def drawn(_: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
        return funnel_card(funnel, place)

    first_steps = Part(
        key="funnel-part",
        title="How far newcomers come",
        about="From joining to a first command to a first event.",
        kpis=("funnel_command", "funnel_event", "funnel_days_to_command", "funnel_days_to_event"),
        charts=(drawn,),
    )
    return (STANDING, COMMANDS, PROFILES, first_steps)


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the board of those who run the bot, and how far newcomers come, and draw both."""
    read = await desk.kpis.board(guild, "engineering", place.window_text, place.as_of, BY_COMMAND.wanted)
    came = await desk.kpis.funnel(guild, place.window_text, place.as_of, stopped=asked_step(place))
    return await Shown.drawn(
        read,
        lambda read, place: board_page(read, parts(came), place, CSV),
        place,
        beside=(came.funnel, sorted(came.people.items())),
    )


PLATFORM = Page(
    path=PATH,
    title="Platform",
    icon="platform",
    group="Bot and data",
    show=show,
    parts=(
        NAMED,
        ("commands", "Commands"),
        ("profiles", "Profiles"),
        ("funnel-part", "Newcomers"),
    ),
)
