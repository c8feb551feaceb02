"""Bars of parts: as long as the number that stands out beside them."""

import pytest

from adapters.dash_ui.components.kpi.bars import lengths
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.kpi import Part


def parts(*pairs: tuple[float | None, float | None]) -> list[Part]:
    return [
        Part(key=str(at), title=str(at), numerator=upper, denominator=lower)
        for at, (upper, lower) in enumerate(pairs)
    ]


def test_of_shares_of_wholes_of_their_own_half_a_bar_is_half() -> None:
    assert lengths(parts((2, 2), (8, 16), (None, 4)), kpi("tier_status"), 22) == [1.0, 0.5, 0.0]
    assert lengths(parts((7, 14), (5, 14)), kpi("captain_teams"), 28) == pytest.approx([0.5, 5 / 14])


def test_slices_of_one_whole_are_held_against_the_largest() -> None:
    assert lengths(parts((10, 696), (5, 696)), kpi("command_failures"), 696) == [1.0, 0.5]


def test_where_people_see_how_many_first_the_bar_is_of_how_many() -> None:
    assert lengths(parts((166, 168), (83, 83)), kpi("wam"), 387) == [1.0, 0.5]


def test_what_has_no_whole_is_held_against_the_largest() -> None:
    assert lengths(parts((168, None), (42, None)), kpi("classification_coverage"), 210) == [1.0, 0.25]


def test_what_is_counted_more_than_once_is_taken_out_and_shortens_no_bar() -> None:
    overlap = Part(key="overlap", title="Counted more than once", numerator=-72)
    assert lengths([*parts((20, 20), (10, 16)), overlap], kpi("wam"), 90) == [1.0, 0.5, 0.0]
