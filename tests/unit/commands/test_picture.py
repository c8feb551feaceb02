"""The course of a number as a line of blocks."""

from adapters.discord.commands.insights.picture import BLOCKS, MOST, UNKNOWN, picture


def test_a_course_stands_on_zero_and_reaches_up_to_its_highest() -> None:
    assert picture([0, 7, 14]) == BLOCKS[0] + BLOCKS[4] + BLOCKS[7]
    assert picture([90, 100]) == BLOCKS[6] + BLOCKS[7]


def test_what_is_not_known_is_a_dot_and_no_zero() -> None:
    assert picture([None, 0, 2]) == UNKNOWN + BLOCKS[0] + BLOCKS[7]
    assert picture([None]) == UNKNOWN


def test_below_zero_the_lowest_is_the_ground() -> None:
    assert picture([-2, 0, 2]) == BLOCKS[0] + BLOCKS[4] + BLOCKS[7]
    assert picture([-2, -1]) == BLOCKS[0] + BLOCKS[4]


def test_of_a_long_course_the_latest_is_drawn() -> None:
    assert picture([9.0] * 50 + [0.0] * MOST) == BLOCKS[0] * MOST
