"""retention: who stays, for people and for programs."""

import json

import pytest

from domain.community.coverage import FAMILIES, CoverageSpan
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, joins


@pytest.fixture
def filled(community_os, do):
    """Ada and Bo came three weeks ago; Ada wrote a week later."""
    ada, bo = a_person(1, name="Ada"), a_person(2, name="Bo")
    spans = [
        CoverageSpan(family=family, start=TIME_ZERO - 60 * DAY, end=TIME_ZERO + DAY, source="gateway")
        for family in FAMILIES
    ]

    async def listen() -> None:
        async with community_os.product.use_cases.store.writing(GUILD) as work:
            await work.listening.add(spans)

    do(
        community_os.record(
            [
                joins(TIME_ZERO - 21 * DAY, ada, details={"invite": "arena"}),
                joins(TIME_ZERO - 20 * DAY, bo),
                a_message(TIME_ZERO - 14 * DAY, ada),
            ]
        )
    )
    do(listen())
    return community_os


def test_a_week_is_beside_how_many_of_it_are_still_there(filled):
    ended = filled("retention")
    assert ended.code == 0
    [row] = [line.split() for line in ended.out.splitlines() if "9 Feb 2026" in line]
    assert row == ["9", "Feb", "2026", "2", "(50%)", "(0%)", "-", "-", "-"]
    everybody, likely = ended.out.splitlines()[3:5]
    assert everybody.split() == ["Everybody", "2", "(50%", "of", "2)", "(0%", "of", "2)", "-", "-", "-"]
    assert likely.split()[:5] == ["likely", "between", "9.5%", "to", "90.5%"]


def test_in_json_a_cell_says_how_sure_it_is(filled):
    found = json.loads(filled("retention", "--json", "--or-after").out)
    assert (found["guild"]["id"], found["mode"]) == (str(GUILD), "on_or_after")
    [row] = found["rows"]
    assert (row["key"], row["size"]) == ("2026-W07", 2)
    first, *_, last = row["cells"]
    assert (first["size"], first["kept"], first["share"], first["small"]) == (2, 1, 0.5, True)
    assert first["interval"] == pytest.approx([0.0945, 0.9055], abs=1e-3)
    assert (last["why"], last["size"], last["share"]) == ("not_yet", None, None)
    assert found["means"][0]["weighted"] == 0.5


def test_cohorts_can_be_those_of_an_invite(filled):
    out = filled("retention", "--by", "invite").out
    assert "arena" in out
    assert "Invite not known" in out
    assert "No" in filled("retention", "--by", "event", "--window", "7d").out


def test_cohorts_of_another_kind_are_refused_in_words(filled):
    ended = filled("retention", "--by", "hat")
    assert ended.code == 2
    assert "'hat' is not one of" in ended.err


def test_a_share_is_rounded_as_everywhere(filled, do):
    bo, cy = a_person(2, name="Bo"), a_person(3, name="Cy")
    do(filled.record([joins(TIME_ZERO - 20 * DAY, cy), a_message(TIME_ZERO - 13.9 * DAY, bo)]))
    assert "(66.7%)" in filled("retention").out
