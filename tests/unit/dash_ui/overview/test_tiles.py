"""A tile says its number, what it was before, and whether that is good."""

from typing import Any

import pytest
from dash import html

from adapters.dash_ui.pages.overview.tiles import tile, tiles
from adapters.dash_ui.place import Place
from domain.insights.overview import Tile
from tests.builders.overview import a_tile, an_overview
from tests.unit.dash_ui.reading import elements, found, text


def drawn(read: Tile, **more: Any) -> html.Article:
    """A tile of the overview."""
    return tile(read, Place(guild="7"), **more)


def _drawings(shown: object) -> int:
    """Sparklines; a number that counts up is a drawing too, of text alone."""
    return len(elements(shown, "svg"))


@pytest.mark.parametrize(
    ("key", "value", "previous", "word", "arrow"),
    [
        ("messages", 120.0, 100.0, "better", "▲"),
        ("messages", 80.0, 100.0, "worse", "▼"),
        ("leavers", 12.0, 10.0, "worse", "▲"),
        ("leavers", 8.0, 10.0, "better", "▼"),
    ],
)
def test_up_is_good_but_for_what_should_go_down(
    key: str, value: float, previous: float, word: str, arrow: str
) -> None:
    shown = drawn(a_tile(key, value=value, previous=previous))
    [change] = found(shown, word)
    assert arrow in text(change)
    assert "20%" in text(change)
    assert f"from {previous:.0f}" in text(shown)


def test_the_direction_is_said_and_not_only_coloured() -> None:
    assert text(found(drawn(a_tile(value=90.0, previous=100.0)), "spoken")) == "down"


def test_an_equal_number_is_neither_good_nor_bad() -> None:
    shown = drawn(a_tile(value=5.0, previous=5.0))
    assert "the same as before" in text(shown)
    assert not found(shown, "better") and not found(shown, "worse")


def test_a_rise_from_nothing_has_no_percentage() -> None:
    shown = text(drawn(a_tile(value=5.0, previous=0.0)))
    assert "from 0" in shown
    assert "%" not in shown


def test_without_a_baseline_nothing_is_compared() -> None:
    assert "Nothing to compare with" in text(drawn(a_tile(value=5.0, previous=None)))


def test_an_unavailable_number_says_why_and_shows_none() -> None:
    why = "Voice is heard only while the bot is running."
    shown = drawn(a_tile("voice_hours", value=None, previous=None, series=(), unavailable=why))
    assert "Unavailable" in text(shown)
    assert why in text(shown)
    assert "0" not in text(shown)
    assert _drawings(shown) == 0


def test_a_number_that_was_not_heard_throughout_says_so() -> None:
    assert "Heard 83% of this time" in text(drawn(a_tile(covered=0.83)))
    assert "Heard" not in text(drawn(a_tile(covered=1.0)))


def test_a_note_stands_with_its_number() -> None:
    assert "counted by the first message" in text(drawn(a_tile(note="Joins: counted by the first message.")))


def test_a_large_number_has_a_short_form_for_narrow_places() -> None:
    shown = drawn(a_tile(value=1_234_567.0))
    assert text(found(shown, "wide-only")) == "1,234,567"
    assert text(found(shown, "narrow-only")) == "1.2M"


def test_hours_say_that_they_are_hours() -> None:
    assert text(found(drawn(a_tile("voice_hours", value=12.5)), "tile-value")) == "12.5 h"


def test_one_day_has_no_course() -> None:
    assert _drawings(drawn(a_tile(series=(3.0,)))) == 0
    assert _drawings(drawn(a_tile(series=(3.0, 4.0)))) == 1


def test_a_sparkline_is_broken_where_nothing_was_heard() -> None:
    shown = drawn(a_tile(series=(1.0, 2.0, None, 3.0, 4.0)))
    lines = [node for node in elements(shown, "path") if node[1].get("className") == "line"]
    assert len(lines) == 2


def test_every_tile_asks_its_question() -> None:
    overview = an_overview()
    shown = text(tiles(overview.tiles, Place()))
    assert all(one.question in shown and one.title in shown for one in overview.tiles)


def test_the_way_to_a_day_that_is_not_over_is_dotted() -> None:
    def dotted(*, last_open: bool) -> int:
        shown = drawn(a_tile(series=(1.0, 2.0, 3.0)), last_open=last_open)
        return len([node for node in elements(shown, "path") if "so-far" in node[1]["className"]])

    assert dotted(last_open=True) == 1
    assert dotted(last_open=False) == 0
