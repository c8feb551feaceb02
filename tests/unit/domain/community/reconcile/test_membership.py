"""Who is a member when the bot looks again."""

from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, Activity
from domain.community.reconcile import left_before, who_left
from domain.community.spans import MEMBERSHIP, Span
from tests.builders.activities import GUILD, a_person
from tests.unit.domain.community.reconcile.known import Known, an_act, at, heard

ADA = a_person(1)


def joined(minute: float) -> Activity:
    return an_act(MEMBER_JOINED, minute, person=ADA)


def counted(known: Known, minute: float, *parts: tuple[int, int], there: bool = False) -> Known:
    ids = [ADA.id] if there else ["1"]
    course = heard(*parts, family="membership")
    return known.take(who_left(GUILD, at(minute), ids, {ADA.id: known.spans}, course))


def rejoined(known: Known, minute: float, *parts: tuple[int, int]) -> Known:
    known.take([joined(minute)])
    return known.take(left_before(joined(minute), known.spans, heard(*parts, family="membership")))


def member(start: float, end: float | None, *, guessed: bool = False) -> Span:
    return Span(at(start), None if end is None else at(end), False, guessed, None)


def test_who_is_not_there_any_more_left_when_the_bot_last_listened() -> None:
    known = counted(Known(MEMBERSHIP).take([joined(10)]), 90, (0, 40), (80, 90))
    assert known.spans == [member(10, 40, guessed=True)]
    assert counted(known, 90, (0, 40), (80, 90)).spans == [member(10, 40, guessed=True)]
    assert counted(known, 95, (0, 40), (80, 95)).spans == [member(10, 40, guessed=True)]


def test_who_is_there_stays() -> None:
    assert counted(Known(MEMBERSHIP).take([joined(10)]), 90, there=True).spans == [member(10, None)]


def test_who_left_and_whom_nobody_ever_heard_left_when_it_was_found() -> None:
    assert counted(Known(MEMBERSHIP).take([joined(10)]), 90).spans == [member(10, 90, guessed=True)]


def test_who_joined_after_the_count_is_not_gone() -> None:
    known = counted(Known(MEMBERSHIP).take([joined(95)]), 90, (0, 100))
    assert known.spans == [member(95, None)]


def test_who_left_before_the_count_left_once() -> None:
    known = Known(MEMBERSHIP).take([joined(10), an_act(MEMBER_LEFT, 20)])
    assert counted(known, 90, (0, 90)).spans == [member(10, 20)]


def test_who_joins_again_had_left_in_the_silence_between() -> None:
    known = rejoined(Known(MEMBERSHIP).take([joined(10)]), 60, (0, 40), (80, 90))
    assert known.spans == [member(10, 40, guessed=True), member(60, None)]
    assert rejoined(known, 60, (0, 40), (80, 90)).spans == known.spans


def test_who_joins_again_and_whose_leave_was_heard_left_then() -> None:
    known = Known(MEMBERSHIP).take([joined(10), an_act(MEMBER_LEFT, 20)])
    assert rejoined(known, 60, (0, 90)).spans == [member(10, 20), member(60, None)]


def test_the_same_join_told_by_a_file_is_no_other() -> None:
    known = rejoined(Known(MEMBERSHIP).take([joined(10)]), 10.5, (0, 90))
    assert known.spans == [member(10, None)]


def test_a_join_that_is_only_inferred_says_nothing_of_an_earlier_one() -> None:
    known = Known(MEMBERSHIP).take([joined(10)])
    guessed = an_act(MEMBER_JOINED, 60, person=ADA, inferred=True)
    assert left_before(guessed, known.spans, heard()) == []
