"""A page that arrives fills the frame; a second look at it disturbs nobody."""

import pytest
from dash import no_update

from adapters.dash_ui.answers import Answer, Seen, answer
from adapters.dash_ui.arrival import TRYING, Arrival, arrive
from adapters.dash_ui.components.living import refresh
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.place import Place
from domain.insights.overview import Overview
from domain.kernel.errors import Unavailable
from tests.builders.overview import an_overview
from tests.builders.overview_kinds import an_empty_overview, an_overview_with_gaps
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import found, text

AWAY = Unavailable("The database does not answer.")


async def _later(_guild: int, _window: str, _as_of: str | None) -> Overview:
    return an_overview(scale=2.0)


async def _with_gaps(_guild: int, _window: str, _as_of: str | None) -> Overview:
    return an_overview_with_gaps()


async def _nothing(_guild: int, _window: str, _as_of: str | None) -> Overview:
    return an_empty_overview()


async def arriving(desk: Desk, search: str = "") -> Arrival:
    return await arrive(desk, Place.of("/", search))


async def first_visit(desk: Desk, search: str = "") -> Answer:
    return answer(await arriving(desk, search), None, Seen(), looked_again=False)


async def another_look(desk: Desk, before: Answer, search: str = "") -> Answer:
    return answer(await arriving(desk, search), None, Seen.of(before.places["seen"]), looked_again=True)


async def test_a_first_visit_fills_the_whole_frame() -> None:
    assert no_update not in (await first_visit(a_desk())).places.values()


async def test_a_second_look_at_the_same_numbers_changes_nothing() -> None:
    first = await first_visit(a_desk())
    again = await another_look(a_desk(), first)
    assert again.places["page"] is no_update
    assert again.places["form"] is no_update
    assert not again.in_place
    assert again.places["seen"]["looks"] == first.places["seen"]["looks"] + 1


async def test_new_numbers_are_put_where_the_old_ones_were() -> None:
    again = await another_look(a_desk(_later), await first_visit(a_desk()))
    assert again.in_place
    assert again.places["page"] is no_update
    assert set(refresh((await arriving(a_desk(_later))).content)) == {
        "overview-glance",
        "overview-tiles",
        "overview-top",
        "overview-channels",
        "overview-heat",
        "activity-chart",
        "activity-legend",
        "activity-heard",
        "activity-said",
    }


async def test_a_notice_that_appears_redraws_the_page_but_not_the_frame() -> None:
    again = await another_look(a_desk(_with_gaps), await first_visit(a_desk()))
    assert not again.in_place
    assert again.places["page"] is not no_update
    assert again.places["head"] is no_update


async def test_the_parts_of_a_page_are_listed_as_soon_as_it_has_some() -> None:
    first = await first_visit(a_desk(_nothing))
    assert not found(first.places["nav"], "nav-part")
    filled = await another_look(a_desk(), first)
    assert found(filled.places["nav"], "nav-part")
    assert filled.places["head"] is no_update


async def test_who_is_reading_keeps_the_numbers_while_the_database_is_away() -> None:
    first = await first_visit(a_desk())
    kept = await another_look(a_desk(guilds=AWAY), first)
    assert kept.places["page"] is no_update
    assert "The database does not answer." in text(kept.places["still"])
    assert kept.places["seen"]["next"] == TRYING
    back = await another_look(a_desk(), kept)
    assert back.places["still"] == []
    assert back.places["page"] is no_update
    newer = await another_look(a_desk(_later), kept)
    assert newer.in_place


async def test_going_elsewhere_while_the_database_is_away_shows_that_it_is() -> None:
    first = await first_visit(a_desk())
    gone = await arriving(a_desk(guilds=AWAY), "?window=7d")
    shown = answer(gone, None, Seen.of(first.places["seen"]), looked_again=False)
    assert getattr(shown.places["page"], "data-state") == "away"


async def test_when_the_database_is_back_the_whole_frame_returns() -> None:
    gone = await first_visit(a_desk(guilds=AWAY))
    back = answer(await arriving(a_desk()), "Livia", Seen.of(gone.places["seen"]), looked_again=True)
    assert back.places["page"] is not no_update
    assert "Ludus Magnus" in text(back.places["guild"])
    assert "Livia" in text(back.places["visitor"])
    assert back.places["form_class"] == "who-ask known"


async def test_without_any_community_there_is_no_time_to_choose_and_nobody_to_be() -> None:
    nobody = await first_visit(a_desk(guilds=()))
    assert not found(nobody.places["head"], "picker")
    assert nobody.places["visitor"] == []
    somebody = await first_visit(a_desk())
    assert found(somebody.places["head"], "picker")
    assert "Who are you?" in text(somebody.places["visitor"])


@pytest.mark.parametrize(
    "strange", [None, 7, "x", [1], {"looks": "x"}, {"href": 5, "good": "yes"}, {"looks": True}, {"other": 1}]
)
def test_a_strange_memory_is_no_memory(strange: object) -> None:
    assert Seen.of(strange) == Seen()
