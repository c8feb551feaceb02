"""Each gap has the reason that the coverage itself tells."""

from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import BACKFILL, FAMILIES, HISTORY, CoverageSpan, Family, coverage
from domain.community.missed import MISSED, NotedGap
from domain.insights.data_quality import Reason, explained
from tests.unit.domain.community.test_coverage import SPANS, STEP, TIME_ZERO, WINDOWS, heard

LIVE = "gateway"
D = Reason.DISCONNECTED


def told(
    spans: list[CoverageSpan],
    family: Family = "messages",
    since: int = 0,
    until: int = 20,
    noted: list[NotedGap] | None = None,
) -> list[tuple[float, float, Reason]]:
    """The gaps of a window of half hours, as (from, to, reason)."""
    gaps = explained(spans, [family], TIME_ZERO + since * STEP, TIME_ZERO + until * STEP, noted or [])
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
    "what was caught up with of the time before the bot tells of no voice": (
        [heard(0, 12, source=BACKFILL), heard(12, 20), heard(12, 20, family="voice")],
        "voice",
        [(0, 12, Reason.NOT_KEPT)],
    ),
    "a file reaches further back than what was caught up with": (
        [heard(0, 20, source=HISTORY), heard(4, 12, source=BACKFILL), heard(12, 20, family="voice")],
        "voice",
        [(0, 4, Reason.UNTOLD), (4, 12, Reason.NOT_KEPT)],
    ),
    "what was caught up with does not explain an absence of the bot": (
        [heard(0, 5, family="voice"), heard(5, 8, source=BACKFILL), heard(8, 20, family="voice")],
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


def note(since: int, until: int, reason: str, **changes: object) -> NotedGap:
    start, end = TIME_ZERO + since * STEP, TIME_ZERO + until * STEP
    return attrs.evolve(NotedGap(family="messages", start=start, end=end, reason=reason), **changes)


AWAY = [heard(0, 5), heard(9, 20)]
NOTED: dict[str, tuple[list[NotedGap], list[tuple[int, int, Reason]]]] = {
    "the bot knows why": ([note(5, 9, "deaf")], [(5, 9, Reason.DEAF)]),
    "it knows of a part": ([note(6, 8, "deaf")], [(5, 6, D), (6, 8, Reason.DEAF), (8, 9, D)]),
    "what it noted is longer than what nobody heard": ([note(2, 12, "outage")], [(5, 9, Reason.OUTAGE)]),
    "two reasons one after the other": (
        [note(7, 9, "restarted"), note(5, 7, "journal_full")],
        [(5, 7, Reason.JOURNAL_FULL), (7, 9, Reason.RESTARTED)],
    ),
    "the nearer of two reasons": (
        [note(0, 20, "restarted"), note(6, 8, "deaf")],
        [(5, 6, Reason.RESTARTED), (6, 8, Reason.DEAF), (8, 9, Reason.RESTARTED)],
    ),
    "a note of another family": ([note(5, 9, "deaf", family="voice")], [(5, 9, D)]),
    "a word of a newer version": ([note(5, 9, "eclipse")], [(5, 9, D)]),
}


@pytest.mark.parametrize("case", NOTED)
def test_the_reason_that_the_bot_noted_is_preferred(case: str) -> None:
    noted, wanted = NOTED[case]
    assert told(AWAY, noted=noted) == wanted


def test_a_gap_that_was_caught_up_with_is_none_for_messages_and_stays_one_for_voice() -> None:
    live = [heard(a, b, family=f) for f in ("messages", "voice") for a, b in ((0, 5), (9, 20))]
    noted = [note(5, 9, "restarted", family=family) for family in ("messages", "voice")]
    caught_up = [*live, heard(5, 9, source=BACKFILL)]
    assert told(caught_up, noted=noted) == []
    assert told(caught_up, "voice", noted=noted) == [(5, 9, Reason.RESTARTED)]


@given(SPANS, st.lists(st.tuples(st.integers(-5, 30), st.integers(0, 9), st.sampled_from(sorted(MISSED)))))
def test_notes_explain_gaps_and_make_none(
    spans: list[CoverageSpan], notes: list[tuple[int, int, str]]
) -> None:
    noted = [note(since, since + steps, reason) for since, steps, reason in notes]
    plain, noted_too = joined(told(spans)), joined(told(spans, noted=noted))
    assert plain == noted_too


def joined(gaps: list[tuple[float, float, Reason]]) -> list[tuple[float, float]]:
    """Gaps without their reasons: touching ones are one."""
    found: list[tuple[float, float]] = []
    for since, until, _ in gaps:
        touches = bool(found) and found[-1][1] == since
        found.append((found.pop()[0] if touches else since, until))
    return found


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
