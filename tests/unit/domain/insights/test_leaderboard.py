"""Leaderboards and receipts: ties stated, the hidden left out, points that add up."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.settings import GuildSettings
from domain.insights.leaderboard import Leaderboard, leaderboard
from domain.insights.scoring import receipt, score
from tests.builders.sheets import TODAY, member_days, members, some_member_days

PLAIN = GuildSettings()
WEIGHTS = st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0, 2.5, 1000.0])


def places(board: Leaderboard) -> list[tuple[int, bool, int, float]]:
    return [(found.rank, found.tied, found.member_no, found.score) for found in board.standings]


@given(
    some_member_days(people=8),
    st.sets(st.integers(0, 7)),
    st.integers(0, 10),
    st.integers(1, 9),
    WEIGHTS,
    WEIGHTS,
)
def test_a_board_is_what_a_plain_sort_gives(
    rows: list[tuple[int, ...]],
    hidden: set[int],
    known: int,
    most: int,
    of_message: float,
    of_reaction: float,
) -> None:
    settings = GuildSettings(message_weight=of_message, reaction_weight=of_reaction)
    given: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for _, who, messages, reactions, _, _ in rows:
        given[who][0] += messages
        given[who][1] += reactions
    points = {
        who: round(messages * of_message + reactions * of_reaction, 6)
        for who, (messages, reactions) in given.items()
        if who not in hidden or who >= known
    }
    ranked = sorted((who for who in points if points[who] > 0), key=lambda who: (-points[who], who))
    board = leaderboard(member_days(*rows), settings, hidden=members(known, bots=hidden).bot, places=most)
    shown = ranked[:most]
    scores = [points[who] for who in ranked]
    assert places(board) == [
        (1 + sum(other > points[who] for other in scores), scores.count(points[who]) > 1, who, points[who])
        for who in shown
    ]
    assert board.scored == len(ranked)
    assert board.also_tied == sum(points[who] == points[shown[-1]] for who in ranked[most:] if shown)
    for standing in board.standings:
        assert [standing.messages, standing.reactions] == given[standing.member_no]
        assert sum(part.points for part in standing.parts) == pytest.approx(standing.score, abs=1e-6)
        assert [part.count for part in standing.parts] == [standing.messages, standing.reactions]


def test_equal_scores_share_a_rank_and_those_beyond_the_last_place_are_counted() -> None:
    sheet = member_days(*[(TODAY, who, count) for who, count in enumerate([5, 7, 5, 5, 1, 1])])
    board = leaderboard(sheet, PLAIN, places=3)
    assert places(board) == [(1, False, 1, 7.0), (2, True, 0, 5.0), (2, True, 2, 5.0)]
    assert (board.scored, board.also_tied) == (6, 1)
    assert [found.rank for found in leaderboard(sheet, PLAIN).standings] == [1, 2, 2, 2, 5, 5]


def test_what_is_equal_on_paper_is_a_tie_though_floats_differ() -> None:
    # 3 x 0.1 is 0.30000000000000004 to a machine, and 1 x 0.3 is not.
    settings = GuildSettings(message_weight=0.1, reaction_weight=0.3)
    board = leaderboard(member_days((TODAY, 0, 0, 1), (TODAY, 1, 3, 0)), settings)
    assert places(board) == [(1, True, 0, 0.3), (1, True, 1, 0.3)]
    assert score(3, 0, settings) == score(0, 1, settings) == 0.3


def test_who_is_hidden_takes_no_place_and_no_rank() -> None:
    sheet = member_days((TODAY, 0, 9), (TODAY, 1, 5), (TODAY, 2, 3))
    board = leaderboard(sheet, PLAIN, hidden=members(1, bots=[0]).bot)
    assert places(board) == [(1, False, 1, 5.0), (2, False, 2, 3.0)]
    assert board.scored == 2


def test_a_member_list_longer_than_the_sheet_is_no_trouble() -> None:
    board = leaderboard(member_days((TODAY, 0, 9)), PLAIN, hidden=members(50, erased=[0, 49]).erased)
    assert board == Leaderboard(standings=(), scored=0)


@pytest.mark.parametrize("rows", [[], [(TODAY, 3, 0, 0, 9, 600)]])
def test_without_a_score_above_zero_nobody_stands_on_the_board(rows: list[tuple[int, ...]]) -> None:
    assert leaderboard(member_days(*rows), PLAIN) == Leaderboard(standings=(), scored=0)


def test_a_board_without_places_still_says_how_many_scored() -> None:
    assert leaderboard(member_days((TODAY, 0, 9), (TODAY, 1, 1)), PLAIN, places=0).scored == 2


def test_received_reactions_and_voice_are_never_part_of_a_score() -> None:
    sheet = member_days((TODAY, 0, 1, 1, 500, 86_000))
    (only,) = leaderboard(sheet, PLAIN).standings
    assert only.score == 1.5


def test_a_receipt_says_which_counts_times_which_weights() -> None:
    settings = GuildSettings(message_weight=2.0, reaction_weight=0.25)
    parts = receipt(3, 4, settings)
    assert [(part.what, part.count, part.weight, part.points) for part in parts] == [
        ("messages", 3, 2.0, 6.0),
        ("reactions given", 4, 0.25, 1.0),
    ]
    assert score(3, 4, settings) == 7.0
    assert score(0, 0, settings) == 0.0


def test_huge_counts_stay_whole() -> None:
    big = 2**31 - 1
    sheet = member_days((TODAY, 0, big, big), (TODAY + 1, 0, big, big))
    (only,) = leaderboard(sheet, PLAIN).standings
    assert (only.messages, only.reactions, only.score) == (2 * big, 2 * big, 3.0 * big)
    assert np.isfinite(only.score)


def test_reactors_are_known_when_they_were_heard_or_anybody_reacted() -> None:
    quiet, told = member_days((TODAY, 0, 3, 0)), member_days((TODAY, 0, 3, 1))
    assert leaderboard(quiet, PLAIN).reactors_known
    assert not leaderboard(quiet, PLAIN, reactions_heard=False).reactors_known
    assert leaderboard(told, PLAIN, reactions_heard=False).reactors_known
    assert not leaderboard(member_days(), PLAIN, reactions_heard=False).reactors_known
