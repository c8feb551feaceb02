"""Voice sessions and memberships, from marks in any order, against a clock that ticks through them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, VOICE_JOINED, VOICE_LEFT
from domain.community.spans import (
    LONGEST_SESSION,
    MEMBERSHIP,
    VOICE,
    Mark,
    Span,
    fold_spans,
    seconds_within,
    voice_seconds,
)
from domain.kernel.instants import LocalCalendar, day_number, midnights
from tests.builders.activities import DAY, HOUR, MINUTE, TIME_ZERO

TODAY = day_number(TIME_ZERO.date())
TICK = 30 * MINUTE


def entered(at: float, channel: int = 1, *, key: bytes = b"", inferred: bool = False) -> Mark:
    """Enters a channel so many hours after TIME_ZERO."""
    when = TIME_ZERO + at * HOUR
    return Mark(0, VOICE, when, key or f"in {at} {channel}".encode(), VOICE_JOINED, channel, inferred)


def left(at: float, channel: int | None = None, *, inferred: bool = False) -> Mark:
    return Mark(
        0, VOICE, TIME_ZERO + at * HOUR, f"out {at} {channel}".encode(), VOICE_LEFT, channel, inferred
    )


def joined(at: float, *, inferred: bool = False) -> Mark:
    return Mark(0, MEMBERSHIP, TIME_ZERO + at * HOUR, f"j{at}".encode(), MEMBER_JOINED, None, inferred)


def gone(at: float, *, inferred: bool = False) -> Mark:
    return Mark(0, MEMBERSHIP, TIME_ZERO + at * HOUR, f"g{at}".encode(), MEMBER_LEFT, None, inferred)


def hours(spans: Iterable[Span]) -> list[tuple[float | None, float | None, int | None]]:
    """Spans as hours after TIME_ZERO, and the channel."""

    def hour(at: datetime | None) -> float | None:
        return None if at is None else (at - TIME_ZERO) / HOUR

    return [(hour(span.start), hour(span.end), span.channel) for span in spans]


@pytest.mark.parametrize(
    ("marks", "sessions"),
    [
        ([], []),
        ([entered(0), left(2)], [(0, 2, 1)]),
        ([entered(0)], [(0, None, 1)]),
        ([left(2)], []),
        # A move ends one session and begins the next.
        ([entered(0, 1), entered(1, 2), left(3)], [(0, 1, 1), (1, 3, 2)]),
        ([entered(0, 1), left(1, 1), entered(1, 2), left(3, 2)], [(0, 1, 1), (1, 3, 2)]),
        # Being told twice that somebody is there is being told once.
        ([entered(0), entered(1), left(2)], [(0, 2, 1)]),
        ([entered(0), left(1), left(2)], [(0, 1, 1)]),
        # A leave that never came: at most 24 hours.
        ([entered(0), entered(30), left(31)], [(0, 24, 1), (30, 31, 1)]),
        ([entered(0), left(24)], [(0, 24, 1)]),
        ([entered(0), left(24.5)], [(0, 24, 1)]),
        ([entered(0, 1), entered(30, 2), left(31)], [(0, 24, 1), (30, 31, 2)]),
        ([entered(0), entered(20), left(30)], [(0, 24, 1)]),
        # Within one instant: a leave before a join while somebody is there, else a visit without length.
        ([entered(0), left(1), entered(1), left(2)], [(0, 1, 1), (1, 2, 1)]),
        ([entered(0), left(1, 1), left(1, 5), entered(1, 2), left(2)], [(0, 1, 1), (1, 2, 2)]),
        ([entered(1), left(1)], []),
        ([entered(1), left(1), entered(3), left(4)], [(3, 4, 1)]),
    ],
)
def test_sessions_are_these_in_whatever_order_marks_arrive(
    marks: list[Mark], sessions: list[tuple[float, float | None, int]]
) -> None:
    for order in permutations(marks):
        assert hours(fold_spans(VOICE, order)) == sessions


def test_an_end_that_never_came_is_marked_as_inferred() -> None:
    assert [span.end_inferred for span in fold_spans(VOICE, [entered(0), entered(30), left(31)])] == [
        True,
        False,
    ]
    (only,) = fold_spans(VOICE, [entered(0, inferred=True), left(1, inferred=True)])
    assert (only.start_inferred, only.end_inferred) == (True, True)
    (to_the_second,) = fold_spans(VOICE, [entered(0), left(24)])
    (lasting,) = fold_spans(VOICE, [entered(0)])
    (member,) = fold_spans(MEMBERSHIP, [joined(0)])
    assert not (to_the_second.end_inferred or lasting.end_inferred or member.end_inferred)


def ticked(marks: Sequence[Mark], until: datetime) -> Counter[tuple[datetime, int]]:
    """Where the member was in each half hour, by walking through time and asking at each tick."""
    where: int | None = None
    since = TIME_ZERO
    present: Counter[tuple[datetime, int]] = Counter()
    at = TIME_ZERO
    while at < until:
        here = [mark for mark in marks if mark.at == at]
        if where is not None and at - since >= LONGEST_SESSION:
            # The last instant still belongs to the session: hearing of it once more is no news.
            here = [mark for mark in here if mark.channel != where]
            where = None
        for mark in here:
            if mark.kind == VOICE_LEFT:
                where = None
            elif mark.channel != where:
                where, since = mark.channel, at
        if where is not None:
            present[at, where] += 1
        at += TICK
    return present


MARKS = st.lists(
    st.tuples(st.integers(0, 140), st.sampled_from([None, None, 1, 2])),
    max_size=9,
    unique_by=lambda mark: mark[0],
).map(
    lambda drawn: [
        left(tick / 2) if channel is None else entered(tick / 2, channel) for tick, channel in drawn
    ]
)


@given(MARKS)
def test_sessions_are_where_a_ticking_clock_finds_the_member(marks: list[Mark]) -> None:
    end = TIME_ZERO + 120 * HOUR
    found: Counter[tuple[datetime, int | None]] = Counter()
    for span in fold_spans(VOICE, marks):
        assert span.start is not None
        # An open session is one that may still be ended; it is counted only when it has been.
        until = span.end if span.end is not None else min(span.start + LONGEST_SESSION, end)
        at = span.start
        while at < min(until, end):
            found[at, span.channel] += 1
            at += TICK
    assert found == ticked(marks, end)


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from([None, 1, 2, 3])), max_size=12))
def test_sessions_are_never_negative_never_over_a_day_never_two_at_once(
    drawn: list[tuple[int, int | None]],
) -> None:
    marks = [
        left(at, n) if to is None else entered(at, to, key=bytes([n])) for n, (at, to) in enumerate(drawn)
    ]
    spans = fold_spans(VOICE, marks)
    assert spans == fold_spans(VOICE, reversed(marks))
    assert all(span.start is not None for span in spans)
    assert all(
        timedelta(0) <= span.end - span.start <= LONGEST_SESSION for span in spans if span.end and span.start
    )
    assert all(one.end is not None and one.end <= (two.start or one.end) for one, two in pairwise(spans))
    total = sum(voice_seconds(spans, LocalCalendar("UTC")).values())
    assert 0 <= total <= 61 * 3600


def test_only_finished_sessions_have_seconds_and_midnight_splits_them() -> None:
    spans = fold_spans(VOICE, [entered(0), left(1), entered(10), left(14.5), entered(15)])
    assert voice_seconds(spans, LocalCalendar("UTC")) == {TODAY: 3 * 3600, TODAY + 1: 9000}
    # In Kolkata (+05:30) it is 17:30 then, and the second session lies after midnight.
    assert voice_seconds(spans, LocalCalendar("Asia/Kolkata")) == {TODAY: 3600, TODAY + 1: 16_200}


def test_seconds_of_one_day_add_up_over_sessions() -> None:
    spans = fold_spans(VOICE, [entered(0), left(1), entered(2, 2), left(3)])
    assert voice_seconds(spans, LocalCalendar("UTC")) == {TODAY: 7200}


@given(
    st.timedeltas(-2 * DAY, 2 * DAY),
    st.timedeltas(timedelta(), LONGEST_SESSION),
    st.tuples(st.integers(-3, 4), st.integers(-3, 4)).map(sorted),
    st.sampled_from(["UTC", "Europe/Rome", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kolkata"]),
)
def test_seconds_between_two_midnights_are_those_of_the_days_between_them(
    away: timedelta, lasted: timedelta, days: list[int], zone: str
) -> None:
    begun = datetime(2026, 3, 29, tzinfo=UTC) + away
    session = Span(begun, begun + lasted, False, False, 5)
    first, end = (day_number(date(2026, 3, 29)) + day for day in days)
    by_day = voice_seconds([session], LocalCalendar(zone))
    told = sum(seconds for day, seconds in by_day.items() if first <= day < end)
    assert seconds_within(session, *midnights((first, end), zone)) == told


def test_a_session_that_lasts_or_of_which_nobody_saw_the_beginning_has_no_seconds() -> None:
    whole = midnights((TODAY - 9, TODAY + 9), "UTC")
    begun, ended = TIME_ZERO, TIME_ZERO + DAY / 2
    assert seconds_within(Span(begun, None, False, False, 5), *whole) == 0
    assert seconds_within(Span(None, ended, True, False, 5), *whole) == 0
    assert seconds_within(Span(begun, ended, False, False, 5), *whole) == 12 * 3600


@pytest.mark.parametrize(
    ("marks", "memberships"),
    [
        ([], []),
        ([joined(0)], [(0, None, None)]),
        ([joined(0), gone(5)], [(0, 5, None)]),
        ([joined(0), joined(2), gone(5)], [(0, 5, None)]),
        ([joined(0), gone(5), joined(7)], [(0, 5, None), (7, None, None)]),
        ([gone(5)], [(None, 5, None)]),
        ([gone(5), joined(7), gone(9)], [(None, 5, None), (7, 9, None)]),
        ([joined(0), gone(24 * 400)], [(0, 24 * 400, None)]),
        # Kicked and back within one instant: still a member.
        ([joined(0), gone(5), joined(5)], [(0, 5, None), (5, None, None)]),
    ],
)
def test_memberships_last_from_a_join_to_the_next_leave(
    marks: list[Mark], memberships: list[tuple[float | None, float | None, None]]
) -> None:
    for order in permutations(marks):
        assert hours(fold_spans(MEMBERSHIP, order)) == memberships


def test_a_join_that_nobody_saw_is_marked_as_inferred() -> None:
    (only,) = fold_spans(MEMBERSHIP, [gone(1)])
    assert (only.start, only.start_inferred, only.end_inferred) == (None, True, False)
    (only,) = fold_spans(MEMBERSHIP, [joined(0, inferred=True), gone(DAY / HOUR)])
    assert (only.start_inferred, only.end_inferred) == (True, False)
