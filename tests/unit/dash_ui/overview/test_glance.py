"""The first card of the first page."""

from typing import Any

import attrs
import pytest

from adapters.dash_ui.components.living import living
from adapters.dash_ui.pages.overview.glance import glance_card
from adapters.dash_ui.place import Place
from domain.insights.kpis.asked.glance import Glance, glance
from tests.builders.boards import KpisOfAHouse
from tests.unit.dash_ui.reading import elements, text
from tests.unit.domain.insights.kpis.asked.test_glance import a_day, a_score
from tests.unit.domain.insights.kpis.asked.test_standing_out import line, told

HERE = Place(guild="7", window="90d")


def hrefs(card: Any) -> list[str]:
    return [link[1]["href"] for link in elements(living("glance", card), "a")]


def seen(*more: Any) -> Glance:
    return glance(a_day(line("health_score", a_score(wam=27.0), a_score(stickiness=4.0)), *more))


def test_each_number_is_a_click_from_its_receipt_of_the_same_days() -> None:
    card = glance_card(seen(line("joins", told(90), told(20))), HERE)
    assert [href.partition("?")[0] for href in hrefs(card)] == [
        "/health",
        "/kpi/health_score",
        "/kpi/wam",
        "/kpi/stickiness",
        "/kpi/joins",
    ]
    assert all("guild=7" in href and "window=90d" in href for href in hrefs(card))


def test_it_says_what_moved_the_score_and_by_how_many_points() -> None:
    assert "wam +12" in text(glance_card(seen(), HERE)) and "stickiness +6" in text(glance_card(seen(), HERE))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (seen(line("joins", told(21), told(20))), "Nothing stands out"),
        (attrs.evolve(seen(), compared=False), "nothing to compare"),
        (None, "being compared"),
    ],
)
def test_where_nothing_stands_out_it_says_so(given: Glance | None, words: str) -> None:
    assert words in text(glance_card(given, HERE))


async def test_without_a_score_it_says_why() -> None:
    read = await KpisOfAHouse().glance(7, "1d", "2016-01-01")
    assert read.score is not None and read.score.now.unavailable
    assert read.score.now.unavailable in text(glance_card(read, HERE))
