"""The verdict on a window, what came in, and of how many people it is known when they joined."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import BACKFILL, FAMILIES, HISTORY, CoverageSpan, channel_shares, coverage
from domain.community.log.intake import IntakeKey
from domain.insights.data_quality.intake import by_source, lags
from domain.insights.data_quality.quality import known_joins
from tests.builders.readings.data_quality import ALIVE, NOW, a_quality, live, some_intake, span
from tests.builders.sheets import members
from tests.unit.domain.community.test_coverage import SPANS, STEP, TIME_ZERO, WINDOWS

DAY = timedelta(days=1).total_seconds()
COUNTS = st.dictionaries(
    st.builds(
        IntakeKey,
        day=st.integers(1, 3),
        source=st.sampled_from(["gateway", "ingest"]),
        what=st.sampled_from(["accepted", "duplicate", "differing", "lag"]),
        kind=st.sampled_from(["message", "reaction"]),
        bucket=st.integers(0, 29),
    ),
    st.integers(1, 1000),
)


def test_everything_that_somebody_listens_to_was_heard() -> None:
    found = a_quality().verdict
    assert found.full
    assert found.expected == ALIVE
    assert found.never == ("events", "commands")


def test_the_worst_comes_first_and_what_is_missing_alike_is_told_together() -> None:
    others = [family for family in ALIVE if family != "voice"]
    spans = [*live((400, 10), (9, 0), families=others), *live((400, 12), (9, 5), (4, 0), families=["voice"])]
    [voice, rest] = a_quality(spans=spans).verdict.missing
    assert (voice.families, voice.seconds, voice.gaps) == (("voice",), 4 * DAY, 2)
    assert (rest.families, rest.seconds, rest.gaps) == (tuple(others), DAY, 1)


def test_a_time_in_which_nobody_listened_is_not_full() -> None:
    found = a_quality(spans=live((400, 200))).verdict
    assert not found.heard
    assert not found.full
    assert not a_quality(spans=[]).verdict.heard


def test_a_channel_that_was_exported_sooner_is_missing_in_part() -> None:
    spans = [span("messages", 400, 3 * at, source=HISTORY, channel=7 + at) for at in range(2)]
    read = a_quality(spans=spans, channels={7: "general"})
    [missing] = read.verdict.missing
    assert missing.partly
    assert [(row.channel, row.name) for row in read.channels] == [(8, None), (7, "general")]
    assert read.channels[0].share < read.channels[1].share == 1


def test_channels_that_were_heard_alike_are_not_listed() -> None:
    spans = [span("messages", 400, 0, source=HISTORY, channel=at) for at in (1, 2)]
    assert a_quality(spans=spans).channels == ()
    assert a_quality().channels == ()


@given(SPANS, WINDOWS)
def test_the_share_of_a_channel_is_that_of_its_own_coverage(
    spans: list[CoverageSpan], window: tuple[int, int]
) -> None:
    start, end = TIME_ZERO + window[0] * STEP, TIME_ZERO + sum(window) * STEP
    for channel, share in channel_shares(spans, "messages", start, end).items():
        own = [s for s in spans if s.family == "messages" and s.channel in (None, channel)]
        alone = [attrs.evolve(s, channel=None) for s in own]
        assert share == pytest.approx(coverage(alone, "messages", start, end).share)


def test_what_was_caught_up_with_is_told_after_the_listener_and_listens_to_nothing() -> None:
    caught_up = [span("messages", 400, 1, source=BACKFILL), *live((1, 0))]
    read = a_quality(spans=caught_up)
    assert [each.source for each in read.listeners] == ["gateway"]
    assert read.families[0].sources == ("gateway", BACKFILL)


def test_a_source_that_spoke_within_minutes_is_listening_and_files_never_are() -> None:
    spans = [
        *live((400, 3 / 1440)),
        span("messages", 30, 0.5, source="webhook"),
        span("messages", 30, 0, source=HISTORY, channel=7),
    ]
    found = {row.source: row for row in a_quality(spans=spans).listeners}
    assert {source: row.listening for source, row in found.items()} == {
        "gateway": True,
        "webhook": False,
        HISTORY: False,
    }
    assert found["webhook"].until == NOW - timedelta(hours=12)
    assert found["gateway"].families == ALIVE


def test_every_family_has_a_row_with_who_told_of_it_in_this_time() -> None:
    spans = [*live((400, 0), families=["messages"]), span("messages", 400, 300, source=HISTORY)]
    read = a_quality(spans=spans)
    assert [row.family for row in read.families] == list(FAMILIES)
    assert read.families[0].sources == ("gateway",)
    assert read.families[3].sources == ()


def test_a_guild_is_empty_only_when_nothing_at_all_is_known_of_it() -> None:
    nothing = {"last_activity": None, "spans": (), "intake": {}}
    assert a_quality(**nothing).empty
    assert not a_quality(**nothing | {"letters": {"unknown_kind": 1}}).empty
    assert not a_quality(**nothing | {"spans": live((1, 0))}).empty


@given(COUNTS)
def test_what_came_in_is_added_up_by_source(counts: dict[IntakeKey, int]) -> None:
    found = by_source(counts)
    assert sum(one.told for one in found) == sum(n for key, n in counts.items() if key.what != "lag")
    assert all(sum(kind.accepted for kind in one.kinds) == one.accepted for one in found)
    assert [one.told for one in found] == sorted((one.told for one in found), reverse=True)
    assert sum(lag.count + lag.afterwards for lag in lags(counts)) == sum(
        n for key, n in counts.items() if key.what == "lag"
    )


def test_lags_are_of_each_source() -> None:
    both = {**some_intake(), **some_intake("ingest", 2)}
    assert [lag.source for lag in lags(both)] == ["ingest", "gateway"]
    assert lags(some_intake(HISTORY)) == ()


def test_a_join_is_known_where_it_was_told_with_its_date() -> None:
    columns = members(
        6, bots=[4], erased=[5], memberships=[(0, 10, None), (0, 30, None), (1, None, 20), (4, 1, None)]
    )
    assert (known_joins(columns).known, known_joins(columns).people) == (1, 4)
    guessed = attrs.evolve(columns, joined_inferred=columns.joined < 100)
    assert known_joins(guessed).known == 0
    assert known_joins(members(0)).people == 0
