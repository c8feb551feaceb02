"""A tile of a KPI says its number with its unit, and nothing that its page has said already."""

from datetime import date, timedelta
from typing import Any

import attrs

from adapters.dash_ui.components.kpi.tiles import so_far, tile
from adapters.dash_ui.place import Place
from domain.insights.kpis.board import Line, Told
from domain.insights.kpis.catalogue import kpi
from tests.unit.dash_ui.reading import text


def a_tile(key: str, *, days: int, heard: float, **more: Any) -> str:
    now = Told(
        first=date(2026, 3, 1),
        last=date(2026, 3, 1) + timedelta(days=days - 1),
        label=f"{days}d",
        open=False,
        numerator=12.0,
        denominator=None,
        value=12.0,
        shown=12.0,
        covered=0.96,
        comparable=True,
    )
    now = attrs.evolve(now, **more)
    line = Line(kpi=kpi(key), now=now, before=None)
    return text(tile(line, Place(), still=False, heard=heard))


def test_how_much_of_a_month_was_heard_is_said_once_where_the_page_is_of_that_month() -> None:
    assert "Heard" not in a_tile("mau", days=30, heard=0.96)
    assert "Heard 96% of its 30 days" in a_tile("mau", days=7, heard=0.96)
    assert "Heard 96% of its 30 days" in a_tile("mau", days=30, heard=0.9)


def test_a_unit_stays_beside_its_number_and_what_goes_on_may_stand_below() -> None:
    assert so_far(still=True)[0] == " ", "the line may end before it"
    assert so_far(still=False) == []
