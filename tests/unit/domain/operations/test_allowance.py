"""So many questions in a minute, and the next minute begins anew."""

from hypothesis import given
from hypothesis import strategies as st

from domain.operations.allowance import SECONDS, Allowance


def test_the_last_question_of_a_minute_is_answered_and_the_next_is_not():
    allowance = Allowance(most=2, since=0.0)
    states = []
    for _ in range(4):
        allowance = allowance.asking(1.0)
        states.append((allowance.left, allowance.exceeded))
    assert states == [(1, False), (0, False), (0, True), (0, True)]
    assert allowance.resets_in(1.5) == 59
    assert allowance.asking(60.0).left == 1


@given(st.integers(1, 5), st.lists(st.floats(0, 30), max_size=60))
def test_in_no_minute_that_begins_with_a_question_are_more_answered_than_allowed(most, pauses):
    allowance, now, answered = Allowance(most=most, since=0.0), 0.0, []
    for pause in pauses:
        now += pause
        allowance = allowance.asking(now)
        assert 1 <= allowance.resets_in(now) <= SECONDS
        if not allowance.exceeded:
            answered.append((allowance.since, now))
    for since in {since for since, _ in answered}:
        assert sum(1 for begun, _ in answered if begun == since) <= most
