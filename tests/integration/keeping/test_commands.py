"""The commands as a person types them: from the embedded database, back into it, and over to another one."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from tests.integration.cli.conftest import Installation, an_installation

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def old() -> Iterator[Installation]:
    """An installation with its own database and its own secret, in which something was recorded."""
    for made in an_installation():
        told = made("simulate", "--seed", "5", "--members", "50", "--days", "28", "--out", "made-up")
        assert told.code == 0, told.err
        assert made("ingest", "made-up/activities.ndjson").code == 0
        yield made


@pytest.fixture
def new() -> Iterator[Installation]:
    yield from an_installation()


def tally(installation: Installation, **settings: str) -> dict[str, object]:
    done = installation("tally", "--json", **settings)
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


def backed_up(installation: Installation) -> Path:
    done = installation("backup")
    assert done.code == 0, done.err
    assert "Held against the original: the same." in done.out
    found = re.match(r"(\S+\.zip): [\d,]+ rows", done.out)
    assert found
    return Path(found[1])


def bring_the_secret(old: Installation, new: Installation) -> None:
    new.home.mkdir(mode=0o711, exist_ok=True)
    shutil.copy2(old.home / "secret", new.home / "secret")


def test_a_backup_comes_back_into_a_new_embedded_database_under_the_old_secret_only(
    old: Installation, new: Installation
) -> None:
    path = backed_up(old)
    assert path.parent == old.home / "backups"
    refused = new("restore", str(path))
    assert refused.code == 4 and "there is no secret here yet" in refused.err
    assert not (new.home / "postgres").exists()
    bring_the_secret(old, new)
    done = new("restore", str(path))
    assert (done.code, "Held against the original: the same." in done.out) == (0, True), done.err
    assert tally(new) == tally(old)
    assert new("replay", "--check").code == 0
    again = new("restore", str(path))
    assert again.code == 4 and "is not empty" in again.err
    assert (old.home / "secret").read_bytes().strip() not in path.read_bytes()


def test_one_command_moves_the_embedded_database_to_another_postgresql(
    old: Installation, target: DatabaseAddress
) -> None:
    done = old("backup", "--to", target.url)
    assert done.code == 0, done.err
    assert "Set COMMUNITY_OS_DATABASE_URL to it" in done.out
    assert tally(old, COMMUNITY_OS_DATABASE_URL=target.url) == tally(old)
    assert old("replay", "--check", COMMUNITY_OS_DATABASE_URL=target.url).code == 0
    assert old("backup", "--to", target.url).code == 4


def test_what_cannot_be_is_told_with_its_exit_code(old: Installation) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    away = old("backup", "--to", url)
    assert (away.code, "nothing at 127.0.0.1:1" in away.err) == (69, True), away.err
    pooler = old("backup", "--to", f"{url}?pgbouncer=true")
    assert (pooler.code, "pooler" in pooler.err) == (2, True)
    assert old("restore", "nowhere.zip").code == 3
    assert old("backup", "--to", "nowhere/").code == 3
    taken = old.work / "taken.zip"
    taken.write_text("mine")
    assert old("backup", "--to", str(taken)).code == 4
    assert old("restore", str(taken)).code == 2
    assert taken.read_text() == "mine"


def test_a_full_disk_is_told_with_the_way_out_and_nothing_half_is_left(old: Installation) -> None:
    disk = old.work / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk]
    if subprocess.run(mount, check=False, capture_output=True, timeout=30).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        done = old("backup", "--to", str(disk))
        assert done.code == 69, done.err
        assert f"the backup cannot be written to {disk}" in done.err and "Make room" in done.err
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True, timeout=30)


def test_the_doctor_tells_how_old_the_newest_backup_is(old: Installation, new: Installation) -> None:
    backed_up(old)
    assert "the newest is less than an hour old" in old("doctor").out
    assert re.search(r"^look +backup: there is none", new("doctor").out, re.MULTILINE)
