"""Every KPI stands on the page of its audience, says why where it has no number, and opens its receipt."""

from itertools import pairwise

import attrs
import pytest

from adapters.dash_ui.components.living import ids, outline
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages import PAGES, page_at, shelf_of
from adapters.dash_ui.pages.boards.board import notices
from adapters.dash_ui.pages.boards.cards.newcomers import asked_step
from adapters.dash_ui.pages.boards.cards.staying import asked_cohorts, long_enough
from adapters.dash_ui.pages.kpi.page import AUDIENCES
from adapters.dash_ui.pages.page import Shown
from adapters.dash_ui.place import Place
from domain.insights.kpis.catalogue import CATALOGUE, of_audience
from domain.insights.kpis.health.score import COMPONENTS
from domain.kernel.errors import Unavailable
from domain.kernel.windows import Window
from tests.builders.activities import DAY_ZERO
from tests.builders.boards import KpisOfAHouse
from tests.builders.overview_kinds import HOSTILE, LEGIBLE
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import elements, inside, text

DESK = a_desk()
PATHS = pytest.mark.parametrize("path", AUDIENCES)


async def show(path: str, desk: Desk = DESK, **asked: str) -> Shown:
    page = page_at(path)
    assert page is not None
    return await page.show(desk, 7, Place(path=path, guild="7", **({"window": "30d"} | asked)))


def hrefs(shown: Shown) -> list[str]:
    return [node[1]["href"] for node in elements(shown.content, "a") if node[1].get("href")]


def test_every_audience_has_a_page_in_the_navigation() -> None:
    assert {kpi.audience for kpi in CATALOGUE} == set(AUDIENCES.values())
    assert set(AUDIENCES) <= {page.path for page in PAGES}


@PATHS
async def test_every_kpi_of_an_audience_is_on_its_page_and_leads_to_its_receipt(path: str) -> None:
    shown = await show(path)
    led_to = {href.partition("?")[0] for href in hrefs(shown)}
    assert {f"/kpi/{kpi.key}" for kpi in of_audience(AUDIENCES[path])} <= led_to
    said = text(shown.content)
    assert all(kpi.title in said for kpi in of_audience(AUDIENCES[path]))


@PATHS
async def test_the_parts_of_the_navigation_are_there_to_be_reached(path: str) -> None:
    page = page_at(path)
    assert page is not None
    there = set(ids((await show(path)).content))
    assert {key for key, _ in page.parts} <= there


@PATHS
async def test_no_part_of_a_page_has_the_id_of_another(path: str) -> None:
    there = list(ids((await show(path)).content))
    assert len(there) == len(set(there))


@PATHS
async def test_a_page_that_nothing_happened_to_is_equal_to_itself(path: str) -> None:
    one, other = await show(path), await show(path)
    assert (one.mark, outline(one.content)) == (other.mark, outline(other.content))


@PATHS
async def test_a_community_without_a_record_is_told_how_to_begin(path: str) -> None:
    desk = attrs.evolve(DESK, kpis=KpisOfAHouse(names=()).desk)
    said = text((await show(path, desk)).content)
    assert "Nothing on record yet" in said or path == "/data"


@pytest.mark.parametrize("path", ["/health", "/events-insight", "/platform"])
async def test_hostile_names_are_only_ever_text(path: str) -> None:
    desk = attrs.evolve(DESK, kpis=KpisOfAHouse(names=HOSTILE).desk)
    shown = await show(path, desk, show="joined")
    said = text(shown.content)
    assert "\u202e" not in said
    if path == "/health":
        assert any(" ".join(name.split()) in said for name in LEGIBLE)
    assert not any(href.startswith("javascript:") for href in hrefs(shown))


async def test_a_database_that_is_away_is_not_a_page_of_zeros() -> None:
    with pytest.raises(Unavailable):
        await show("/health", a_desk(Unavailable("The database does not answer.")))


async def test_a_ratio_says_of_how_many_and_a_change_says_from_what() -> None:
    said = text((await show("/health")).content)
    assert "Weekly active members How many of us took part this week? 9 so far 100% of 9" in said
    assert "up \u25b2 12% from 8" in said


async def test_without_a_number_a_tile_says_why() -> None:
    said = text((await show("/events-insight")).content)
    assert "Events that were too small How often is there more demand than room? Unavailable" in said


