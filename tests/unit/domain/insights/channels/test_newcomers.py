"""Whom nobody answered: a newcomer who wrote and got no reply, and nobody else."""

import pytest

from domain.insights.channels.newcomers import RULES
from domain.kernel.instants import day_of_number
from tests.builders.readings.channels import NOW, TODAY, Wrote, channels_of, heard
from tests.builders.sheets import members

HALL, YARD = 11, 12
OLD = [Wrote(0, HALL, 100), Wrote(0, HALL)]
"""Somebody has been here for long."""


def waiting(*wrote: Wrote, **changes: object) -> list[int]:
    found = channels_of([*OLD, *wrote], **changes)
    return [one.person.member_no for one in found.unanswered]


@pytest.mark.parametrize(("ago", "waits"), [(0, True), (13, True), (14, False), (400, False)])
def test_a_newcomer_is_somebody_who_came_in_the_last_two_weeks(ago: int, waits: bool) -> None:
    assert waiting(Wrote(1, HALL), joined={1: ago}) == [1] * waits


@pytest.mark.parametrize(
    ("replies", "waits"),
    [
        ([], True),
        ([(0, 1, 2)], False),
        ([(0, 1, 5)], False),
        ([(0, 1, 6)], True),
        ([(1, 0, 2)], True),
        ([(0, 2, 2)], True),
        ([(0, 999, 2)], True),
    ],
)
def test_a_reply_since_they_came_is_an_answer(replies: list[tuple[int, int, int]], waits: bool) -> None:
    """(who, whom, days ago); the newcomer is 1 and came five days ago."""
    assert waiting(Wrote(1, HALL, 3), joined={1: 5}, replies=replies) == [1] * waits


def test_a_reaction_is_no_answer_but_it_is_said() -> None:
    [one] = channels_of([*OLD, Wrote(1, HALL)], joined={1: 3}, received={1: 2}).unanswered
    assert (one.messages, one.received) == (1, 2)


def test_who_has_not_written_is_not_waiting() -> None:
    assert waiting(joined={1: 3}, received={1: 2}) == []


def test_what_was_written_before_the_last_join_is_not_counted() -> None:
    assert waiting(Wrote(1, HALL, 9), joined={1: 3}) == []
    [one] = channels_of([*OLD, Wrote(1, HALL, 9), Wrote(1, HALL, 3)], joined={1: 3}).unanswered
    assert one.messages == 1


def test_who_left_bots_and_the_erased_are_not_greeted() -> None:
    assert waiting(Wrote(1, HALL, 2), joined={1: 3}, left={1: 1}) == []
    joined = [(who, TODAY - 3, None) for who in (1, 2, 3)]
    people = members(4, bots=[1], erased=[2], memberships=joined)
    assert waiting(*(Wrote(who, HALL) for who in (1, 2, 3)), members=people) == [3]


def test_without_joins_the_first_day_on_which_somebody_was_seen_counts() -> None:
    found = channels_of([*OLD, Wrote(1, HALL, 2)], spans=heard("messages"))
    [one] = found.unanswered
    assert (one.joined, one.joined_inferred) == (day_of_number(TODAY - 2), True)


def test_where_every_join_was_heard_a_lurker_who_speaks_up_is_no_newcomer() -> None:
    assert waiting(Wrote(1, HALL, 2)) == []


@pytest.mark.parametrize(
    ("first", "waits"), [(RULES.settled_days - 1 + 2, False), (RULES.settled_days + 2, True)]
)
def test_in_the_first_days_on_record_nobody_is_called_new(first: int, waits: bool) -> None:
    found = channels_of([Wrote(0, HALL, first), Wrote(1, HALL, 2)], spans=heard("messages"))
    assert [one.person.member_no for one in found.unanswered] == [1] * waits


def test_each_is_shown_with_the_channels_they_wrote_in_the_latest_first() -> None:
    wrote = [
        Wrote(1, HALL, 3, 10, 2),
        Wrote(1, HALL, 1, 23),
        Wrote(1, YARD, 2, 4, 5),
        Wrote(1, 13, 5),
        Wrote(1, 14, 6),
    ]
    [one] = channels_of([*OLD, *wrote], joined={1: 8}, named={HALL: "hall"}).unanswered
    assert [
        (spot.channel, spot.name, spot.messages, TODAY - (spot.last - day_of_number(0)).days, spot.eighth)
        for spot in one.spots
    ] == [
        (HALL, "hall", 3, 1, 7),
        (YARD, None, 5, 2, 1),
        (13, None, 1, 5, 6),
    ]


def test_who_wrote_last_comes_first_and_of_many_only_some_are_shown() -> None:
    assert waiting(
        Wrote(1, HALL, 3),
        Wrote(2, HALL, 1),
        Wrote(3, HALL, 1, messages=4),
        joined=dict.fromkeys((1, 2, 3), 4),
    ) == [3, 2, 1]
    raid = range(1, RULES.shown + 31)
    found = channels_of([*OLD, *(Wrote(who, HALL) for who in raid)], joined=dict.fromkeys(raid, 0))
    assert (found.newcomers.wrote, found.newcomers.alone, len(found.unanswered)) == (50, 50, RULES.shown)


def test_newcomers_are_those_before_the_moment_that_is_asked_for_whatever_the_window() -> None:
    for text in ("1d", "90d", "all"):
        assert waiting(Wrote(1, HALL, 4), joined={1: 5}, text=text) == [1]
    assert NOW.date() > day_of_number(TODAY)
