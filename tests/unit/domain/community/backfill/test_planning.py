"""What is read next, and what is claimed to be heard, by rules that know neither Discord nor a store."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.community.backfill.channels import BackfilledChannel, BackfillRules
from domain.community.backfill.planning import Hole, Horizon, caught_up, holes, met
from domain.community.backfill.progress import remaining_time
from domain.community.backfill.ranges import Ranges
from domain.community.coverage import GATEWAY, CoverageSpan
from domain.community.missed import JOURNAL_FULL, NotedGap
from domain.kernel.ids import first_snowflake_at, snowflake_instant
from tests.builders.activities import DAY, HOUR, MINUTE, TIME_ZERO

RULES = BackfillRules()


def at(moment: datetime) -> int:
    return first_snowflake_at(moment)


def live(first: float, last: float) -> CoverageSpan:
    """Somebody listened between these hours before TIME_ZERO."""
    return CoverageSpan(
        family="messages", start=TIME_ZERO - first * HOUR, end=TIME_ZERO - last * HOUR, source=GATEWAY
    )


def a_horizon(*spans: CoverageSpan, since: datetime | None = TIME_ZERO, **more: object) -> Horizon:
    return Horizon.at(TIME_ZERO, spans, RULES, listening_since=since, sealed_until=None, **more)  # type: ignore[arg-type]


def a_channel(hours_ago: float | None, *read: tuple[float, float]) -> BackfilledChannel:
    """Its last message is so old; these stretches, in hours before TIME_ZERO, were read."""
    last = None if hours_ago is None else at(TIME_ZERO - hours_ago * HOUR)
    parts = [(at(TIME_ZERO - low * HOUR), at(TIME_ZERO - high * HOUR)) for low, high in read]
    return BackfilledChannel(channel=7, last_message=last, covered=Ranges.of(parts))


def times(found: list[Hole]) -> list[tuple[float, float, bool]]:
    """Holes as hours before TIME_ZERO."""
    return [
        (
            round((TIME_ZERO - snowflake_instant(hole.low)) / HOUR, 1),
            round((TIME_ZERO - snowflake_instant(hole.high)) / HOUR, 1),
            hole.gap,
        )
        for hole in found
    ]


def test_of_a_new_channel_everything_back_to_the_depth_is_history() -> None:
    assert times(holes(a_channel(5), a_horizon(), RULES)) == [(90 * 24, 5, False)]


def test_a_channel_without_messages_has_nothing_to_read() -> None:
    assert holes(a_channel(None), a_horizon(), RULES) == []


def test_what_lies_above_something_heard_is_a_gap_and_below_it_history() -> None:
    channel = a_channel(1, (30, 20))
    assert times(holes(channel, a_horizon(live(10, 5)), RULES)) == [
        (90 * 24, 30, False),
        (20, 10.0, True),
        (5.0, 1, True),
    ]


def test_a_gap_is_closed_however_old_it_is() -> None:
    channel = a_channel(95 * 24, (110 * 24, 100 * 24))
    assert times(holes(channel, a_horizon(), RULES)) == [(100 * 24, 95 * 24, True)]


def test_nothing_is_read_of_sealed_days() -> None:
    horizon = Horizon.at(TIME_ZERO, [], RULES, listening_since=TIME_ZERO, sealed_until=TIME_ZERO - 10 * HOUR)
    assert times(holes(a_channel(5), horizon, RULES)) == [(10, 5, False)]
    assert holes(a_channel(12), horizon, RULES) == []


def test_near_the_edges_of_listening_it_is_read_again_since_two_clocks_differ() -> None:
    channel = a_channel(1, (200 * 24, 10))
    (hole,) = holes(channel, a_horizon(live(10, 5)), RULES)[-1:]
    assert snowflake_instant(hole.low) == TIME_ZERO - 5 * HOUR - MINUTE


def test_what_the_listener_says_it_lost_is_not_taken_for_heard() -> None:
    lost = NotedGap(
        family="messages", start=TIME_ZERO + 2 * HOUR, end=TIME_ZERO + 3 * HOUR, reason=JOURNAL_FULL
    )
    later = a_channel(-5, (200 * 24, -1))
    assert holes(later, a_horizon(), RULES) == []
    assert times(holes(later, a_horizon(missed=[lost]), RULES)) == [(-2.0, -3.0, True)]


def test_what_was_heard_live_before_a_channel_was_open_to_us_was_not_heard_there() -> None:
    closed = a_channel(1, (200 * 24, 20)).refused("forbidden", TIME_ZERO - 15 * HOUR)
    opened = closed.opened(TIME_ZERO)
    assert holes(a_channel(1, (200 * 24, 20)), a_horizon(live(20, 0)), RULES) != []
    assert times(holes(opened, a_horizon(live(20, 0)), RULES)) == [(20, 1, True)]


def test_gaps_come_first_and_the_newest_of_each() -> None:
    found = [Hole(1, 5, 10, False), Hole(2, 1, 20, True), Hole(3, 1, 90, False), Hole(4, 1, 80, True)]
    assert [hole.channel for hole in sorted(found, key=lambda hole: hole.turn)] == [4, 2, 3, 1]


def test_a_refusal_holds_for_a_day_and_deletion_for_ever() -> None:
    forbidden = a_channel(1).refused("forbidden", TIME_ZERO)
    assert not forbidden.may_be_asked(TIME_ZERO + 23 * HOUR, RULES)
    assert forbidden.may_be_asked(TIME_ZERO + 24 * HOUR, RULES)
    assert not a_channel(1).refused("gone", TIME_ZERO).may_be_asked(TIME_ZERO + 99 * DAY, RULES)


def test_silence_above_the_last_message_needs_no_request() -> None:
    horizon = a_horizon(since=None)
    quiet = met(a_channel(5, (200 * 24, 4.9)), horizon)
    assert quiet.covered.parts[-1][1] == at(TIME_ZERO - RULES.skew), "our clock may be ahead"
    ((start, end),) = caught_up([quiet, met(a_channel(None), horizon)], horizon, RULES)
    assert (start, end) == (TIME_ZERO - 90 * DAY, TIME_ZERO - RULES.skew)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
    st.lists(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3), min_size=1, max_size=3),
    st.lists(st.integers(0, 60), min_size=3, max_size=3),
)
def test_nothing_is_claimed_that_any_open_channel_still_has_to_read(
    listened: list[tuple[int, int]], read: list[list[tuple[int, int]]], last: list[int]
) -> None:
    spans = [live(max(one), min(one)) for one in listened if one[0] != one[1]]
    horizon = a_horizon(*spans)
    channels = [
        met(a_channel(hours, *((max(one), min(one)) for one in parts)), horizon)
        for parts, hours in zip(read, last, strict=False)
    ]
    claimed = caught_up(channels, horizon, RULES)
    for channel in channels:
        for hole in holes(channel, horizon, RULES):
            low, high = snowflake_instant(hole.low), snowflake_instant(hole.high)
            assert all(end <= low or high <= start for start, end in claimed)
        filled = channel.read(0, at(TIME_ZERO + HOUR))
        assert holes(filled, horizon, RULES) == []


def test_the_rest_is_estimated_by_what_was_read_so_far() -> None:
    minute = timedelta(minutes=1)
    assert remaining_time(read=DAY, unread=3 * DAY, took=2 * minute) == 6 * minute
    assert remaining_time(read=timedelta(), unread=DAY, took=minute) is None
    assert remaining_time(read=DAY, unread=timedelta(), took=minute) == timedelta()
