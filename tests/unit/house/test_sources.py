"""What our own modules hold, each read once: no clock, no technology within, no query put together."""

import ast
from pathlib import Path

import pytest

from tests.unit.house.built_sql import built_sql
from tests.unit.house.purity import clock_readings, impurities
from tests.unit.house.repository import PACKAGES, modules, tree

# module: why it may read the wall clock itself. Everybody else is given a Clock, or an instant.
READS_THE_CLOCK = {
    "adapters/postgres/server/keeping/journal.py": "the lines of the keeper's log bear the time",
}
CLOCK_FOLDER = "adapters/system/"

# module: why its SQL must be put together, and out of what.
ALLOWED: dict[str, str] = {}

Trees = dict[Path, ast.Module]


@pytest.fixture(scope="module")
def trees() -> Trees:
    """The syntax of every module that is ours."""
    return {path: tree(path) for path in modules(*PACKAGES)}


def test_only_the_system_adapter_reads_the_clock(trees: Trees) -> None:
    offenders = [
        f"{path}:{line}: {name}"
        for path, module in trees.items()
        if str(path) not in READS_THE_CLOCK and not str(path).startswith(CLOCK_FOLDER)
        for line, name in clock_readings(module)
    ]
    assert not offenders, "take the time as an argument, or a Clock in a use case:\n" + "\n".join(offenders)


@pytest.mark.parametrize("floor", ["domain", "application"])
def test_the_two_inner_floors_import_the_standard_library_attrs_and_numpy_alone(
    trees: Trees, floor: str
) -> None:
    offenders = [
        f"{path}:{line}: {what}"
        for path, module in trees.items()
        if path.parts[0] == floor
        for line, what in impurities(module, floor)
    ]
    assert not offenders, "\n".join(offenders)


def test_no_query_of_ours_is_put_together_at_run_time(trees: Trees) -> None:
    offenders = [
        f"{path}:{line}: {reason}"
        for path, module in trees.items()
        if str(path) not in ALLOWED
        for line, reason in built_sql(module)
    ]
    assert not offenders, "write the value as $1, $2 ... and pass it as an argument:\n" + "\n".join(offenders)
