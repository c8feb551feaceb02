"""The rules are pure: they get the time and the facts as arguments, and fetch nothing themselves."""

import ast

import pytest

from tests.unit.house.purity import clock_readings, impurities


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime, UTC\nx = datetime.now(UTC)",
        "import datetime as dt\nx = dt.datetime.utcnow()",
        "from datetime import date\nx = date.today()",
        "import time\nx = time.time()",
        "from time import time as now\nx = now()",
        "import attrs, time\nx = attrs.field(factory=time.time_ns)",
    ],
)
def test_a_planted_clock_is_found(source: str) -> None:
    assert list(clock_readings(ast.parse(source)))


def test_a_stop_watch_and_a_parsed_instant_are_no_clock() -> None:
    source = "import time\nfrom datetime import datetime\nx = time.monotonic(), datetime.fromtimestamp(0)"
    assert not list(clock_readings(ast.parse(source)))


@pytest.mark.parametrize(
    ("floor", "source"),
    [
        ("domain", "import asyncpg"),
        ("domain", "from application.community import ports"),
        ("domain", "import os.path"),
        ("domain", "def f():\n    import random"),
        ("domain", "open('x')"),
        ("application", "from adapters.memory import x"),
        ("application", "import msgspec.json"),
        ("application", "from . import sibling"),
    ],
)
def test_a_planted_import_is_found(floor: str, source: str) -> None:
    assert list(impurities(ast.parse(source), floor))
