"""The overview of a guild: its course, heat map and channels, and that no moment sees what came after it."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.settings import GuildSettings
from domain.insights.overview import opening
from domain.insights.reading import busiest, heat_map
from domain.kernel.instants import day_number
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.builders.sheets import TODAY, channel_days, guild_hours, some_member_days
from tests.unit.domain.insights.facts import day, listening, read, tile

# ── heat map and channels ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("when", "row"),
    [
        ("1970-01-01", 3),
        ("2015-01-01", 3),
        ("2024-02-29", 3),
        ("2026-03-02", 0),
        ("2026-03-03", 1),
        ("2026-03-06", 4),
        ("2026-03-07", 5),
        ("2026-03-08", 6),
        ("2083-12-31", 4),
    ],
)
def test_a_known_date_falls_on_its_weekday(when: str, row: int) -> None:
    heat = heat_map(guild_hours((day_number(date.fromisoformat(when)), 17, 2, 3)))
    assert {
        (weekday, hour): cell for weekday, cells in enumerate(heat) for hour, cell in enumerate(cells) if cell
    } == {(row, 17): 5}


@given(
    st.dictionaries(
        st.tuples(st.integers(TODAY - 9, TODAY + 9), st.integers(0, 23)),
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
        max_size=20,
    )
)
def test_the_heat_map_is_a_plain_count_by_weekday_and_hour(
    table: dict[tuple[int, int], tuple[int, int]],
) -> None:
    slow: Counter[tuple[int, int]] = Counter()
    for (number, hour), (messages, reactions) in table.items():
        slow[(date(1970, 1, 1) + timedelta(days=number)).weekday(), hour] += messages + reactions
    heat = heat_map(guild_hours(*[(*key, *row) for key, row in table.items()]))
    assert len(heat) == 7 and {len(row) for row in heat} == {24}
    assert heat == tuple(tuple(slow[weekday, hour] for hour in range(24)) for weekday in range(7))


def test_channels_stand_busiest_first_with_their_share_of_all_messages() -> None:
    rows = channel_days(
        (TODAY, 11, 3, 1),
        (TODAY - 1, 11, 2, 0),
        (TODAY, 12, 5, 4),
        (TODAY, 13, 0, 7),
        (TODAY, 14, 0, 0, 9),
        (TODAY, 15, 6),
    )
    found = busiest(rows, {11: "general", 15: ""})
    assert [(row.channel, row.name, row.messages, row.reactions, row.share) for row in found] == [
        (15, "channel 15", 6, 0, 6 / 16),
        (12, "channel 12", 5, 4, 5 / 16),
        (11, "general", 5, 1, 5 / 16),
        (13, "channel 13", 0, 7, 0.0),
    ]


def test_only_the_busiest_channels_are_shown_and_shares_are_of_all() -> None:
    rows = channel_days(*[(TODAY, number, 1) for number in range(1, 21)])
    found = busiest(rows, {}, most=3)
    assert [(row.channel, row.share) for row in found] == [(1, 0.05), (2, 0.05), (3, 0.05)]


def test_a_guild_without_messages_has_no_share_of_them() -> None:
    assert busiest(channel_days(), {}) == ()
    (only,) = busiest(channel_days((TODAY, 11, 0, 3)), {})
    assert only.share == 0.0


# ── the whole page ──────────────────────────────────────────────────────────


def test_a_guild_of_which_nothing_was_recorded_is_empty() -> None:
    found = read(last_activity=None)
    assert found.empty
    assert (found.first_day, found.last_day, found.covered, found.channels) == (None, None, 0.0, ())
    assert (found.top.standings, found.top.scored) == ((), 0)
    assert [(point.messages, point.active, point.covered) for point in found.days] == [(0, 0, 0.0)] * 7
    assert not any(cell for row in found.heat for cell in row)


def test_one_message_is_everything_that_a_page_shows() -> None:
    found = read(
        [(TODAY, 4, 1)],
        heard=listening(-30, 1),
        channels=[(TODAY, 11, 1)],
        hours=[(TODAY, 17, 1)],
        names={11: "general"},
    )
    assert not found.empty
    assert (found.first_day, found.last_day, found.covered, found.gaps) == (day(0), day(0), 1.0, ())
    assert [(standing.member_no, standing.score) for standing in found.top.standings] == [(4, 1.0)]
    assert [(row.name, row.share) for row in found.channels] == [("general", 1.0)]
    assert found.heat[0][17] == 1 and sum(map(sum, found.heat)) == 1
    assert [point.messages for point in found.days] == [0] * 6 + [1]
    assert [point.day for point in found.days] == [day(away) for away in range(-6, 1)]


@pytest.mark.parametrize("as_of", ["2020-01-01", "2026-02-01", "2080-01-01"])
@pytest.mark.parametrize("text", ["1d", "30d", "all"])
def test_a_window_beside_the_data_is_quiet_and_does_not_fail(as_of: str, text: str) -> None:
    found = read([(TODAY, 4, 1)], text=text, as_of=as_of, heard=listening(-3, 1), channels=[(TODAY, 11, 1)])
    assert found.channels == () and found.top.standings == ()
    assert tile(found, "messages").unavailable
    assert all(point.messages == 0 for point in found.days)


ROWS = st.lists(
    st.tuples(st.integers(TODAY - 9, TODAY + 9), st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)),
    max_size=12,
    unique_by=lambda row: row[:2],
)
MOMENTS = st.integers(-9, 9).map(lambda away: day(away).isoformat())
TEXTS = st.sampled_from(["1d", "7d", "30d"]) | st.tuples(st.integers(-12, 9), st.integers(0, 9)).map(
    lambda drawn: f"{day(drawn[0])}..{day(drawn[0] + drawn[1])}"
)


@given(ROWS, MOMENTS, TEXTS)
def test_no_moment_sees_what_came_after_it(rows: list[tuple[int, ...]], as_of: str, text: str) -> None:
    """Asked again later, the past reads as it read then; what joined the record since is not in it."""
    last = day_number(date.fromisoformat(as_of))

    def asked(known: list[tuple[int, ...]]) -> Any:
        hours = Counter[int]()
        for when, _, messages, reactions in known:
            hours[when] += messages + reactions
        found = read(
            known,
            text=text,
            as_of=as_of,
            heard=listening(-30, 30),
            channels=[(when, 11 + who, messages, reactions) for when, who, messages, reactions in known],
            hours=[(when, 5, count, 0) for when, count in hours.items()],
            memberships=[(who, when, when) for when, who, _, _ in known],
        )
        # These two describe the record as it is now, not the window.
        return attrs.evolve(found, first_day=None, last_day=None)

    assert asked(rows) == asked([row for row in rows if row[0] <= last])


@given(some_member_days(days=7, people=4), st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_the_course_and_the_board_are_those_of_plain_loops(
    rows: list[tuple[int, ...]], bots: set[int], erased: set[int]
) -> None:
    rows = [(when - 6, *rest) for when, *rest in rows]
    found = read(rows, heard=listening(-30, 1), bots=bots, erased=erased, count=4)
    for point, when in zip(found.days, range(TODAY - 6, TODAY + 1), strict=True):
        here = [row for row in rows if row[0] == when]
        assert point.messages == sum(row[2] for row in here)
        assert point.reactions == sum(row[3] for row in here)
        assert point.active == sum(row[2] + row[3] + row[5] > 0 for row in here)
    # The erased keep their part in every sum, and take no place on the board.
    ranked = {row[1] for row in rows if row[1] not in erased and row[2] + row[3] > 0}
    assert {standing.member_no for standing in found.top.standings} == ranked


def test_each_day_says_how_much_of_it_was_heard_and_the_window_where_its_gaps_are() -> None:
    found = read(heard=listening(-6, -4.5) + listening(-2, 1))
    assert [point.covered for point in found.days] == [1, 0.5, 0, 0, 1, 1, 1]
    assert found.covered == pytest.approx(4.5 / 7)
    assert found.gaps == ((TIME_ZERO - 5 * DAY, TIME_ZERO - 2.5 * DAY),)


def test_a_day_that_is_not_over_is_measured_by_what_has_passed_of_it() -> None:
    found = read(as_of="2026-03-02T12:00Z", heard=listening(-30, 0.5))
    assert found.window.open
    assert (found.covered, found.gaps) == (1.0, ())
    assert [point.covered for point in found.days] == [1.0] * 7


def test_days_that_have_not_begun_have_no_number() -> None:
    found = read([(TODAY, 1, 3), (TODAY + 1, 1, 9)], text=f"{day(-1)}..{day(2)}", heard=listening(-30, 30))
    assert tile(found, "messages").series == (0.0, 3.0, None, None)
    assert tile(found, "messages").value == 3
    assert found.covered == 1.0


@pytest.mark.parametrize("zone_name", ["Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati"])
def test_the_days_of_a_page_are_those_of_the_guilds_zone(zone_name: str) -> None:
    settings = GuildSettings(time_zone=zone_name)
    found = read([(TODAY, 1, 3)], settings=settings, heard=listening(-30, 3))
    assert found.time_zone == zone_name
    assert found.covered == 1.0 and {point.covered for point in found.days} == {1.0}
    assert [point.day for point in found.days] == [day(away) for away in range(-6, 1)]


# ── the moment at which a page opens ────────────────────────────────────────


@pytest.mark.parametrize(
    ("last", "heard", "opens"),
    [
        (None, None, "now"),
        (None, TIME_ZERO - 9 * DAY, "now"),
        (TIME_ZERO, None, "now"),
        (TIME_ZERO - 23 * HOUR, None, "now"),
        (TIME_ZERO - DAY, None, "last"),
        (TIME_ZERO - 9 * DAY, None, "last"),
        (TIME_ZERO - 9 * DAY, TIME_ZERO - 2 * DAY, "last"),
        (TIME_ZERO - 9 * DAY, TIME_ZERO - 2 * HOUR, "now"),
        (TIME_ZERO + DAY, None, "now"),
    ],
)
def test_a_page_opens_now_while_something_listens_else_at_the_last_activity(
    last: datetime | None, heard: datetime | None, opens: str
) -> None:
    assert opening(last, heard, TIME_ZERO) == (TIME_ZERO if opens == "now" else last)


# ── what lies before and after ──────────────────────────────────────────────


def test_everything_on_record_has_nothing_before_it_to_be_compared_with() -> None:
    whole = read([(TODAY, 0, 5, 0)], text="all", heard=listening(-30, 1))
    assert {one.previous for one in whole.tiles} == {None}
    week = read([(TODAY, 0, 5, 0)], text="7d", heard=listening(-30, 1))
    assert tile(week, "messages").previous == 0


@pytest.mark.parametrize(("minutes", "gaps"), [(0, 0), (4, 0), (5, 1), (600, 1)])
def test_the_minutes_since_a_listener_spoke_are_no_gap_until_it_is_silent(minutes: int, gaps: int) -> None:
    now = TIME_ZERO + timedelta(minutes=minutes)
    found = read([(TODAY, 0, 5, 0)], as_of=now.isoformat(), heard=listening(-30, 0.5))
    assert len(found.gaps) == gaps
    assert (found.covered == 1) == (gaps == 0)
    assert (found.days[-1].covered == 1) == (gaps == 0)


def test_each_day_says_whether_it_was_told_who_reacted() -> None:
    told = listening(-30, 1, "messages") + listening(-2, 1, "reactions_given")
    assert [point.reactions_covered for point in read(heard=told).days] == [0, 0, 0, 0, 1, 1, 1]
