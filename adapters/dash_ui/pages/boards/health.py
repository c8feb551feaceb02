"""Health: how the community is, for those who lead it."""

from typing import Any, Final

import attrs

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.board import board_page
from adapters.dash_ui.pages.boards.cards.moves import moves_card
from adapters.dash_ui.pages.boards.cards.score import score_card
from adapters.dash_ui.pages.boards.cards.standing import NAMED, STANDING
from adapters.dash_ui.pages.boards.cards.staying import asked_cohorts, asked_mode, long_enough, staying
from adapters.dash_ui.pages.boards.parts import Chart, Drawn, Part
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from application.insights.kpis.retention import Retention
from application.insights.segments.show import SegmentsShown
from domain.insights.kpis.board import Board
from domain.insights.kpis.health.score import SCORE

PATH: Final = "/health"
CSV: Final = "/health.csv"

ACTIVE: Final = Part(
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
        Chart(
            key="stickiness-course",
            title="How often they are here",
            drawn=(Drawn(kpi="stickiness", colour="reactions"),),
            under="Of a month\u2019s people, how many are here on a usual day.",
        ),
    ),
)
FLOW: Final = Part(
    key="flow",
    title="Who is new, who is back, who falls silent",
    about="Everybody who took part, held against the time before.",
    kpis=(
        *("lifecycle_new", "lifecycle_returning", "lifecycle_resurrecting", "lifecycle_dormant"),
        *("soft_inactivity", "hard_churn", "monthly_churn_soft", "monthly_churn_hard"),
    ),
    charts=(
        Chart(
            key="lifecycle-course",
            title="Who took part, and who stopped",
            drawn=(
                Drawn(kpi="lifecycle_returning", colour="reactions", name="Again"),
                Drawn(kpi="lifecycle_new", colour="messages", name="New"),
                Drawn(kpi="lifecycle_resurrecting", colour="active", name="Back after a silence"),
                Drawn(kpi="lifecycle_dormant", colour="grey", name="Fell silent", below=True),
            ),
            kind="bars",
            under="Above the line who took part, below it who took part before and not then.",
        ),
        Chart(
            key="churn-course",
            title="Who goes: silent, or gone",
            drawn=(
                Drawn(kpi="monthly_churn_soft", colour="gold", name="Silent, but still here"),
                Drawn(kpi="monthly_churn_hard", colour="rose", name="Left"),
            ),
            under="Shares of different wholes, never to be added up.",
        ),
    ),
)
GROWTH: Final = Part(
    key="growth",
    title="Who comes, who leaves",
    about="Members by the list of Discord.",
    kpis=("members", "joins", "leaves", "net_growth"),
    charts=(
        Chart(
            key="joins-course",
            title="Joins and leaves",
            drawn=(
                Drawn(kpi="joins", colour="green"),
                Drawn(kpi="leaves", colour="rose", below=True),
            ),
            kind="bars",
        ),
        Chart(key="members-course", title="Members", drawn=(Drawn(kpi="members", colour="blue"),)),
    ),
)
SEGMENTS: Final = Part(
    key="segments",
    title="What they are to the community",
    about="Every member is in one of these. Open one to see who came to it and who left it.",
    kpis=(
        *("segment_core", "segment_regular", "segment_new", "segment_fresh"),
        *("segment_lurker", "segment_inactive", "segment_left"),
    ),
    charts=(
        Chart(
            key="segments-course",
            title="Segments over time",
            drawn=(
                Drawn(kpi="segment_core", colour="messages"),
                Drawn(kpi="segment_regular", colour="gold"),
                Drawn(kpi="segment_new", colour="reactions"),
                Drawn(kpi="segment_fresh", colour="green"),
                Drawn(kpi="segment_lurker", colour="blue"),
                Drawn(kpi="segment_inactive", colour="grey"),
            ),
            kind="areas",
        ),
    ),
)
VOICE: Final = Part(
    key="voice",
    title="In voice",
    about="Who talks, and for how long.",
    kpis=("voice_rate", "voice_time", "voice_time_of_talkers"),
    charts=(
        Chart(
            key="voice-course", title="Who was in voice", drawn=(Drawn(kpi="voice_rate", colour="active"),)
        ),
        Chart(
            key="voice-time-course",
            title="How long they talk",
            drawn=(
                Drawn(kpi="voice_time", colour="active", name="Of all members"),
                Drawn(kpi="voice_time_of_talkers", colour="blue", name="Of those who talk"),
            ),
            under="In a usual week.",
        ),
    ),
)


def parts(retention: Retention, moved: SegmentsShown) -> tuple[Part, ...]:
    """The parts of the page; who stays, and who moved between segments, are read by themselves."""

    def flows(_: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
        return moves_card(moved, place)

    def triangle(_: Board, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
        return staying(retention, place)

    stay = Part(
        key="stay",
        title="Who stays",
        about="Of the people who began together, how many are still active.",
        kpis=("retention_week_4", "retention_week_8", "retention_week_12"),
        charts=(triangle,),
    )
    score = Part(key="score-part", title="", about="", shown=(SCORE,), first=(score_card,))
    segments = attrs.evolve(SEGMENTS, charts=(*SEGMENTS.charts, flows))
    return (score, STANDING, ACTIVE, FLOW, GROWTH, segments, stay, VOICE)


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the board of those who lead and who stays, and draw both."""
    read = await desk.kpis.board(guild, "leadership", place.window_text, place.as_of)
    stay = await desk.kpis.retention(
        guild,
        long_enough(read.window),
        place.as_of,
        cohorts=asked_cohorts(place),
        mode=asked_mode(place),
    )
    moved = await desk.kpis.segments(guild, place.window_text, place.as_of, most=3)
    return await Shown.drawn(
        read,
        lambda read, place: board_page(read, parts(stay, moved), place, CSV),
        place,
        beside=(stay.triangle, sorted(moved.people.items())),
    )


HEALTH = Page(
    path=PATH,
    title="Health",
    icon="health",
    group="Community",
    show=show,
    parts=(
        ("score", "Health score"),
        NAMED,
        ("active", "Who takes part"),
        ("flow", "New, back, silent"),
        ("growth", "Come and leave"),
        ("segments", "Segments"),
        ("stay", "Who stays"),
        ("voice", "In voice"),
    ),
)
