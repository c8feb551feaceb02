"""Who was at an event, how long, and what that means."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.events.answers import GOING, INTERESTED, NOT
from domain.community.events.attendance import Presence, Stay, Verdict, Window, presence, stay, verdict
from domain.community.events.timetable import Timetable
from domain.community.spans import LONGEST_SESSION, Span
from domain.kernel.errors import Invalid
from domain.kernel.instants import LocalCalendar, day_number
from tests.builders.activities import DAY_ZERO, EVENT, MINUTE, TIME_ZERO

STAGE, LOUNGE, LOBBY = 5, 6, 7
UTC = LocalCalendar("UTC")


def session(since: int, until: int | None, channel: int = STAGE) -> Span:
    end = None if until is None else TIME_ZERO + until * MINUTE
    return Span(TIME_ZERO + since * MINUTE, end, False, False, channel)


def window(opens: int, closes: int, *channels: int, begins: int | None = None, minimum: int = 5) -> Window:
    return Window(
        event=EVENT,
        channels=frozenset(channels or {STAGE}),
        opens=TIME_ZERO + opens * MINUTE,
        begins=TIME_ZERO + (opens if begins is None else begins) * MINUTE,
        closes=TIME_ZERO + closes * MINUTE,
        minimum=minimum * MINUTE,
    )


def stayed(first: int, last: int, minutes: int, *, there: bool = False) -> Stay:
    return Stay(TIME_ZERO + first * MINUTE, TIME_ZERO + last * MINUTE, minutes * 60, there)


CASES = {
    "all of it": (window(0, 60), [session(0, 60)], stayed(0, 60, 60)),
    "a part of it": (window(0, 60), [session(10, 20)], stayed(10, 20, 10)),
    "before and after it too": (window(10, 60), [session(0, 90)], stayed(10, 60, 50)),
    "in and out": (window(0, 60), [session(5, 10), session(30, 40)], stayed(5, 40, 15)),
    "in two of its channels": (
        window(0, 60, STAGE, LOUNGE),
        [session(5, 10), session(10, 20, LOUNGE), session(20, 30, LOBBY)],
        stayed(5, 20, 15),
    ),
    "elsewhere": (window(0, 60), [session(0, 60, LOBBY)], None),
    "gone when it opens": (window(10, 60), [session(0, 10)], None),
    "came when it was over": (window(0, 60), [session(60, 90)], None),
    "still there": (window(0, 60), [session(5, 10), session(20, None)], stayed(5, 50, 35, there=True)),
    "there since before it opened": (window(30, 60), [session(0, None)], stayed(30, 50, 20, there=True)),
    "still there after its end": (window(0, 45), [session(40, None)], stayed(40, 45, 5)),
    "a session nobody ended": (
        window(-3000, 60),
        [session(-2000, None)],
        stayed(-2000, -2000 + 24 * 60, 24 * 60),
    ),
}


@pytest.mark.parametrize(("event", "sessions", "wanted"), CASES.values(), ids=CASES.keys())
def test_attendance_is_the_part_of_sessions_in_the_window(
    event: Window, sessions: list[Span], wanted: Stay | None
) -> None:
    found = presence(event, 3, reversed(sessions), UTC)
    assert (None if found is None else stay(found, TIME_ZERO + 50 * MINUTE)) == wanted


@st.composite
def evenings(draw: st.DrawFn) -> tuple[Window, list[Span], int]:
    """An event, the sessions of one member (never two at once, at most the last one lasts), and a moment."""
    ends = sorted(draw(st.lists(st.integers(0, 60), max_size=10)))
    sessions = [
        session(since, until, draw(st.sampled_from([STAGE, LOUNGE, LOBBY])))
        for since, until in zip(ends[::2], ends[1::2], strict=False)
    ]
    last = ends[-1] if ends else 0
    if draw(st.booleans()):
        sessions.append(session(last, None, draw(st.sampled_from([STAGE, LOBBY]))))
    opens = draw(st.integers(0, 50))
    event = window(opens, opens + draw(st.integers(0, 40)), STAGE, LOUNGE)
    return event, sessions, draw(st.integers(last, 100))


@given(evenings(), st.randoms(use_true_random=False))
def test_a_count_minute_by_minute_finds_the_same(evening, shuffle) -> None:  # type: ignore[no-untyped-def]
    event, sessions, moment = evening
    now = TIME_ZERO + moment * MINUTE
    there = []
    for minute in range(101):
        at = TIME_ZERO + minute * MINUTE
        inside = any(one.channel in event.channels and one.start <= at < (one.end or now) for one in sessions)
        if inside and event.opens <= at < event.closes and at < now:
            there.append(at)
    shuffle.shuffle(sessions)
    found = presence(event, 0, sessions, UTC)
    counted = None if found is None else stay(found, now)
    if counted is None or counted.seconds == 0:
        assert not there
    else:
        assert (counted.first_join, counted.last_leave) == (there[0], there[-1] + MINUTE)
        assert counted.seconds == 60 * len(there)


def test_a_session_that_ends_tells_what_was_read_while_it_lasted() -> None:
    event, ended = window(0, 60), TIME_ZERO + 50 * MINUTE
    lasting, over = (presence(event, 0, [session(20, end)], UTC) for end in (None, 50))
    assert lasting is not None
    assert over is not None
    assert stay(lasting, ended)[:3] == stay(over, ended)[:3]


def test_a_session_that_nobody_ended_counts_for_a_day_at_most_however_late_the_window_closes() -> None:
    found = presence(window(-60, 6000), 0, [session(-120, None)], UTC)
    assert found == Presence(
        EVENT, 0, day_number(DAY_ZERO), TIME_ZERO - 60 * MINUTE, None, 0, TIME_ZERO - 60 * MINUTE,
        TIME_ZERO - 120 * MINUTE + LONGEST_SESSION,
    )  # fmt: skip


VERDICTS = {
    "to the end": (stayed(0, 60, 50), GOING, (True, False, False, False)),
    "long enough": (stayed(50, 55, 5), GOING, (True, False, False, False)),
    "not long enough": (stayed(50, 54, 4), GOING, (False, False, True, False)),
    "never came": (None, GOING, (False, False, True, False)),
    "came without a word": (stayed(0, 60, 50), None, (True, True, False, False)),
    "came though they had said no": (stayed(0, 60, 50), NOT, (True, True, False, False)),
    "was interested and came": (stayed(0, 60, 50), INTERESTED, (True, False, False, False)),
    "was only interested": (None, INTERESTED, (False, False, False, False)),
    "waited for a place": (None, "waiting", (False, False, False, False)),
    "had no place and came": (stayed(0, 60, 50), "waiting", (True, False, False, False)),
    "gone before the last quarter": (stayed(0, 44, 30), GOING, (True, False, False, True)),
    "gone in the last quarter": (stayed(0, 45, 30), GOING, (True, False, False, False)),
    "looked in": (stayed(0, 2, 2), None, (False, False, False, False)),
}


@pytest.mark.parametrize(("found", "standing", "wanted"), VERDICTS.values(), ids=VERDICTS.keys())
def test_a_stay_is_held_against_what_was_said(
    found: Stay | None, standing: str | None, wanted: tuple[bool, ...]
) -> None:
    event = window(-15, 60, begins=0)
    assert verdict(found, standing, event, TIME_ZERO + 60 * MINUTE) == Verdict(*wanted)


def test_nobody_is_a_no_show_or_left_early_before_the_event_is_over() -> None:
    event, now = window(-15, 60, begins=0), TIME_ZERO + 59 * MINUTE
    assert verdict(None, GOING, event, now) == Verdict(False, False, False, False)
    assert verdict(stayed(0, 10, 10), None, event, now) == Verdict(True, True, False, False)


def test_what_is_enough_is_the_events_own_decision() -> None:
    event, now = window(0, 60, minimum=30), TIME_ZERO + timedelta(hours=2)
    assert not verdict(stayed(0, 29, 29), None, event, now).attended
    assert verdict(stayed(0, 30, 30), None, event, now).attended


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid, match="ends before it begins"):
        window(10, 9)


def test_the_day_of_an_event_is_that_of_its_beginning_where_the_guild_lives() -> None:
    event = window(11 * 60, 14 * 60, begins=12 * 60 + 1)
    days = [
        presence(event, 0, [session(700, 710)], LocalCalendar(zone)) for zone in ("UTC", "America/New_York")
    ]
    assert [found.day for found in days if found] == [day_number(DAY_ZERO) + 1, day_number(DAY_ZERO)]


@given(st.lists(evenings(), max_size=5), st.data())
def test_a_timetable_finds_the_same_as_asking_each_event(evening, data) -> None:  # type: ignore[no-untyped-def]
    events = [attrs.evolve(event, event=number) for number, (event, *_) in enumerate(evening)]
    sessions = data.draw(evenings())[1]
    alone = [presence(event, 4, sessions, UTC) for event in events]
    found = Timetable(events).presences(4, sessions, UTC)
    assert sorted(found) == [one for one in alone if one is not None]
