"""A profile's parts sum to its wholes, and what is not known is not said."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.members import Member
from domain.community.settings import GuildSettings
from domain.community.spans import Span
from domain.insights.leaderboard import leaderboard
from domain.insights.profile import Profile, read_profile
from domain.insights.profile.profile import Doings
from domain.kernel.windows import AsOf, Window
from tests.builders.overview import a_window
from tests.builders.readings.profile import CHANNEL, LAST_DAY, ME, ZONE, a_profile, at, listened, member_facts
from tests.builders.sheets import members


def doings(read: Profile) -> Doings:
    assert read.doings is not None
    return read.doings


def amount(read: Profile, key: str) -> tuple[int | None, int | None]:
    [found] = [one for one in doings(read).amounts if one.key == key]
    return found.total, found.previous


counts = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3), st.integers(0, 3))
some_days = st.dictionaries(
    st.tuples(st.integers(-70, 0), st.integers(0, 5)), counts.filter(any), max_size=40
).map(lambda table: [(*key, *row) for key, row in table.items()])


@given(some_days)
def test_every_number_is_the_sum_of_the_days_behind_it(rows: list[tuple[int, ...]]) -> None:
    read = doings(read_profile(member_facts(rows)))
    mine = np.array([row[2:] for row in rows if row[1] == ME and row[0] > -30]).reshape(-1, 4)
    totals = {one.key: one.total for one in read.amounts}
    assert [totals[key] for key in ("messages", "reactions", "received", "voice")] == mine.sum(0).tolist()
    for one in read.amounts:
        assert one.total == sum(count for _, count in one.days)
        assert all(count for _, count in one.days)
    place = read.standing
    assert place.score == sum(part.points for part in place.parts) == sum(points for _, points in place.days)
    assert sum(point.messages for point in read.days) == totals["messages"]
    assert sum(point.voice_seconds for point in read.days) == totals["voice"]
    assert len(read.days) == 30


@given(some_days, st.integers(0, 5), st.sets(st.integers(0, 5), max_size=2))
def test_the_rank_is_that_of_the_leaderboard(rows: list[tuple[int, ...]], who: int, erased: set[int]) -> None:
    facts = member_facts(rows, who=who, members=members(6, erased=erased - {who}))
    place = doings(read_profile(facts)).standing
    board = leaderboard(
        facts.sheet.between(facts.window.span), facts.settings, hidden=facts.members.erased, places=99
    )
    shown = {one.member_no: one for one in board.standings}
    assert place.scored == board.scored
    assert (place.rank is None) == (who not in shown)
    if who in shown:
        same = (shown[who].rank, shown[who].tied, shown[who].score, shown[who].parts)
        assert (place.rank, place.tied, place.score, place.parts) == same


places_of = st.dictionaries(
    st.tuples(st.integers(-40, 0), st.integers(0, 11), st.integers(0, 7)), st.integers(1, 5), max_size=40
)


@given(places_of, st.integers(0, 3))
def test_channels_and_what_is_elsewhere_are_all_that_they_wrote_and_so_is_the_rhythm(
    where: dict[tuple[int, int, int], int], nowhere: int
) -> None:
    by_day: dict[int, int] = {}
    for (day, _, _), count in where.items():
        by_day[day] = by_day.get(day, 0) + count
    by_day[-1] = by_day.get(-1, 0) + nowhere
    read = doings(
        read_profile(
            member_facts(
                [(day, ME, count) for day, count in by_day.items() if count],
                places=[(day, ME, CHANNEL + at, eighth, n) for (day, at, eighth), n in where.items()],
            )
        )
    )
    wrote = sum(count for day, count in by_day.items() if day > -30)
    assert sum(one.messages for one in read.places) + read.elsewhere == wrote
    assert sum(sum(row) for row in read.rhythm) == wrote - nowhere
    for one in read.places:
        assert one.messages == sum(count for _, count in one.days)
        assert one.share * wrote == pytest.approx(one.messages)
    order = [-one.messages for one in read.places]
    assert order == sorted(order)


def test_the_week_begins_on_monday() -> None:
    saturday = LAST_DAY
    assert saturday.weekday() == 5
    read = doings(read_profile(member_facts([(0, ME, 2)], places=[(0, ME, CHANNEL, 6, 2)])))
    assert list(read.rhythm[5]) == [0, 0, 0, 0, 0, 0, 2, 0]


def test_a_channel_is_compared_with_the_window_before() -> None:
    places = [(0, ME, CHANNEL, 1, 6), (-31, ME, CHANNEL, 1, 3), (-1, ME, CHANNEL + 1, 1, 1)]
    days = [(0, ME, 6), (-31, ME, 3), (-1, ME, 1)]
    general, other = doings(read_profile(member_facts(days, places=places))).places
    assert (general.name, general.previous, general.change) == ("general", 3, 1.0)
    assert (other.previous, other.change) == (0, None)
    deaf = listened(since=20)
    unheard = doings(read_profile(member_facts(days, places=places, spans=deaf))).places
    assert [one.previous for one in unheard] == [None, None]


def test_a_window_that_nobody_heard_is_no_baseline_and_zero_has_no_change() -> None:
    read = read_profile(member_facts([(0, ME, 6), (-31, ME, 3)], spans=listened(since=29)))
    assert amount(read, "messages") == (6, None)
    assert doings(read).standing.previous is None
    silent_before = doings(read_profile(member_facts([(0, ME, 6)])))
    assert (silent_before.standing.previous, silent_before.standing.change) == (0.0, None)


def test_what_nobody_listened_for_is_not_known_and_not_zero() -> None:
    read = read_profile(member_facts([(0, ME, 6)], spans=listened("messages")))
    assert amount(read, "voice") == amount(read, "reactions") == (None, None)
    assert doings(read).standing.score == 6.0 and not doings(read).standing.reactors_known
    nothing = doings(read_profile(member_facts([], spans=[])))
    assert nothing.standing.score is None and nothing.course == "unknown"


def test_a_score_is_not_compared_with_one_that_is_made_of_less() -> None:
    spans = [*listened("messages"), *listened("reactions_given", since=29)]
    read = doings(read_profile(member_facts([(0, ME, 6, 2), (-31, ME, 3)], spans=spans)))
    assert (read.standing.score, read.standing.previous) == (7.0, None)


def test_voice_that_a_guild_hides_is_nowhere() -> None:
    settings = GuildSettings(time_zone=ZONE, voice_shown=False)
    talked = [Span(at(1, 20), at(1, 21), False, False, None)]
    read = doings(read_profile(member_facts([(-1, ME, 1, 0, 0, 3600)], settings=settings, voice=talked)))
    assert read.sessions is None
    assert "voice" not in {one.key for one in read.amounts}
    assert not any(point.voice_seconds for point in read.days)


def test_events_that_somebody_attended_are_counted_like_everything_else() -> None:
    rows = [(-1, ME, 1, 0, 0, 0, 2), (-5, ME, 0, 0, 0, 0, 1), (-31, ME, 0, 0, 0, 0, 1), (0, 0, 1)]
    assert amount(read_profile(member_facts(rows)), "events") == (3, 1)
    assert amount(read_profile(member_facts(rows, spans=[])), "events") == (3, None)
    unheard = [(-40, ME, 0, 0, 0, 0, 1)]
    assert amount(read_profile(member_facts(unheard, spans=listened("messages"))), "events") == (None, None)


def test_a_guild_without_events_has_no_such_number() -> None:
    read = doings(read_profile(member_facts([(-1, ME, 1)])))
    assert "events" not in {one.key for one in read.amounts}


def test_of_the_erased_nothing_is_left_but_that_they_are() -> None:
    erased = Member(member_no=ME, name=None, bot=False, erased=True)
    read = read_profile(
        member_facts([(0, ME, 6)], member=erased, memberships=[Span(at(9), None, False, False, None)])
    )
    assert (read.doings, read.joined, read.last_seen, read.stays) == (None, None, None, ())
    assert (read.person.name, read.person.initials) == ("Erased member", "?")


def test_who_has_left_is_said_to_have_left_and_when() -> None:
    spans = [Span(at(20), at(5), False, False, None)]
    read = read_profile(member_facts([(-9, ME, 1)], memberships=spans))
    assert (read.left, read.left_on) == (True, LAST_DAY - timedelta(days=5))
    assert (read.joined, read.joined_inferred) == (LAST_DAY - timedelta(days=20), False)
    assert read.last_seen == LAST_DAY - timedelta(days=9)


def test_a_join_that_nobody_saw_is_the_first_day_with_activity() -> None:
    read = read_profile(member_facts([(-50, ME, 1), (-2, ME, 1)]))
    assert (read.joined, read.joined_inferred) == (LAST_DAY - timedelta(days=50), True)
    unseen = [Span(None, at(5), True, False, None)]
    left = read_profile(member_facts([(-50, ME, 1)], memberships=unseen))
    assert (left.joined, left.joined_inferred, left.left) == (LAST_DAY - timedelta(days=50), True, True)


def test_sessions_of_the_window_come_latest_first_and_the_longest_is_named() -> None:
    def talked(days: int, minutes: int | None) -> Span:
        end = None if minutes is None else at(days, 20) + timedelta(minutes=minutes)
        return Span(at(days, 20), end, False, False, CHANNEL + 2)

    spans = [talked(45, 300), talked(9, 20), talked(5, 90), talked(2, 10), talked(0, None)]
    read = doings(read_profile(member_facts(voice=spans, most_sessions=3))).sessions
    assert read is not None and read.longest is not None
    assert [one.seconds // 60 for one in read.shown] == [0, 10, 90]
    assert (read.count, read.longest.seconds, read.shown[0].channel) == (4, 5400, "Voice Arena")


def test_everything_has_nothing_to_be_compared_with() -> None:
    window = a_window(60)
    everything = type(window)(first=window.first, last=window.last, label="all")
    read = doings(read_profile(member_facts([(-40, ME, 5), (0, ME, 1)], window=everything)))
    assert read.standing.previous is None and read.course == "unknown"


def test_nobody_goes_quiet_because_nobody_listened_or_the_day_is_not_over() -> None:
    before = [(-40, ME, 20)]
    heard_for_a_third = [*listened(since=61, until=30), *listened(since=9)]
    assert doings(read_profile(member_facts([*before, (-1, ME, 6)], spans=heard_for_a_third))).course == (
        "unknown"
    )
    heard_for_two_thirds = [*listened(since=61, until=30), *listened(since=19)]
    for now, expected in ((9, "steady"), (5, "quieter"), (20, "rising")):
        rows = [*before, (-1, ME, now)]
        assert doings(read_profile(member_facts(rows, spans=heard_for_two_thirds))).course == expected
    one_day = Window(first=LAST_DAY, last=LAST_DAY, label="1d", open=True)
    noon = AsOf.at(at(0, 18), ZONE)
    today = [(-1, ME, 20), (0, ME, 9)]
    assert doings(read_profile(member_facts(today, window=one_day, as_of=noon))).course == "steady"
    dawn = AsOf.at(at(0, 3), ZONE)
    assert doings(read_profile(member_facts(today, window=one_day, as_of=dawn))).course == "unknown"


def test_a_made_up_person_has_every_part() -> None:
    read = doings(a_profile())
    assert read.places and read.talk.bonds and read.sessions and read.moments and read.active
