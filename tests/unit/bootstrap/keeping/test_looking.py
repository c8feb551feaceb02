"""What the doctor says of backups."""

from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from bootstrap.keeping.looking import backups
from bootstrap.keeping.making import shelf_of
from bootstrap.settings import Settings, load
from tests.builders.activities import DAY, HOUR, TIME_ZERO
from tests.builders.backups import a_manifest, made


def installation(home: Path, **more: str) -> Settings:
    return load({"COMMUNITY_OS_HOME": str(home), **more})


@pytest.mark.parametrize(
    ("age", "state", "words"),
    [
        (timedelta(0), "green", "less than an hour old"),
        (HOUR, "green", "1 hour old"),
        (2 * DAY, "green", "2 days old"),
        (2 * DAY + HOUR, "yellow", "2 days old"),
        (30 * DAY, "yellow", "30 days old"),
    ],
)
async def test_a_backup_of_more_than_two_days_asks_for_a_look(
    tmp_path: Path, age: timedelta, state: str, words: str
) -> None:
    settings = installation(tmp_path)
    origin = attrs.evolve(a_manifest().origin, made_at=TIME_ZERO)
    await made(shelf_of(settings).place(TIME_ZERO), origin=origin)
    check = backups(settings, TIME_ZERO + age)
    assert (check.state, words in check.found) == (state, True), check


def test_no_backup_at_all_asks_for_a_look_with_the_way_to_one(tmp_path: Path) -> None:
    check = backups(installation(tmp_path), TIME_ZERO)
    assert (check.state, "there is none" in check.found) == ("yellow", True)
    assert "backup makes one now" in check.remedy
    assert not (tmp_path / "backups").exists()
    off = backups(installation(tmp_path, COMMUNITY_OS_BACKUPS_KEPT="0"), TIME_ZERO)
    assert "none is made by itself" in off.remedy


def test_another_folder_may_be_named(tmp_path: Path) -> None:
    other = tmp_path / "other-disk"
    settings = installation(tmp_path, COMMUNITY_OS_BACKUP_DIR=str(other))
    assert shelf_of(settings).folder == other
