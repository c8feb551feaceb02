"""Who is a member when the bot looks again."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, Activity
from domain.community.reconcile import left_before, stayed, who_left
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


def sighted(known: Known, minute: float) -> Known:
    return known.take(stayed(GUILD, ADA, at(minute), known.spans))


def test_who_is_seen_after_a_leave_that_was_only_inferred_never_left() -> None:
    known = counted(Known(MEMBERSHIP).take([joined(10)]), 90, (0, 40), (80, 90))
    assert sighted(known, 30).spans == [member(10, 40, guessed=True)]
    assert sighted(known, 100).spans == [member(10, None)]
    assert stayed(GUILD, ADA, at(110), known.spans) == []


def test_who_stayed_after_all_may_leave_later_and_come_back_once_more() -> None:
    known = counted(Known(MEMBERSHIP).take([joined(10)]), 90, (0, 40), (80, 90))
    counted(sighted(known, 100), 200, (0, 40), (80, 150), (190, 200))
    assert known.spans == [member(10, 150, guessed=True)]
    assert sighted(known, 210).spans == [member(10, None)]
    assert known.take([an_act(MEMBER_LEFT, 220)]).spans == [member(10, 220)]


def test_who_was_heard_to_leave_or_came_back_since_is_brought_back_by_nothing() -> None:
    left = Known(MEMBERSHIP).take([joined(10), an_act(MEMBER_LEFT, 20)])
    assert sighted(left, 100).spans == [member(10, 20)]
    back = counted(Known(MEMBERSHIP).take([joined(10)]), 90, (0, 40)).take([joined(95)])
    assert sighted(back, 100).spans == [member(10, 40, guessed=True), member(95, None)]
    assert stayed(GUILD, ADA, at(100), []) == []


LOOKS = st.lists(
    st.tuples(st.integers(1, 20), st.booleans(), st.sets(st.integers(0, 30), max_size=4)), max_size=12
)


@given(LOOKS, st.randoms())
def test_whatever_was_inferred_who_is_seen_last_has_one_membership_that_goes_on(
    looks: list[tuple[int, bool, set[int]]], random: Random
) -> None:
    known, minute = Known(MEMBERSHIP).take([joined(0)]), 1
    for after, there, silences in looks:
        minute += after
        parts = [(from_, from_ + 1) for from_ in range(minute) if from_ not in silences]
        counted(known, minute, *parts, there=there)
        if there:
            sighted(known, minute)
            assert known.spans == [member(0, None)]
        assert len(known.spans) == 1
        assert stayed(GUILD, ADA, at(minute), known.spans) == [] or not there
    marks = list(known.marks.items())
    random.shuffle(marks)
    assert Known(MEMBERSHIP, dict(marks)).spans == known.spans
