"""What people say of an event, and who has a place."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.events.answers import (
    GOING,
    INTERESTED,
    NOT,
    TAKEN_BACK,
    Answer,
    answers,
    mark_kind,
    seats,
)
from domain.community.log.activity import RSVP_ADDED, RSVP_REMOVED
from domain.community.spans import ANSWER, Mark
from tests.builders.activities import EVENT, MINUTE, TIME_ZERO

KINDS = [RSVP_ADDED, RSVP_REMOVED, GOING, INTERESTED, NOT, TAKEN_BACK]


def said(minute: int, kind: str, who: int = 0, key: int | None = None) -> Mark:
    name = (minute if key is None else key).to_bytes(16, "big")
    return Mark(who, ANSWER, TIME_ZERO + minute * MINUTE, name, kind, EVENT, False)


def only(marks: list[Mark]) -> tuple[str, int] | None:
    """The one answer, and the minute since when it stands."""
    found = answers(marks)
    assert len(found) <= 1
    return (found[0].answer, (found[0].since - TIME_ZERO) // MINUTE) if found else None


CASES = {
    "a button": ([said(1, GOING)], (GOING, 1)),
    "Discord's interest": ([said(1, RSVP_ADDED)], (INTERESTED, 1)),
    "interest that went": ([said(1, RSVP_ADDED), said(2, RSVP_REMOVED)], None),
    "a button after the interest": ([said(1, RSVP_ADDED), said(2, NOT)], (NOT, 2)),
    "interest after a button": ([said(1, GOING), said(2, RSVP_ADDED)], (GOING, 1)),
    "the interest goes, the button stays": (
        [said(1, GOING), said(2, RSVP_ADDED), said(3, RSVP_REMOVED)],
        (GOING, 1),
    ),
    "a button taken back": ([said(1, GOING), said(2, TAKEN_BACK)], None),
    "a button taken back over an interest": (
        [said(1, RSVP_ADDED), said(2, GOING), said(3, TAKEN_BACK)],
        (INTERESTED, 3),
    ),
    "the same button again": ([said(1, GOING), said(5, GOING)], (GOING, 1)),
    "away and back": ([said(1, GOING), said(2, NOT), said(3, GOING)], (GOING, 3)),
    "taken back and said within one instant": (
        [said(1, TAKEN_BACK, key=9), said(1, GOING, key=1)],
        (GOING, 1),
    ),
}


@pytest.mark.parametrize(("marks", "wanted"), CASES.values(), ids=CASES.keys())
def test_an_answer_is_the_last_button_else_the_interest(
    marks: list[Mark], wanted: tuple[str, int] | None
) -> None:
    assert {only(list(order)) for order in permutations(marks)} == {wanted}


def test_what_a_button_says_of_coming_is_withdrawn_by_its_removal_and_what_it_declines_is_not() -> None:
    assert mark_kind(RSVP_ADDED, None) == RSVP_ADDED
    assert mark_kind(RSVP_REMOVED, None) == RSVP_REMOVED
    assert [mark_kind(RSVP_ADDED, one) for one in (GOING, INTERESTED, NOT)] == [GOING, INTERESTED, NOT]
    assert [mark_kind(RSVP_REMOVED, one) for one in (GOING, INTERESTED, NOT)] == [TAKEN_BACK, TAKEN_BACK, NOT]


MARKS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(KINDS), st.integers(0, 2)),
    max_size=14,
    unique_by=lambda m: m,
).map(lambda drawn: [said(minute, kind, who, key) for key, (minute, kind, who) in enumerate(drawn)])


def slowly(marks: list[Mark], who: int) -> Answer | None:
    """What somebody says after each prefix of what they ever said; the last run of one answer counts."""
    mine = [mark for mark in marks if mark.member_no == who]
    mine.sort(key=lambda mark: (mark.at, mark.kind not in (RSVP_REMOVED, TAKEN_BACK), mark.key))
    stood = []
    for length in range(len(mine) + 1):
        so_far = mine[:length]
        buttons = [mark.kind for mark in so_far if mark.kind not in (RSVP_ADDED, RSVP_REMOVED)]
        interest = [mark.kind for mark in so_far if mark.kind in (RSVP_ADDED, RSVP_REMOVED)]
        button = buttons[-1] if buttons and buttons[-1] != TAKEN_BACK else None
        stood.append((button or (INTERESTED if interest[-1:] == [RSVP_ADDED] else None), button is not None))
    now, proved = stood[-1]
    if now is None:
        return None
    begun = max(place for place in range(len(stood)) if stood[place][0] != now)
    return Answer(who, now, mine[begun].at, mine[begun].key, proved)


@given(MARKS, st.randoms(use_true_random=False), st.none() | st.integers(0, 3))
def test_any_order_of_marks_gives_what_a_slow_recount_gives(marks, draw, capacity) -> None:  # type: ignore[no-untyped-def]
    wanted = [found for who in range(3) if (found := slowly(marks, who))]
    shuffled = list(marks)
    draw.shuffle(shuffled)
    found = answers(shuffled)
    assert found == wanted
    placed = seats(found, capacity)
    going = sorted((one.since, one.key, one.member_no) for one in wanted if one.answer == GOING)
    numbers = [number for *_, number in going]
    room = len(going) if capacity is None else capacity
    assert [one.member_no for one in placed.going] == numbers[:room]
    assert [one.member_no for one in placed.waiting] == numbers[room:]
    for who in range(3):
        says = next((one.answer for one in wanted if one.member_no == who), None)
        assert placed.of(who) == ("waiting" if who in numbers[room:] else says)


@given(MARKS, st.integers(0, 3))
def test_who_has_a_place_keeps_it_whoever_says_that_they_come_later(marks: list[Mark], capacity: int) -> None:
    before = seats(answers(marks), capacity)
    after = seats(answers([*marks, said(99, GOING, who=7, key=999)]), capacity)
    assert after.going[: len(before.going)] == before.going
    assert after.waiting[: len(before.waiting)] == before.waiting


def test_the_first_who_waits_moves_up_when_a_place_becomes_free() -> None:
    marks = [said(1, GOING, 1), said(2, GOING, 2), said(3, GOING, 3)]
    assert [seats(answers(marks), 1).place_in_line(who) for who in (1, 2, 3)] == [None, 1, 2]
    moved = seats(answers([*marks, said(4, NOT, 1)]), 1)
    assert [one.member_no for one in (*moved.going, *moved.waiting)] == [2, 3]
    assert [moved.of(who) for who in (1, 2, 3, 4)] == [NOT, GOING, "waiting", None]
