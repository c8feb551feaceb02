"""The numbers of a community on the command line, and where they come from."""

import json

import pytest

from domain.community.coverage import FAMILIES, CoverageSpan
from domain.insights.kpis.catalogue import CATALOGUE
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_message, a_person, joins


@pytest.fixture
def filled(community_os, do):
    """Ada wrote in both weeks, Bo only in the one before, Cleo only in this one."""
    ada, bo, cleo = a_person(1, name="Ada [bold]"), a_person(2, name="Bo \x1b[31m"), a_person(3, name="Cleo")
    spans = [
        CoverageSpan(family=one, start=TIME_ZERO - 90 * DAY, end=TIME_ZERO + DAY, source="gateway")
        for one in FAMILIES
    ]

    async def fill():
        await community_os.record([joins(TIME_ZERO - 60 * DAY, one) for one in (ada, bo, cleo)])
        await community_os.record(
            [
                a_message(TIME_ZERO - 8 * DAY, ada),
                a_message(TIME_ZERO - 9 * DAY, bo),
                a_message(TIME_ZERO - DAY, ada),
                a_message(TIME_ZERO - 2 * DAY, cleo),
            ]
        )
        async with community_os.product.use_cases.store.writing(GUILD) as work:
            await work.listening.add(spans)

    do(fill())
    return community_os


def test_every_kpi_of_the_catalogue_is_listed_with_its_change(filled):
    out = filled("kpi", "--window", "7d").out
    assert all(each.key in out and each.title in out for each in CATALOGUE)
    [line] = [line for line in out.splitlines() if " wam " in line]
    assert "2 (66.7%)" in line
    assert "±0" in line


def test_every_kpi_in_json_has_its_window_its_coverage_and_the_reading_before(filled):
    found = json.loads(filled("kpi", "--window", "7d", "--json").out)
    assert found["guild"]["id"] == str(GUILD)
    assert [each["key"] for each in found["kpis"]] == [each.key for each in CATALOGUE]
    [wam] = [each for each in found["kpis"] if each["key"] == "wam"]
    assert (wam["numerator"], wam["denominator"], wam["covered"], wam["version"]) == (2, 3, 1, 1)
    assert wam["previous"]["numerator"] == 2
    assert wam["window"] == {"label": "7d", "first": "2026-02-24", "last": "2026-03-02", "open": True}


def test_one_kpi_has_its_course_and_its_parts(filled):
    ended = filled("kpi", "wam", "--window", "28d", "--grain", "week", "--by", "tier")
    assert "2026-W09" in ended.out
    assert "2 (66.7%)" in ended.out
    [line] = [line for line in ended.out.splitlines() if line.lstrip().startswith("Member ")]
    assert line.split()[1:] == ["2", "(66.7%)", "tier:member"]


def test_one_kpi_in_json_is_the_number_that_people_read(filled):
    found = json.loads(filled("kpi", "wam", "--window", "7d", "--of", "tier:member", "--json").out)
    assert found["of"] == "tier:member"
    assert (found["kpi"]["numerator"], found["kpi"]["denominator"]) == (2, 3)
    assert found["course"][-1]["numerator"] == found["kpi"]["numerator"]


def test_a_group_that_is_shown_can_be_asked_for_alone(filled):
    out = filled("kpi", "wam", "--window", "7d", "--by", "channel").out
    [channel] = [word for word in out.split() if word.startswith("channel:")]
    alone = filled("kpi", "wam", "--window", "7d", "--of", channel).out
    assert ", only channel" in alone
    assert "2 (66.7%)" in alone


def test_a_receipt_says_the_formula_with_its_numbers_and_who_came_and_went(filled):
    out = filled("explain", "wam", "--window", "7d").out
    assert "2 active members of 3 members" in out
    assert "New among them: 1 member: Cleo" in out
    assert "Ada [bold]" in out


def test_a_name_cannot_move_the_cursor_of_a_terminal(filled):
    out = filled("explain", "wam", "--window", "7d").out
    assert "\x1b" not in out
    assert "No longer among them: 1 member: Bo" in out


def test_a_receipt_in_json_names_members_by_text_ids(filled):
    found = json.loads(filled("explain", "wam", "--window", "7d", "--json").out)
    assert found["entered"]["count"] == 1
    [one] = found["entered"]["first"]
    assert isinstance(one["member"], str)
    assert one["name"] == "Cleo"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("kpi", "happiness"), "there is no KPI 'happiness': `community-os kpi` lists all "),
        (("kpi", "WAM"), "there is no KPI 'WAM': did you mean wam"),
        (("explain", "Weekly active members"), "did you mean wam"),
        (("explain", "churn"), "hard_churn"),
        (("kpi", "wam", "--by", "planet"), "choose segment or tier"),
        (("kpi", "wam", "--by", "host"), "Weekly active members is not taken apart by host"),
        (
            ("kpi", "health_score", "--by", "tier"),
            "Community health score is not taken apart by tier: the points of groups would not add up to it",
        ),
        (("kpi", "net_growth", "--by", "segment"), "take joins and leaves apart"),
        (("kpi", "health_score", "--of", "tier:staff"), "it is read of everybody"),
        (("kpi", "wam", "--of", "segment"), "such as segment:core"),
        (("kpi", "wam", "--of", "segment:saints"), "there is no segment 'saints'"),
        (("kpi", "--by", "segment"), "name it, as in `kpi wam --by segment`"),
        (("explain", "wam", "--window", "soon"), "write 7d"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can_be(filled, asked, said):
    ended = filled(*asked)
    assert ended.code != 0
    assert said in ended.err


def test_of_a_number_that_there_is_not_no_formula_is_printed(filled):
    out = filled("explain", "event_rate_rsvp", "--window", "7d").out
    assert out.startswith("Came of those with a place: –")
    assert "who had said so" not in out
    assert "\n(version 1 of the definition)\n" in out