async def test_each_chart_has_its_figures_as_a_table_and_files_to_take_along() -> None:
    for path in ("/health", "/events-insight", "/platform", "/data"):
        shown = await show(path)
        charts = [part for part in inside(shown.content) if getattr(part, "_type", "") == "Graph"]
        assert charts
        pictures = [node[1]["data-picture"] for node in elements(shown.content, "button")]
        there = set(ids(shown.content))
        assert {chart.id.removesuffix("-chart") for chart in charts} <= set(pictures) <= there
        files = {href.partition("?")[0] for href in hrefs(shown) if ".csv" in href}
        assert f"{path}.csv" in files


async def test_periods_that_were_not_heard_are_hatched_and_the_open_one_is_pale_or_dotted() -> None:
    shown = await show("/health")
    figures = {
        part.id: part.figure for part in inside(shown.content) if getattr(part, "_type", "") == "Graph"
    }
    lifecycle = figures["lifecycle-course-chart"]["data"]
    hatched = [trace for trace in lifecycle if trace["name"] == "Not heard throughout"]
    assert len(hatched[0]["x"]) == 2
    assert lifecycle[0]["marker"]["opacity"][-1] == 0.5
    assert min(value for value in lifecycle[3]["y"] if value is not None) < 0
    assert figures["active-course-chart"]["data"][1]["line"]["dash"] == "dot"


async def test_the_score_shows_what_each_of_its_kpis_earned() -> None:
    shown = await show("/health")
    said = text([part for part in inside(shown.content) if getattr(part, "id", "") == "health-score"])
    for one in COMPONENTS:
        assert f" of {one.weight:g} " in said
        assert f"none at {one.floor:.0%}, all at {one.ceiling:.0%}" in said


async def test_the_triangle_is_read_over_half_a_year_and_by_what_is_chosen() -> None:
    month = Window(first=DAY_ZERO.replace(day=1), last=DAY_ZERO)
    assert long_enough(month) == "2025-09-02..2026-03-02"
    shown = await show("/health", by="invite")
    assert "Who is still active weeks after they began" in text(shown.content)
    assert asked_cohorts(Place(by="nonsense")) == "join"
    cells = [node for node in elements(shown.content, "td") if "small" in str(node[1].get("className"))]
    assert cells and all("likely between" in node[1]["title"] for node in cells)


async def test_the_first_line_of_the_triangle_is_everybody_with_how_many_that_is() -> None:
    content = (await show("/health")).content
    [(first, others)] = [
        (one, other)
        for one, other in pairwise(elements(content, "tbody"))
        if one[1].get("className") == "everybody"
    ]
    known = [cell for cell in first[2][2:] if "likely between" in str(cell[1].get("title"))]
    assert known and all(cell[3][2].startswith("of ") for cell in known)
    assert len(others) > 2


async def test_segments_say_who_came_to_them_and_who_left_them() -> None:
    said = text((await show("/health")).content)
    assert "Who came to each, and who left it" in said
    assert "+1 from new : Fay" in said


async def test_commands_are_a_table_that_leads_to_each_of_them() -> None:
    shown = await show("/platform")
    rows = [text_of(node) for node in elements(shown.content, "tr") if "/top" in str(node)]
    assert rows and rows[0].startswith("/top")
    assert any("/kpi/command_runs" in href and "of=command" in href for href in hrefs(shown))


async def test_the_funnel_says_where_each_newcomer_stopped() -> None:
    shown = await show("/platform", window="180d", show="joined")
    said = text(shown.content)
    assert "Ran a first command" in said
    assert "No command yet joined" in said and "A command, no event since joined" not in said
    assert asked_step(Place(show="nothing")) is None


def text_of(node: list[object]) -> str:
    return " ".join(
        part if isinstance(part, str) else text_of(part) for part in node[2:] if isinstance(part, str | list)
    )


def test_a_receipt_stands_under_the_page_of_its_audience() -> None:
    assert shelf_of(Place(path="/kpi/wam")) == "/health"
    assert shelf_of(Place(path="/kpi/command_runs")) == "/platform"
    assert shelf_of(Place(path="/members/3")) == "/members"
    assert shelf_of(Place(path="/nowhere")) == "/nowhere"


async def test_how_much_of_this_time_was_heard_is_not_told_by_a_number_of_other_days() -> None:
    board = await DESK.kpis.board(7, "leadership", "7d")
    heard = {"mau": 0.9, "dau": 1.0}

    def said(heard: dict[str, float]) -> str:
        lines = [
            attrs.evolve(line, now=attrs.evolve(line.now, covered=heard.get(line.kpi.key, 1.0)))
            for line in board.lines
        ]
        return text(notices(attrs.evolve(board, lines=tuple(lines)), Place(path="/health", guild="7")))

    assert "was heard" not in said(heard)
    assert "80% of this time was heard" in said(heard | {"dau": 0.8})
