"""Days of the activity chart taken together: what is not known of a day is no zero of it."""

from datetime import date, timedelta

from domain.insights.overview import DayPoint, Together

MONDAY = date(2026, 3, 2)


def days(*told: tuple[int, float]) -> Together:
    """So many were active on each day, and so much of it was heard."""
    return Together(
        days=tuple(
            DayPoint(
                day=MONDAY + timedelta(days=at),
                messages=active * 2,
                reactions=0,
                active=active,
                covered=covered,
                reactions_covered=0.0,
            )
            for at, (active, covered) in enumerate(told)
        )
    )


def active(day: DayPoint) -> float:
    return day.active


def test_the_usual_day_is_of_those_that_were_heard() -> None:
    assert days((4, 1.0), (0, 0.0), (2, 0.5)).usual(active) == 3
    assert days((4, 1.0), (0, 1.0)).usual(active) == 2


def test_of_days_that_nobody_heard_no_day_is_usual() -> None:
    assert days((0, 0.0), (0, 0.0)).usual(active) is None


def test_what_was_told_of_a_day_that_nobody_heard_counts() -> None:
    assert days((4, 0.0), (0, 0.0)).usual(active) == 4


def test_as_much_was_heard_as_of_all_the_days() -> None:
    assert days((4, 1.0), (0, 0.0)).covered == 0.5


def test_reactions_that_nobody_told_of_are_unknown() -> None:
    found = days((4, 1.0), (2, 1.0))
    assert found.reactions is None
    told = DayPoint(day=MONDAY, messages=0, reactions=0, active=0)
    assert Together(days=(*found.days, told)).reactions == 0
