"""Data quality in numbers: a part of the page that says what can be believed."""

from typing import Any, Final

from adapters.dash_ui.pages.boards.board import rest
from adapters.dash_ui.pages.boards.cards.tables import GroupTable, part_bars
from adapters.dash_ui.pages.boards.parts import Chart, Drawn, Part
from adapters.dash_ui.place import Place
from domain.insights.kpis.board import Board

CSV: Final = "/data.csv"

BY_PLATFORM: Final = GroupTable(
    key="by-platform",
    title="Known elsewhere, by platform",
    by="platform",
    of="Platform",
    columns=(("id_coverage", "Known of those who take part"),),
    empty="Nobody is known anywhere else.",
)

PARTS: Final = (
    Part(
        key="logging",
        title="How well we listened",
        about="What was heard, what came in, and how late.",
        kpis=(
            *("logging_coverage", "logging_gaps", "dead_letters", "lag_p50", "lag_p95"),
            *("intake_new", "intake_duplicates", "intake_differing", "intake_backfill"),
        ),
        charts=(
            Chart(
                key="logging-course",
                title="How much was heard, and how much was caught up with",
                drawn=(
                    Drawn(kpi="logging_coverage", colour="green", name="Heard"),
                    Drawn(kpi="intake_backfill", colour="blue", name="Caught up with later"),
                    Drawn(kpi="intake_duplicates", colour="grey", name="Told twice"),
                ),
            ),
            Chart(
                key="lag-course",
                title="How late we hear of something",
                drawn=(
                    Drawn(kpi="lag_p50", colour="reactions", name="Usually: half sooner"),
                    Drawn(kpi="lag_p95", colour="rose", name="When slow: 95 of 100 sooner"),
                ),
            ),
        ),
    ),
    Part(
        key="known",
        title="How well people and events are known",
        about="What the other numbers stand on.",
        kpis=(
            *("classification_coverage", "joins_known", "id_coverage", "tier_status"),
            *("event_times_known", "event_records"),
        ),
        charts=(
            BY_PLATFORM,
            part_bars(
                "by-tier",
                "Active by tier",
                "tier_status",
                "Of those who have a tier, who took part.",
                "Nobody has a tier: the settings say which role means which.",
            ),
        ),
    ),
)
WANTED: Final = BY_PLATFORM.wanted


def quality(board: Board, place: Place) -> list[Any]:
    """The parts, each with what there is of it."""
    sections = [part.section(board, place, CSV) for part in (*PARTS, rest(board, PARTS))]
    return [section for section in sections if section is not None]
