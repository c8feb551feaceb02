"""Retention: of those who joined so many weeks before, who is still there."""

from collections.abc import Callable
from datetime import date

from tests.integration.twin import hearing
from tests.integration.twin.question import COMPARABLE, Answer, Question, active, first_seen


def first_joined(asked: Question, who: int) -> int | None:
    """The first join, where it is known; else the first day on which they did anything."""
    past = asked.past
    stays = past.memberships.get(who, [])
    known = [stay for stay in stays if stay.first is not None or stay.last is not None]
    if known and known[0].first is not None:
        return known[0].first
    seen = first_seen(past, who)
    return seen if seen is not None and seen <= past.last else None


def monday(day: int) -> int:
    return day - date.fromordinal(day).weekday()


def _retention(weeks: int) -> Callable[[Question], Answer]:
    def answer(asked: Question) -> Answer:
        past = asked.past
        sundays = [day for day in range(asked.first, asked.last + 1) if date.fromordinal(day).weekday() == 6]
        begun = [day - 6 for day in sundays if day - 6 <= past.last]
        over = [day for day in begun if past.midnight(day + 7) <= past.moment]
        mondays = over or begun
        heard = [day for day in mondays if _heard(asked, day) >= COMPARABLE]
        if not heard:
            return None
        cohort: set[int] = set()
        stayed: set[int] = set()
        for day in heard:
            mine = {
                who
                for who in set(past.numbers) - past.bots - past.erased
                if (came := first_joined(asked, who)) is not None and monday(came) == day - 7 * weeks
            }
            cohort |= asked.within(mine)
            stayed |= asked.within(mine) & active(past, day, min(day + 7, past.last + 1))
        return (float(len(stayed)), float(len(cohort))) if cohort else None

    return answer


def _heard(asked: Question, day: int) -> float:
    past = asked.past
    until = hearing.known_until(past.spans, past.moment)
    return hearing.share(past.spans, "messages", past.midnight(day), min(past.midnight(day + 7), until))


STAYING: dict[str, Callable[[Question], Answer]] = {
    f"retention_week_{weeks}": _retention(weeks) for weeks in (4, 8, 12)
}
