"""The Top 10 states its ties, and each score opens into its receipt."""

import attrs

from adapters.dash_ui.components.people import colour_of
from adapters.dash_ui.pages.overview.top import receipt, top
from adapters.dash_ui.theme.tokens import AVATARS
from domain.insights.leaderboard import Leaderboard
from tests.builders.overview import NAMES, a_standing, a_top, people_called
from tests.builders.overview_kinds import HOSTILE, LEGIBLE
from tests.unit.dash_ui.reading import found, inside, text

PEOPLE = people_called(NAMES)


def test_members_of_equal_score_share_a_rank_and_it_says_so() -> None:
    shown = top(a_top(((50, 10), (40, 20), (45, 10), (3, 0))), PEOPLE)
    assert [text(rank) for rank in found(shown, "rank")] == ["1", "=2", "=2", "4"]


def test_those_who_share_the_last_place_are_counted() -> None:
    shown = text(top(a_top(((9, 0), (2, 0)), also_tied=3), PEOPLE))
    assert "And 3 more with the same score" in shown
    assert "5 members have a score" in shown


def test_one_member_is_one_member() -> None:
    shown = text(top(a_top(((9, 0),)), PEOPLE))
    assert "Top members" in shown
    assert "1 member has a score" in shown


def test_a_receipt_shows_each_count_times_its_weight_and_the_sum() -> None:
    shown = text(receipt(a_standing(0, 812, 420, rank=1)))
    assert "Messages 812 × 1 812" in shown
    assert "Reactions given 420 × 0.5 210" in shown
    assert "Score 1,022" in shown


def test_the_receipt_opens_without_the_server() -> None:
    shown = top(a_top(((9, 0),)), PEOPLE)
    [place] = found(shown, "place")
    assert [type(part).__name__ for part in place.children] == ["Summary", "Table"]


def test_a_row_is_said_in_one_sentence() -> None:
    summary = next(
        part for part in inside(top(a_top(((8, 1), (8, 1))), PEOPLE)) if type(part).__name__ == "Summary"
    )
    said = getattr(summary, "aria-label")
    assert said == "Livia Drusilla, shared rank 1, score 8.5, 8 messages, 1 reaction"


def test_a_name_is_only_ever_text() -> None:
    counts = tuple((20 - at, 0) for at in range(len(HOSTILE)))
    shown = top(a_top(counts), people_called(HOSTILE))
    names = found(shown, "name")
    assert [name.children for name in names] == list(LEGIBLE)
    assert {type(name).__name__ for name in names} == {"Bdi"}
    assert {name.dir for name in names} == {"auto"}


def test_somebody_without_a_name_is_still_shown() -> None:
    assert "Member 0" in text(top(a_top(((9, 0),)), {}))


def test_reactions_that_nobody_heard_are_left_out_and_not_zero() -> None:
    board = a_top(((9, 0), (3, 0)))
    shown = text(top(attrs.evolve(board, reactors_known=False), PEOPLE))
    assert "Who reacted is not known here" in shown
    assert "9 messages \u00b7" not in shown
    assert "9 messages \u00b7 0 reactions" in text(top(board, PEOPLE))


def test_a_receipt_says_not_known_where_nobody_told_who_reacted() -> None:
    said = text(receipt(a_standing(0, 14, 0, rank=1), unknown=True))
    assert "Messages 14 × 1 14 Reactions given not known Score 14" in said
    assert "0.5" not in said


def test_the_row_of_a_screen_reader_has_no_false_zero_either() -> None:
    board = attrs.evolve(a_top(((9, 0),)), reactors_known=False)
    [row] = [part for part in inside(top(board, PEOPLE)) if type(part).__name__ == "Summary"]
    assert getattr(row, "aria-label") == "Livia Drusilla, rank 1, score 9, 9 messages"
    assert "not known" in text(found(top(board, PEOPLE), "receipt"))


def test_nobody_is_said_to_be_nobody() -> None:
    assert "Nobody has a score" in text(top(Leaderboard(standings=(), scored=0), {}))


def test_a_colour_stays_with_its_member_and_all_colours_are_used() -> None:
    assert [colour_of(no) for no in range(50)] == [colour_of(no) for no in range(50)]
    assert {colour_of(no) for no in range(200)} == set(AVATARS)
