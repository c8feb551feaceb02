"""Voice at events is a part of voice."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.event_voice import EventWindow, VoicePart, voice_parts
from domain.community.spans import Span
from domain.kernel.errors import Invalid
from tests.builders.activities import MINUTE, TIME_ZERO

STAGE, LOUNGE = 5, 6


def session(since: int, until: int | None, channel: int = STAGE) -> Span:
    end = None if until is None else TIME_ZERO + until * MINUTE
    return Span(TIME_ZERO + since * MINUTE, end, False, False, channel)


def window(event: int, since: int, until: int, channel: int = STAGE) -> EventWindow:
    start, end = TIME_ZERO + since * MINUTE, TIME_ZERO + until * MINUTE
    return EventWindow(event=event, channel=channel, start=start, end=end)


def part(since: int, until: int, event: int | None, channel: int = STAGE) -> VoicePart:
    return VoicePart(TIME_ZERO + since * MINUTE, TIME_ZERO + until * MINUTE, channel, event)


CASES = {
    "no event": ([session(0, 9)], [], [part(0, 9, None)]),
    "in the middle": (
        [session(0, 9)],
        [window(1, 3, 5)],
        [part(0, 3, None), part(3, 5, 1), part(5, 9, None)],
    ),
    "within the event": ([session(2, 4)], [window(1, 0, 9)], [part(2, 4, 1)]),
    "in another channel": ([session(0, 9)], [window(1, 3, 5, LOUNGE)], [part(0, 9, None)]),
    "before and after it": (
        [session(0, 3), session(5, 9)],
        [window(1, 3, 5)],
        [part(0, 3, None), part(5, 9, None)],
    ),
    "two events that overlap": (
        [session(0, 9)],
        [window(2, 4, 9), window(1, 0, 6)],
        [part(0, 6, 1), part(6, 9, 2)],
    ),
    "one event within another": ([session(0, 9)], [window(2, 4, 5), window(1, 0, 9)], [part(0, 9, 1)]),
    "a session that lasts": ([session(0, None)], [window(1, 0, 9)], []),
}


@pytest.mark.parametrize("case", CASES)
def test_a_session_is_cut_by_the_events_of_its_channel(case: str) -> None:
    sessions, windows, wanted = CASES[case]
    assert voice_parts(sessions, windows) == wanted


def test_a_window_never_ends_before_it_starts() -> None:
    with pytest.raises(Invalid):
        window(1, 5, 3)


SESSIONS = st.lists(st.builds(lambda a, n, c: session(a, a + n, c), st.integers(0, 40), st.integers(0, 30),
                              st.sampled_from([STAGE, LOUNGE])), max_size=6)  # fmt: skip
WINDOWS = st.lists(st.builds(lambda e, a, n, c: window(e, a, a + n, c), st.integers(1, 3), st.integers(0, 40),
                             st.integers(0, 30), st.sampled_from([STAGE, LOUNGE])), max_size=6)  # fmt: skip


@given(SESSIONS, WINDOWS)
def test_the_sum_is_unchanged_and_each_part_lies_in_its_event(
    sessions: list[Span], windows: list[EventWindow]
) -> None:
    parts = voice_parts(sessions, windows)
    whole = sum((s.end - s.start for s in sessions if s.start and s.end), timedelta())
    assert sum((each.end - each.start for each in parts), timedelta()) == whole
    for each in parts:
        assert each.start < each.end
        inside = [w for w in windows if w.channel == each.channel and w.start <= each.start < w.end]
        assert (each.event in {w.event for w in inside}) if inside else each.event is None
        if each.event is not None:
            assert any(w.event == each.event and each.end <= w.end for w in inside)
