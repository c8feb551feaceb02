"""Refused requests stay below a hundred in any ten minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.client.http.budget import MOST, RefusalBudget, TokenRefused, TooManyRefusals


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.tuples(st.floats(0, 400), st.integers(1, 60), st.booleans()), max_size=40))
def test_in_no_ten_minutes_are_a_hundred_refused(waves: list[tuple[float, int, bool]]) -> None:
    watch, refused = Watch(), list[float]()
    budget = RefusalBudget(watch)
    for pause, wanted, bad in waves:
        watch.now += pause
        sent = 0
        for _ in range(wanted):  # all of them on their way at once
            try:
                budget.begin()
            except TooManyRefusals:
                break
            sent += 1
        for _ in range(sent):
            budget.end(refused=bad)
            refused += [watch.now] if bad else []
    assert all(sum(at - 600 < other <= at for other in refused) < 100 for at in refused)


def test_after_ten_minutes_it_is_asked_again() -> None:
    watch = Watch()
    budget = RefusalBudget(watch)
    for _ in range(MOST):
        budget.begin()
        budget.end(refused=True)
    with pytest.raises(TooManyRefusals, match="next is sent in 600 s"):
        budget.begin()
    watch.now += 600
    budget.begin()


def test_what_is_answered_costs_nothing() -> None:
    budget = RefusalBudget(Watch())
    for _ in range(10 * MOST):
        budget.begin()
        budget.end(refused=False)
    assert budget.refused == 0


def test_after_a_wrong_token_nothing_is_sent() -> None:
    budget = RefusalBudget(Watch())
    budget.wrong_token.set()
    with pytest.raises(TokenRefused, match="another"):
        budget.begin()
