"""Chance in whole numbers: the distributions that it promises, and lots that do not disturb each other."""

from itertools import pairwise

import numpy as np
import pytest

from adapters.simulation.world.chance import Chance, Concern, below, counts, one_of, then

MANY = np.arange(100_000)
CHANCE = Chance(3)


@pytest.mark.parametrize("rate", [20, 400, 1_000, 3_333, 12_500, 60_000])
def test_counts_have_the_mean_and_the_variance_of_poisson(rate):
    found = counts(CHANCE.of(Concern.COUNT, MANY, rate), np.full(len(MANY), rate))
    mean = rate / 1000
    off = 5 * (mean / len(MANY)) ** 0.5  # five standard errors
    assert abs(found.mean() - mean) < off
    assert abs(found.var() / mean - 1) < 0.06


def test_with_the_same_lot_a_higher_rate_never_gives_less():
    lots = CHANCE.of(Concern.COUNT, MANY)
    found = [counts(lots, np.full(len(MANY), rate)) for rate in (500, 900, 1_400, 5_000)]
    assert all((less <= more).all() for less, more in pairwise(found))


def test_every_number_below_a_bound_is_as_likely():
    found = np.bincount(below(CHANCE.of(Concern.WRITING, MANY), 10), minlength=10)
    assert len(found) == 10
    assert abs(found / len(MANY) - 0.1).max() < 5 * (0.09 / len(MANY)) ** 0.5


def test_a_weight_is_a_share():
    found = np.bincount(one_of(CHANCE.of(Concern.WRITING, MANY, 2), [1, 0, 3]), minlength=3) / len(MANY)
    assert found[1] == 0
    assert abs(found[2] - 0.75) < 0.01


def test_people_concerns_days_and_further_lots_do_not_follow_each_other():
    base = CHANCE.of(Concern.WRITING, MANY)
    others = (
        CHANCE.of(Concern.WRITING, MANY + 1),
        CHANCE.of(Concern.ANSWERING, MANY),
        CHANCE.of(Concern.WRITING, MANY, 1),
        Chance(4).of(Concern.WRITING, MANY),
        then(base, 0),
        then(base, 1),
    )
    for other in others:
        together = np.corrcoef(below(base, 1000), below(other, 1000))[0, 1]
        assert abs(together) < 5 / len(MANY) ** 0.5


def test_a_person_has_the_same_lots_whoever_else_is_asked_for():
    alone = CHANCE.of(Concern.PRESENCE, np.array([77]), 5)
    assert alone[0] == CHANCE.of(Concern.PRESENCE, MANY, 5)[77]
