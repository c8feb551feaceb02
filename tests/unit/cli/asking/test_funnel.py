"""funnel: how far newcomers come, for people and for programs."""

import json

import pytest

from domain.community.coverage import CoverageSpan
from tests.builders.activities import DAY, GUILD, TIME_ZERO, a_person, joins, runs


@pytest.fixture
def filled(community_os, do):
    """Ada ran a command two days after she joined, Bo never; nobody could be heard at events."""
    ada, bo = a_person(1, name="Ada [bold]"), a_person(2, name="Bo \x1b[31m")

    async def fill():
        await community_os.record(
            [
                joins(TIME_ZERO - 5 * DAY, ada),
                joins(TIME_ZERO - 4 * DAY, bo),
                runs("help", TIME_ZERO - 3 * DAY, ada),
            ]
        )
        async with community_os.product.use_cases.store.writing(GUILD) as work:
            span = CoverageSpan(
                family="commands", start=TIME_ZERO - 90 * DAY, end=TIME_ZERO, source="gateway"
            )
            await work.listening.add([span])

    do(fill())
    return community_os


def test_the_steps_are_told_with_where_each_newcomer_stopped(filled):
    ended = filled("funnel")
    assert ended.code == 0
    [ran] = [line for line in ended.out.splitlines() if "Ran a first command" in line]
    assert ran.split()[-4:] == ["1", "50%", "50%", "2"]
    assert "Ada [bold]" in ended.out
    assert "\x1b[31m" not in ended.out
    assert "No command yet" in ended.out
    assert "who came to an event is not known" in ended.out


def test_programs_get_the_same_with_the_days(filled):
    found = json.loads(filled("funnel", "--json", "--stopped", "command").out)
    assert [stage["people"] for stage in found["stages"]] == [2, 1, 0]
    assert found["stages"][1]["median_days"] == 2
    [ada] = found["people"]
    assert (ada["joined"], ada["command"], ada["event"]) == ("2026-02-25", "2026-02-27", None)


def test_there_are_only_three_steps(filled):
    ended = filled("funnel", "--stopped", "lost")
    assert ended.code == 2
    assert "'joined', 'command', 'event'" in ended.err
