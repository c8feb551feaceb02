"""Who comes back to a series, and which of its regulars stopped coming."""

from domain.insights.kpis.events.series import RULES
from tests.builders.readings.kpis import MONTH, WEEK, behind, days, heard, reading
from tests.builders.readings.programme import Night, a_night, calendar_facts, called_off


def weekly(*came: tuple[int, ...], last: int = -1, series: int = 7, first: int = 1) -> list[Night]:
    """An evening each week, the last of them so many days ago."""
    return [
        a_night(first + at, last - 7 * (len(came) - 1 - at), *there, series=series, type="League")
        for at, there in enumerate(came)
    ]


def test_of_the_last_guests_those_who_come_to_the_next_one_came_back() -> None:
    found = reading("series_return", calendar_facts(weekly((0, 1, 2), (1, 5))))
    assert (behind(found), found.numerator, found.denominator) == ({1}, 1, 3)


def test_each_evening_is_held_against_the_one_before_that_took_place() -> None:
    nights = [*weekly((0, 1), (0,), (0, 1), last=-1), called_off(9, -4, series=7)]
    found = reading("series_return", calendar_facts(nights), MONTH)
    assert (found.numerator, found.denominator) == (2, 3)


def test_what_follows_a_deaf_evening_says_nothing_of_who_came_back() -> None:
    facts = calendar_facts(weekly((0, 1), (0, 1)), spans=[*heard(-400, -9), *heard(-7, 1)])
    assert reading("series_return", facts).unavailable
    single = calendar_facts([a_night(1, -8, 0), a_night(2, -1, 0)])
    assert reading("series_return", single).unavailable


def test_a_regular_who_missed_the_last_three_stopped_coming() -> None:
    nights = weekly((0, 1, 2), (0, 1), (0, 1, 2), (0, 1), (), (1,), ())
    found = reading("series_drop_off", calendar_facts(nights))
    assert (behind(found), found.numerator, found.denominator) == ({0}, 1, 2)  # the third came twice only
    assert (RULES.missed, RULES.looked_at, RULES.came) == (3, 6, 3)


def test_only_the_six_before_the_last_three_make_a_regular() -> None:
    came = [(0,), (0,), (0,), *[()] * 6, *[()] * 3]
    found = reading("series_drop_off", calendar_facts(weekly(*came)))
    assert (found.numerator, found.denominator, found.value) == (0, 0, None)


def test_a_regular_of_two_series_counts_for_each() -> None:
    one = weekly((0,), (0,), (0,), (), (), ())
    other = weekly((0,), (0,), (0,), (0,), (), (), last=-2, series=8, first=20)
    found = reading("series_drop_off", calendar_facts([*one, *other]), by="series")
    assert (found.numerator, found.denominator) == (1, 2)
    assert {part.key: (part.numerator, part.denominator) for part in found.parts} == {
        "7": (1, 1),
        "8": (0, 1),
    }


def test_a_series_without_an_event_in_the_window_is_not_looked_at() -> None:
    nights = [*weekly((0,), (0,), (0,), (), (), (), last=-10), a_night(30, -1, 0, series=9)]
    assert reading("series_drop_off", calendar_facts(nights), WEEK).unavailable
    assert reading("series_drop_off", calendar_facts(nights), days(-12, -8)).value == 1


def test_a_short_series_has_nobody_who_could_have_dropped_off() -> None:
    assert reading("series_drop_off", calendar_facts(weekly((0,), (), ()))).unavailable
