"""Migrations are one row of numbers: two who add one at the same time notice it before anybody else."""

from tests.unit.house.repository import files


def test_every_number_is_given_once_and_none_is_left_out() -> None:
    names = sorted(path.name for path in files() if path.suffix == ".sql" and "migrations" in path.parts)
    numbers = [int(name.partition("_")[0]) for name in names]
    assert numbers == list(range(1, len(names) + 1)), names
