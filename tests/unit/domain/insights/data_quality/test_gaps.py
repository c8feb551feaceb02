"""Each gap has the reason that the coverage itself tells."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import FAMILIES, HISTORY, CoverageSpan, Family, coverage
from domain.insights.data_quality import Reason, explained
from tests.unit.domain.community.test_coverage import SPANS, STEP, TIME_ZERO, WINDOWS, heard

LIVE = "gateway"


def told(
    spans: list[CoverageSpan], family: Family = "messages", since: int = 0, until: int = 20
) -> list[tuple[float, float, Reason]]:
    """The gaps of a window of half hours, as (from, to, reason)."""
    gaps = explained(spans, [family], TIME_ZERO + since * STEP, TIME_ZERO + until * STEP)
    return [((gap.start - TIME_ZERO) / STEP, (gap.end - TIME_ZERO) / STEP, gap.reason) for gap in gaps]


CASES: dict[str, tuple[list[CoverageSpan], Family, list[tuple[int, int, Reason]]]] = {
    "all was heard": ([heard(0, 20)], "messages", []),
    "nobody ever listened": ([], "voice", [(0, 20, Reason.NEVER)]),
    "the bot was away in between": (
        [heard(0, 5), heard(8, 20)],
        "messages",
        [(5, 8, Reason.DISCONNECTED)],
    ),
    "the bot was away, and another source came after it": (
        [heard(0, 5), heard(8, 20, source="webhook")],
        "messages",
        [(5, 8, Reason.DISCONNECTED)],
    ),
    "the bot came late and left": (
        [heard(4, 9)],
        "messages",
        [(0, 4, Reason.BEFORE), (9, 20, Reason.STOPPED)],
    ),
    "a file tells of messages and never of voice": (
        [heard(0, 12, source=HISTORY), heard(15, 20), heard(15, 20, family="voice")],
        "voice",
        [(0, 12, Reason.UNTOLD), (12, 15, Reason.BEFORE)],
    ),
    "an outage of the bot stays one where a file was brought in for it": (
        [heard(0, 5, family="voice"), heard(5, 8, source=HISTORY), heard(8, 20, family="voice")],
        "voice",
        [(5, 8, Reason.DISCONNECTED)],
    ),
    "between and behind files": (
        [heard(2, 5, source=HISTORY), heard(8, 12, source=HISTORY)],
        "messages",
        [(0, 2, Reason.NO_FILE), (5, 8, Reason.NO_FILE), (12, 20, Reason.NO_FILE)],
    ),
    "one of two channels was exported later": (
        [heard(0, 12, 1, source=HISTORY), heard(0, 20, 2, source=HISTORY)],
        "messages",
        [(12, 20, Reason.CHANNELS)],
    ),
    "a file that tells of no voice, and nobody else does": (
        [heard(0, 12, source=HISTORY)],
        "voice",
        [(0, 12, Reason.UNTOLD), (12, 20, Reason.NEVER)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_gap_says_why(case: str) -> None:
    spans, family, wanted = CASES[case]
    assert told(spans, family) == wanted


def test_families_that_fall_silent_together_share_one_gap() -> None:
    spans = [heard(a, b, family=f) for f in ("messages", "voice") for a, b in ((0, 5), (9, 20))]
    [gap] = explained(spans, ("voice", "messages"), TIME_ZERO, TIME_ZERO + 20 * STEP)
    assert gap.families == ("messages", "voice")
    assert gap.seconds == 4 * STEP.total_seconds()


def test_a_window_without_length_has_no_gap() -> None:
    assert told([], since=3, until=3) == []


@given(SPANS, WINDOWS)
def test_the_gaps_are_those_of_the_coverage(spans: list[CoverageSpan], window: tuple[int, int]) -> None:
    start, end = TIME_ZERO + window[0] * STEP, TIME_ZERO + sum(window) * STEP
    gaps = explained(spans, ["messages"], start, end)
    assert all(gap.start < gap.end for gap in gaps)
    assert all(one.end <= two.start for one, two in pairwise(gaps))
    joined: list[tuple[object, object]] = []
    for gap in gaps:
        touches = bool(joined) and joined[-1][1] == gap.start
        joined.append((joined.pop()[0] if touches else gap.start, gap.end))
    assert tuple(joined) == coverage(spans, "messages", start, end).gaps


@given(SPANS, st.sampled_from(FAMILIES))
def test_only_a_live_source_is_said_to_have_been_away(spans: list[CoverageSpan], family: Family) -> None:
    files = [span for span in spans if span.source == HISTORY]
    reasons = {reason for _, _, reason in told(files, family, -8, 60)}
    assert not reasons & {Reason.DISCONNECTED, Reason.STOPPED, Reason.BEFORE}
