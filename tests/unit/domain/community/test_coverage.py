"""Coverage against sets of half hours: what was heard, what was not, and what that share is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import (
    Coverage,
    CoverageSpan,
    Family,
    coverage,
    daily_coverage,
    heard_since,
    least,
    merged,
)
from domain.kernel.errors import Invalid
from tests.builders.activities import DAY, HOUR, MINUTE, TIME_ZERO

STEP = 30 * MINUTE


def heard(
    since: float,
    until: float,
    channel: int | None = None,
    family: Family = "messages",
    source: str = "gateway",
) -> CoverageSpan:
    """From so many half hours after TIME_ZERO to so many."""
    return CoverageSpan(
        family=family,
        start=TIME_ZERO + since * STEP,
        end=TIME_ZERO + until * STEP,
        source=source,
        channel=channel,
    )


SPANS = st.lists(
    st.builds(
        lambda since, lasts, channel, family, source: heard(since, since + lasts, channel, family, source),
        since=st.integers(-5, 40),
        lasts=st.integers(0, 20),
        channel=st.sampled_from([None, None, 1, 2, 3]),
        family=st.sampled_from(["messages", "voice"]),
        source=st.sampled_from(["gateway", "history"]),
    ),
    max_size=8,
)
WINDOWS = st.tuples(st.integers(-8, 45), st.integers(0, 30))


def cells(spans: Iterable[CoverageSpan], family: str, steps: range) -> dict[int | None, set[int]]:
    """The half hours that each channel was heard; None stands for all when no channel is named."""
    mine = [span for span in spans if span.family == family]
    channels = {span.channel for span in mine if span.channel is not None} or {None}
    return {
        channel: {
            step
            for step in steps
            for span in mine
            if span.channel in (None, channel) and span.start <= TIME_ZERO + step * STEP < span.end
        }
        for channel in channels
    }


def share(spans: Iterable[CoverageSpan], family: str, steps: range) -> float:
    found = cells(spans, family, steps)
    return sum(map(len, found.values())) / (len(found) * len(steps)) if len(steps) else 0.0


@given(SPANS)
def test_merging_loses_and_invents_nothing(spans: list[CoverageSpan]) -> None:
    kept = merged(spans)
    for family in ("messages", "voice"):
        for source in ("gateway", "history"):
            told = [span for span in spans if span.source == source]
            mine = [span for span in kept if span.source == source]
            before, after = (cells(found, family, range(-6, 62)) for found in (told, mine))
            assert {c: heard for c, heard in before.items() if heard} == {c: h for c, h in after.items() if h}
    assert merged(kept) == kept == merged(reversed(spans))
    seen = {(span.family, span.source, span.channel, span.start) for span in kept}
    touching = {(span.family, span.source, span.channel, span.end) for span in kept if span.start < span.end}
    assert not seen & touching, "touching spans of one source are one"


@given(SPANS, WINDOWS)
def test_the_share_and_the_gaps_are_those_of_a_slow_count(
    spans: list[CoverageSpan], window: tuple[int, int]
) -> None:
    start, length = window
    steps = range(start, start + length)
    found = coverage(spans, "messages", TIME_ZERO + start * STEP, TIME_ZERO + (start + length) * STEP)
    assert found.share == pytest.approx(share(spans, "messages", steps), abs=1e-12)
    by_channel = cells(spans, "messages", steps)
    silent = {step for step in steps if any(step not in heard for heard in by_channel.values())}
    told = {
        step
        for step in steps
        for since, until in found.gaps
        if since <= TIME_ZERO + step * STEP and TIME_ZERO + (step + 1) * STEP <= until
    }
    assert told == silent
    assert all(since < until for since, until in found.gaps)
    assert all(one[1] < two[0] for one, two in pairwise(found.gaps))
    assert found.full == (length > 0 and not silent)
    assert found.none == (share(spans, "messages", steps) == 0)


@given(SPANS, st.integers(-8, 20), st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_each_day_has_the_share_that_the_window_of_that_day_has(
    spans: list[CoverageSpan], start: int, lengths: list[int]
) -> None:
    edges = [start]
    for length in lengths:
        edges.append(edges[-1] + length)
    instants = np.array([(TIME_ZERO + step * STEP).timestamp() for step in edges])
    found = daily_coverage(spans, "messages", instants)
    for position, (since, until) in enumerate(pairwise(edges)):
        slow = share(spans, "messages", range(since, until)) if until > since else 1.0
        assert found[position] == pytest.approx(slow, abs=1e-9)
        whole = coverage(spans, "messages", TIME_ZERO + since * STEP, TIME_ZERO + until * STEP)
        assert until == since or found[position] == pytest.approx(whole.share, abs=1e-9)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], 0.0),
        ([heard(0, 10)], 1.0),
        ([heard(-99, 99)], 1.0),
        ([heard(0, 5)], 0.5),
        ([heard(0, 5), heard(5, 10, source="history")], 1.0),
        ([heard(2, 4), heard(3, 5)], 0.3),
        ([heard(0, 10, channel=1)], 1.0),
        ([heard(0, 10, channel=1), heard(0, 5, channel=2)], 0.75),
        ([heard(0, 10, channel=1), heard(50, 60, channel=2)], 0.5),
        ([heard(0, 5), heard(5, 10, channel=1), heard(50, 60, channel=2)], 0.75),
        ([heard(0, 10, family="voice")], 0.0),
        ([heard(-10, 0), heard(10, 20)], 0.0),
    ],
)
def test_channels_count_alike_and_a_span_of_all_covers_each(
    spans: list[CoverageSpan], expected: float
) -> None:
    found = coverage(spans, "messages", TIME_ZERO, TIME_ZERO + 10 * STEP)
    assert found.share == pytest.approx(expected)
    assert (found.none, found.full) == (expected == 0, expected == 1)


@pytest.mark.parametrize("at", [0, 1, 3, 7])
def test_a_connection_that_died_at_once_heard_nothing_at_all(at: int) -> None:
    odd = timedelta(seconds=0.1)
    found = coverage([heard(at, at)], "messages", TIME_ZERO - odd, TIME_ZERO + 10 * STEP + odd / 3)
    assert found.none and found.share == 0
    assert found.gaps == ((TIME_ZERO - odd, TIME_ZERO + 10 * STEP + odd / 3),)


def test_a_window_without_length_was_not_heard() -> None:
    assert coverage([heard(0, 10)], "messages", TIME_ZERO, TIME_ZERO) == Coverage(share=0.0)
    assert coverage([heard(0, 10)], "messages", TIME_ZERO, TIME_ZERO - HOUR) == Coverage(share=0.0)


def test_days_of_many_threads_are_reckoned_one_by_one_and_not_all_with_all() -> None:
    """Each thread of a forum is a channel of its own: with all against all, a page would take minutes."""
    asked = 0

    class Counted(int):
        def __eq__(self, other: object) -> bool:
            nonlocal asked
            asked += 1
            return int.__eq__(self, other)  # type: ignore[arg-type]

        __hash__ = int.__hash__

    spans = [heard(0, 10, channel=Counted(number)) for number in range(1, 301)]
    edges = np.array([TIME_ZERO.timestamp(), (TIME_ZERO + DAY).timestamp()])
    assert coverage(spans, "messages", TIME_ZERO, TIME_ZERO + 20 * STEP).share == pytest.approx(0.5)
    assert daily_coverage(spans, "messages", edges) == pytest.approx([5 / 24])
    assert asked < 20 * len(spans)


def test_of_what_was_counted_only_later_nothing_was_heard_before() -> None:
    spans = [
        heard(0, 9),
        heard(0, 9, family="commands"),
        heard(0, 3, 5, "commands"),
        heard(6, 8, 5, "commands"),
    ]
    known = heard_since(spans, "commands", TIME_ZERO + 4 * STEP)
    assert known == [heard(0, 9), heard(4, 9, family="commands"), heard(6, 8, 5, "commands")]


def test_a_span_cannot_end_before_it_starts_and_is_kept_in_utc() -> None:
    with pytest.raises(Invalid):
        heard(5, 4)
    with pytest.raises(Invalid):
        attrs.evolve(heard(0, 1), start=datetime(2026, 3, 2))  # noqa: DTZ001
    elsewhere = attrs.evolve(heard(0, 1), start=TIME_ZERO.astimezone(tz=None))
    assert elsewhere == heard(0, 1)


def test_what_needs_several_families_is_as_well_heard_as_the_least_of_them() -> None:
    some, all_, none = Coverage(share=0.4), Coverage(share=1.0), Coverage(share=0.0)
    assert least([all_, some]) is some
    assert least([all_, none, some]) is none
