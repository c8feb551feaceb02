"""The rules are pure: they get the time and the facts as arguments, and fetch nothing themselves."""

import ast

import pytest

from tests.unit.house.purity import clock_readings, impurities
from tests.unit.house.repository import PACKAGES, modules, tree

# module: why it may read the wall clock itself. Everybody else is given a Clock, or an instant.
READS_THE_CLOCK = {
    "adapters/postgres/server/keeping/journal.py": "the lines of the keeper's log bear the time",
}
CLOCK_FOLDER = "adapters/system/"


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


def test_only_the_system_adapter_reads_the_clock() -> None:
    offenders = [
        f"{path}:{line}: {name}"
        for path in modules(*PACKAGES)
        if str(path) not in READS_THE_CLOCK and not str(path).startswith(CLOCK_FOLDER)
        for line, name in clock_readings(tree(path))
    ]
    assert not offenders, "take the time as an argument, or a Clock in a use case:\n" + "\n".join(offenders)


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


@pytest.mark.parametrize("floor", ["domain", "application"])
def test_the_two_inner_floors_import_the_standard_library_attrs_and_numpy_alone(floor: str) -> None:
    offenders = [
        f"{path}:{line}: {what}" for path in modules(floor) for line, what in impurities(tree(path), floor)
    ]
    assert not offenders, "\n".join(offenders)
