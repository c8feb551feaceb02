"""`community-os segments`: what people are to the community, and who moved."""

import json

import pytest

from domain.community.coverage import FAMILIES, CoverageSpan
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, joins, leaves


@pytest.fixture
def filled(community_os, do):
    """Ada took part every other day, Bo only long ago, Cleo has only just come, Dan has left."""
    ada, bo, cleo, dan = (
        a_person(n, name=name) for n, name in enumerate(("Ada", "Bo", "Cleo [b]", "Dan"), 1)
    )
    spans = [
        CoverageSpan(family=one, start=TIME_ZERO - 200 * DAY, end=TIME_ZERO + DAY, source="gateway")
        for one in FAMILIES
    ]

    async def fill():
        await community_os.record([joins(TIME_ZERO - 180 * DAY, one) for one in (ada, bo, dan)])
        await community_os.record(
            [
                *(a_message(TIME_ZERO - ago * DAY, ada) for ago in range(0, 20, 2)),
                a_message(TIME_ZERO - 35 * DAY, bo),
                joins(TIME_ZERO - DAY, cleo),
                leaves(TIME_ZERO - 2 * DAY, dan),
            ]
        )
        async with community_os.product.use_cases.store.writing(GUILD) as work:
            await work.listening.add(spans)

    do(fill())
    return community_os


def test_every_segment_has_its_size_and_who_entered_it_by_name(filled):
    out = filled("segments", "--window", "7d").out
    assert "Regular -> Alumni (inactive): 1 member: Bo" in out
    assert "Not here before -> Fresh: 1 member: Cleo [b]" in out
    assert "Lurker -> Alumni (left): 1 member: Dan" in out
    [line] = [line for line in out.splitlines() if line.strip().startswith("Core members")]
    assert line.split()[2:] == ["1", "(33.3%)", "0", "(0%)", "1", "0"]


def test_the_same_in_json_is_the_kpi_that_every_other_door_tells(filled):
    found = json.loads(filled("segments", "--window", "7d", "--json").out)
    told = {each["segment"]: each["kpi"]["numerator"] for each in found["segments"]}
    assert told == {"left": 1, "fresh": 1, "inactive": 1, "lurker": 0, "core": 1, "new": 0, "regular": 0}
    [core] = [each for each in found["segments"] if each["segment"] == "core"]
    one = json.loads(filled("kpi", "segment_core", "--window", "7d", "--json").out)["kpi"]
    assert core["kpi"] == one
    [flow] = core["entered"]
    assert (flow["from"], flow["members"], flow["first"][0]["name"]) == ("regular", 1, "Ada")


def test_fewer_are_named_where_fewer_are_asked_for(filled):
    assert "Bo" not in filled("segments", "--window", "7d", "--members", "0").out


def test_a_preview_shows_who_would_move_and_moves_nobody(filled):
    assert (
        "1 member from Core to New: Ada"
        in filled("segments", "preview", "core_active_days=20", "new_days=365").out
    )
    assert "Core members" in filled("segments").out


def test_a_wrong_window_is_refused(filled):
    ended = filled("segments", "--window", "soon")
    assert (ended.code, ended.out) == (2, "")
