"""The community health score: published weights, linear scales, and what is missing is said."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.health.score import COMPONENTS, score
from domain.insights.kpis.receipt.movement import movement
from tests.builders.readings.kpis import WEEK, belonging, heard, reading, said, some_facts


def test_the_weights_sum_to_a_hundred_and_every_component_is_a_kpi_that_can_be_opened() -> None:
    assert sum(one.weight for one in COMPONENTS) == 100
    assert {one.key for one in COMPONENTS} <= {kpi.key for kpi in CATALOGUE}
    sentence = next(kpi.definition.sentence for kpi in CATALOGUE if kpi.key == "health_score")
    assert all(f"{one.weight:g} for" in sentence for one in COMPONENTS)


@pytest.mark.parametrize("one", COMPONENTS, ids=lambda one: one.key)
def test_a_component_earns_nothing_at_its_floor_and_everything_at_its_ceiling(one: object) -> None:
    component = next(each for each in COMPONENTS if each is one)
    middle = (component.floor + component.ceiling) / 2
    assert [component.earned(at) for at in (component.floor, middle, component.ceiling)] == pytest.approx(
        [0, component.weight / 2, component.weight]
    )
    beyond = component.ceiling + (component.ceiling - component.floor)
    assert component.earned(beyond) == component.weight


def test_the_score_is_the_points_of_its_parts() -> None:
    facts = some_facts(
        *said(0, *range(-29, 1)), *said(1, -3, -12), *said(2, -40), people=belonging(4, (3, -30, None))
    )
    found = reading("health_score", facts)
    parts = {part.key: part for part in found.parts}
    wam = reading("wam", facts).value
    assert wam is not None
    assert parts["wam"].numerator == pytest.approx(30 * min(1, wam / 0.5))
    assert found.numerator == pytest.approx(sum(part.numerator or 0 for part in found.parts))
    assert all(part.kpi == part.key for part in found.parts)


def test_the_weight_of_what_is_missing_is_shared_out_and_said() -> None:
    facts = some_facts(*said(0, *range(-59, 1)))  # nobody joined four weeks ago
    found = reading("health_score", facts)
    assert found.denominator == pytest.approx(0.8)
    assert found.value == pytest.approx((found.numerator or 0) / 0.8)
    assert "retention" in found.caveats[0]


def test_a_community_that_has_just_begun_has_no_score_yet() -> None:
    found = reading("health_score", some_facts(people=belonging(2, (0, 0, None), (1, 0, None))))
    assert found.value is None
    assert "retention" in str(found.unavailable)


def test_where_less_than_half_of_the_weight_is_known_there_is_no_score() -> None:
    facts = some_facts(*said(0, -3, 0), spans=heard(-3, 1, "messages"))
    found = reading("health_score", facts)
    assert found.value is None
    assert "Too little is known" in str(found.unavailable)


@given(
    st.sets(st.tuples(st.integers(-70, 0), st.integers(0, 5)), max_size=80),
    st.integers(-80, 1),
)
def test_the_score_is_between_nothing_and_a_hundred(pairs: set[tuple[int, int]], since: int) -> None:
    facts = some_facts(*((day, who, 1) for day, who in sorted(pairs)), spans=heard(since, 1))
    found = reading("health_score", facts)
    assert found.value is None or 0 <= found.value <= 100 + 1e-9
    assert (found.value is None) == (found.unavailable is not None)


@given(
    st.sets(st.tuples(st.integers(-70, 0), st.integers(0, 5)), max_size=80),
    st.integers(-80, -20),
)
def test_what_its_components_moved_sums_to_its_change_whatever_is_known_of_them(
    pairs: set[tuple[int, int]], since: int
) -> None:
    facts = some_facts(
        *((day, who, 1) for day, who in sorted(pairs)), spans=heard(since, 1), people=belonging(6)
    )
    moved = movement(reading("health_score", facts), reading("health_score", facts, WEEK.preceding()))
    if moved is not None:
        assert sum(one.change or 0.0 for one in moved.contributions) == pytest.approx(moved.change)
        assert [one.key for one in moved.contributions] == [one.key for one in COMPONENTS]


def test_the_score_names_every_setting_of_what_it_is_made_of() -> None:
    made = [attrs.evolve(kpi(one.key), settings=(f"rule of {one.key}", "qualifying")) for one in COMPONENTS]
    assert set(score(made).settings) == {"qualifying", *(f"rule of {one.key}" for one in COMPONENTS)}
