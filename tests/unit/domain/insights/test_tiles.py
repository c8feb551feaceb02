"""Tiles: a number where something was heard, a plain word where nothing was, change only with a baseline."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import UNCLAIMED, Family
from domain.community.settings import GuildSettings
from domain.insights.overview import relative_change
from tests.builders.sheets import TODAY, some_member_days
from tests.unit.domain.insights.facts import EVERYTHING, listening, read, tile

KEYS = ("active_members", "messages", "reactions", "voice_hours", "newcomers", "leavers")


def test_the_tiles_stand_in_their_order_and_each_asks_something() -> None:
    found = read(heard=listening(-30, 1))
    assert tuple(each.key for each in found.tiles) == KEYS
    assert all(each.question.endswith("?") for each in found.tiles)
    assert {each.key for each in found.tiles if each.better == "down"} == {"leavers"}


def test_voice_is_hidden_where_a_guild_does_not_want_it() -> None:
    hidden = read(heard=listening(-30, 1), settings=GuildSettings(voice_shown=False))
    assert tuple(each.key for each in hidden.tiles) == tuple(key for key in KEYS if key != "voice_hours")


@pytest.mark.parametrize("key", KEYS)
def test_where_nothing_was_heard_there_is_no_number_but_a_reason(key: str) -> None:
    found = tile(read(), key)
    assert (found.value, found.previous, found.change, found.series, found.covered) == (
        None,
        None,
        None,
        (),
        0.0,
    )
    assert found.unavailable and found.unavailable.endswith(".")


@pytest.mark.parametrize("key", KEYS)
def test_where_everything_was_heard_silence_is_zero(key: str) -> None:
    found = tile(read(heard=listening(-30, 1)), key)
    assert (found.value, found.previous, found.unavailable, found.note) == (0, 0, None, None)
    assert found.series == (0.0,) * 7
    assert found.covered == 1
    assert found.change is None, "nothing grew out of nothing"


ROWS = [
    (TODAY - 8, 0, 4, 1, 0, 0),
    (TODAY - 7, 1, 2, 1, 5, 3600),
    (TODAY - 6, 0, 3, 1, 1, 1800),
    (TODAY - 1, 2, 0, 4, 0, 0),
    (TODAY - 1, 9, 0, 0, 7, 0),
    (TODAY, 0, 5, 0, 0, 5400),
    (TODAY, 3, 0, 0, 8, 0),
]


@pytest.mark.parametrize(
    ("key", "value", "previous", "series"),
    [
        ("active_members", 2, 2, (1, 0, 0, 0, 0, 1, 1)),
        ("messages", 8, 6, (3, 0, 0, 0, 0, 0, 5)),
        ("reactions", 5, 2, (1, 0, 0, 0, 0, 4, 0)),
        ("voice_hours", 2, 1, (0.5, 0, 0, 0, 0, 0, 1.5)),
    ],
)
def test_a_window_stands_beside_the_one_before(
    key: str, value: float, previous: float, series: tuple[float, ...]
) -> None:
    found = tile(read(ROWS, heard=listening(-30, 1)), key)
    assert (found.value, found.previous, found.series) == (value, previous, series)
    assert found.change == pytest.approx((value - previous) / previous)


def test_what_bots_received_is_in_no_tile() -> None:
    rows = [(TODAY, 0, 5, 0, 3, 0), (TODAY, 9, 0, 0, 7, 0)]
    received = read(rows, heard=listening(-30, 1, "reactions_received"), bots=[9])
    assert tile(received, "reactions").value == 3


def test_tiles_hours_channels_and_board_count_the_same_where_sources_disagree_who_is_a_bot() -> None:
    hours, channels = [(TODAY, 9, 4, 1)], [(TODAY, 11, 4, 1)]
    found = read([(TODAY, 9, 4, 1)], heard=listening(-30, 1), bots=[9], hours=hours, channels=channels)
    assert [tile(found, key).value for key in KEYS[:3]] == [1, 4, 1]
    assert sum(map(sum, found.heat)) == 5
    assert [(row.messages, row.share) for row in found.channels] == [(4, 1)]
    assert [(one.member_no, one.messages, one.reactions) for one in found.top.standings] == [(9, 4, 1)]


@given(some_member_days(days=14, people=6), st.sets(st.integers(0, 5)))
def test_sums_are_those_of_a_plain_loop(rows: list[tuple[int, ...]], bots: set[int]) -> None:
    shifted = [(day - 13, *rest) for day, *rest in rows]
    found = read(shifted, heard=listening(-30, 1), bots=bots, count=6)
    for low, part in ((TODAY - 6, "value"), (TODAY - 13, "previous")):
        here = [row for row in shifted if low <= row[0] < low + 7]
        busy = {row[1] for row in here if row[2] + row[3] + row[5] > 0}
        expected = [
            len(busy),
            sum(r[2] for r in here),
            sum(r[3] for r in here),
            sum(r[5] for r in here) / 3600,
        ]
        assert [getattr(tile(found, key), part) for key in KEYS[:4]] == pytest.approx(expected)
    for key in KEYS[1:4]:
        assert sum(amount or 0 for amount in tile(found, key).series) == pytest.approx(tile(found, key).value)


# ── coverage ────────────────────────────────────────────────────────────────


def test_days_of_which_nothing_was_heard_are_gaps_in_the_series() -> None:
    found = tile(read(ROWS, heard=listening(-4, -1.5) + listening(0, 1)), "messages")
    # Heard of the third, fourth and fifth day and of the last; told all the same of the first.
    assert found.series == (3.0, None, 0.0, 0.0, 0.0, None, 5.0)
    assert found.covered == pytest.approx(3.5 / 7)


def test_what_was_told_without_a_claim_is_shown_and_said_to_be_so() -> None:
    found = tile(read(ROWS), "messages")
    assert (found.value, found.previous, found.covered, found.note) == (8, None, 0.0, UNCLAIMED)
    assert found.series == (3.0, None, None, None, None, None, 5.0)


@pytest.mark.parametrize(
    ("heard_before", "previous"), [(0.0, None), (3.4, None), (3.5, 6), (7.0, 6)], ids=str
)
def test_a_window_heard_for_less_than_half_is_no_baseline(
    heard_before: float, previous: float | None
) -> None:
    found = tile(read(ROWS, heard=listening(-6 - heard_before, 1, "messages")), "messages")
    assert (found.value, found.previous) == (8, previous)
    assert (found.change is None) == (previous is None)


def test_a_history_file_without_reactors_shows_reactions_received() -> None:
    heard = listening(-30, 1, "messages", "reactions_received", source="history")
    rows = [(day, who, messages, 0, received, 0) for day, who, messages, _, received, _ in ROWS]
    found = tile(read(rows, heard=heard), "reactions")
    assert (found.title, found.value, found.previous) == ("Reactions received", 16, 5)
    assert found.note and "does not say who reacted" in found.note


def test_reactions_given_are_shown_as_soon_as_one_is_known() -> None:
    heard = listening(-30, 1, "messages", "reactions_received", source="history")
    found = tile(read(ROWS, heard=heard), "reactions")
    assert (found.title, found.value, found.note) == ("Reactions", 5, UNCLAIMED)


def test_active_members_say_what_they_were_counted_without() -> None:
    found = tile(read(ROWS, heard=listening(-30, 1, "messages", "voice")), "active_members")
    assert found.note == "Counted without reactions, which we did not hear."
    found = tile(read(ROWS, heard=listening(-30, 1, "messages")), "active_members")
    assert found.note == "Counted without reactions and voice, which we did not hear."


# ── newcomers and leavers ───────────────────────────────────────────────────

MEMBERSHIPS = [
    (0, TODAY - 40, None),
    (1, TODAY - 10, TODAY - 2),
    (2, TODAY - 6, None),
    (2, TODAY - 3, TODAY - 1),
    (3, TODAY, None),
    (4, None, TODAY),
    (5, TODAY + 1, None),
]


def test_joins_and_leaves_are_counted_on_their_days() -> None:
    found = read(heard=listening(-30, 1), memberships=MEMBERSHIPS)
    joined, left = tile(found, "newcomers"), tile(found, "leavers")
    assert (joined.value, joined.previous, joined.series) == (3, 1, (1, 0, 0, 1, 0, 0, 1))
    assert (left.value, left.previous, left.series) == (3, 0, (0, 0, 0, 0, 1, 1, 1))


def test_without_a_member_list_newcomers_are_those_who_showed_up_first() -> None:
    rows = [*ROWS, (TODAY - 2, 7, 0, 0, 9, 0), (TODAY - 30, 2, 1, 0, 0, 0)]
    found = tile(read(rows, heard=listening(-30, 1, "messages"), bots=[3]), "newcomers")
    # 0 and 1 were there the week before, 2 a month ago, 7 and 9 only received, 3 is a bot.
    assert (found.value, found.previous) == (0, 2)
    rows += [(TODAY - 2, 4, 0, 1, 0, 0), (TODAY - 1, 4, 9, 0, 0, 0), (TODAY, 5, 0, 0, 0, 60)]
    found = tile(read(rows, heard=listening(-30, 1, "messages"), bots=[3]), "newcomers")
    assert (found.value, found.series) == (2, (0, 0, 0, 0, 1, 0, 1))
    assert found.note and found.note.startswith("Join dates are not known here")


def test_newcomers_by_first_message_say_so_also_when_nobody_claims_to_have_heard_all() -> None:
    found = tile(read([(TODAY, 1, 1)]), "newcomers")
    assert found.value == 1
    assert (
        found.note == f"{UNCLAIMED} Join dates are not known here: counted by the first message or reaction."
    )


def test_leaves_that_were_heard_of_are_shown_without_a_member_list_too() -> None:
    found = tile(read(heard=listening(-30, 1, "messages"), memberships=[(4, None, TODAY)]), "leavers")
    assert (found.value, found.note) == (1, UNCLAIMED)


@pytest.mark.parametrize(
    ("value", "previous", "change"),
    [
        (6, 4, 0.5),
        (4, 4, 0.0),
        (0, 4, -1.0),
        (4, 0, None),
        (0, 0, None),
        (4, None, None),
        (None, 4, None),
        (0.5, 0.25, 1.0),
        (30.0, -6.0, None),
    ],
)
def test_change_needs_a_baseline_above_zero(value: Any, previous: Any, change: float | None) -> None:
    assert relative_change(value, previous) == change


@given(
    st.lists(st.tuples(st.sampled_from(EVERYTHING), st.integers(-16, 3), st.integers(0, 9)), max_size=8),
    some_member_days(days=7),
)
def test_whatever_was_heard_a_tile_has_a_number_or_a_reason(
    spans: list[tuple[Family, int, int]], rows: list[tuple[int, ...]]
) -> None:
    heard = [span for family, since, lasts in spans for span in listening(since, since + lasts, family)]
    for each in read([(day - 6, *rest) for day, *rest in rows], heard=heard).tiles:
        assert (each.value is None) == (each.unavailable is not None)
        assert len(each.series) == (0 if each.value is None else 7)
        assert 0 <= each.covered <= 1
        assert each.change is None or each.previous
