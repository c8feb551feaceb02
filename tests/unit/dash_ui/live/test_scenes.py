"""A scene: whoever draws what they are sent sees what everybody sees, wherever they were."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.dash_ui.live import wire
from adapters.dash_ui.live.scene import Scene, Sketch, sketch
from adapters.dash_ui.pages.overview.page import overview
from adapters.dash_ui.pages.page import Shown
from adapters.dash_ui.place import Place
from tests.builders.overview import an_overview

HERE = Place.of("/", "")
CALM = 2.0


def a_sketch(parts: dict[str, int], *, calm: frozenset[str] = frozenset(), outline: str = "same") -> Sketch:
    texts = {name: json.dumps({"tree": value}) for name, value in parts.items()}
    return Sketch(mark=json.dumps(parts), outline=outline, parts=texts, calm=calm)


def said(message: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(message))
    return found


def hello(**changes: Any) -> wire.Hello:
    return wire.Hello(**{"place": HERE, "outline": "same", "mark": "", "epoch": "", "seq": 0, **changes})


PARTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), min_size=1)
TURNS = st.lists(st.tuples(PARTS, st.sets(st.integers(0, 2))), min_size=1, max_size=20)


@given(TURNS)
def test_viewers_who_listen_at_any_turns_all_end_with_the_newest_drawing(
    turns: list[tuple[dict[str, int], set[int]]],
) -> None:
    scene, shown, at = Scene(HERE, calm=0.0), [dict[str, Any]() for _ in range(3)], [0, 0, 0]
    for drawn, listening in [*turns, (turns[-1][0], {0, 1, 2})]:
        scene.show(a_sketch(drawn), 0.0)
        for viewer in listening:
            message = said(scene.since(at[viewer]))
            shown[viewer] |= message["parts"]
            at[viewer] = message["seq"]
    newest = {name: {"tree": value} for name, value in turns[-1][0].items()}
    for viewer in shown:
        assert {name: viewer[name] for name in newest} == newest


def test_what_did_not_change_is_not_sent_again() -> None:
    scene = Scene(HERE, calm=0.0)
    scene.show(a_sketch({"a": 1, "b": 1}), 0.0)
    before = scene.seq
    scene.show(a_sketch({"a": 2, "b": 1}), 1.0)
    assert said(scene.since(before))["parts"] == {"a": {"tree": 2}}
    scene.show(a_sketch({"a": 2, "b": 1}), 2.0)
    assert scene.seq == before + 1


def test_a_chart_that_changes_all_the_time_is_sent_now_and_then_and_never_forgotten() -> None:
    scene, calm = Scene(HERE, calm=CALM), frozenset({"chart"})
    scene.show(a_sketch({"chart": 1, "tile": 1}, calm=calm), 0.0)
    first = scene.seq
    scene.show(a_sketch({"chart": 2, "tile": 2}, calm=calm), 0.5)
    assert said(scene.since(first))["parts"] == {"tile": {"tree": 2}}
    assert scene.owed_at == CALM
    scene.show(a_sketch({"chart": 2, "tile": 2}, calm=calm), CALM)
    assert said(scene.since(first))["parts"].keys() == {"chart", "tile"}
    assert scene.owed_at is None


@pytest.mark.parametrize(
    ("said_by_browser", "seen"),
    [
        ({}, 0),
        ({"mark": "newest"}, 2),
        ({"epoch": "mine", "seq": 1}, 1),
        ({"epoch": "mine", "seq": 3}, 0),
        ({"epoch": "of another process", "seq": 1}, 0),
        ({"epoch": "of another process", "seq": 1, "mark": "newest"}, 2),
    ],
)
def test_how_far_a_browser_is(said_by_browser: dict[str, Any], seen: int) -> None:
    scene = Scene(HERE, calm=0.0)
    scene.show(a_sketch({"a": 1}), 0.0)
    scene.show(a_sketch({"a": 2}), 1.0)
    scene.epoch, scene.mark = "mine", "newest"
    assert scene.where(hello(**said_by_browser)) == seen


def test_a_page_is_cut_into_its_living_parts_and_the_last_activity() -> None:
    read = an_overview()
    cut = sketch(Shown.of(read, overview(read, HERE)))
    assert {"overview-tiles", "overview-top", "activity-chart", "bar-ago"} <= cut.parts.keys()
    assert "activity-chart" in cut.calm
    assert not {"overview-tiles", "overview-top", "bar-ago"} & cut.calm


def test_one_message_serves_all_who_are_as_far() -> None:
    scene = Scene(HERE, calm=0.0)
    scene.show(a_sketch({"a": 1}), 0.0)
    assert scene.since(0) is scene.since(0)
