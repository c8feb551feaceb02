"""No KPI of the golden community is read otherwise than it was, unless somebody wanted it so."""

import json

import pytest

from domain.insights.kpis.catalogue import CATALOGUE
from tests.integration.simulation.golden import GOLDEN, changes, read_all

AGAIN = "python -m tests.integration.simulation.golden"


@pytest.mark.slow
async def test_every_kpi_is_read_as_it_was() -> None:
    found = changes(json.loads(GOLDEN.read_text("utf-8")), await read_all())
    said = "\n".join(found[:40])
    assert not found, f"{len(found)} readings changed. If they should have: {AGAIN}\n{said}"


def test_the_golden_readings_are_of_the_whole_catalogue_and_most_are_numbers() -> None:
    told = json.loads(GOLDEN.read_text("utf-8"))
    del told["simulation"]
    for asked, readings in told.items():
        assert set(readings) == {kpi.key for kpi in CATALOGUE}, asked
    with_number = {key for readings in told.values() for key, one in readings.items() if one and one[0]}
    assert len(with_number) > len(CATALOGUE) * 0.8


def test_what_changed_is_said_in_words() -> None:
    before = {"7d": {"wam": [3.0, 5.0], "mau": [4.0, None]}}
    assert changes(before, {"7d": {"wam": [3.0, 6.0], "mau": "Nobody listened."}}) == [
        "wam, 7d: 3 of 5, now 3 of 6",
        "mau, 7d: 4, now no number (Nobody listened.)",
    ]
