"""A full disk: it is told with the way out, nothing half is left, and the database still opens."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from tests.integration.cli.conftest import Installation, a_free_port

pytestmark = pytest.mark.slow


@attrs.frozen
class SmallDisk:
    """A disk of its own, mounted where the data folder is."""

    at: Path

    def grow(self) -> None:
        subprocess.run(["mount", "-o", "remount,size=600m", self.at], check=True, timeout=30)


@pytest.fixture
def small_disk(fresh: Installation) -> Iterator[SmallDisk]:
    """Of 90 MB: an empty database fits on it, four months of a community do not."""
    fresh.home.mkdir(mode=0o711)
    mount = ["mount", "-t", "tmpfs", "-o", "size=90m,mode=711", "tmpfs", fresh.home]
    if subprocess.run(mount, check=False, capture_output=True, timeout=30).returncode:
        pytest.skip("no small disk can be mounted here")
    yield SmallDisk(fresh.home)
    for entry in fresh.home.iterdir():
        shutil.rmtree(entry, ignore_errors=True)  # the keeper ends when its folder is gone
    fresh.wait_until_nothing_runs()
    subprocess.run(["umount", fresh.home], check=True, timeout=30)


def test_simulate_tells_it_and_leaves_nothing_of_its_own(fresh: Installation, small_disk: SmallDisk):
    mine = small_disk.at / "mine"
    mine.write_bytes(b"x" * 80_000_000)
    out = small_disk.at / "out"
    done = fresh("simulate", "--seed", "1", "--members", "1000", "--days", "90", "--out", str(out))
    assert (done.code, done.out) == (69, "")
    assert f"there is no room left for the simulation in {out}: nothing of it was kept" in done.err
    assert list(out.iterdir()) == []
    assert mine.stat().st_size == 80_000_000


def test_the_demo_tells_it_its_database_still_opens_and_with_more_room_it_goes_on(
    fresh: Installation, small_disk: SmallDisk
):
    port = str(a_free_port())
    ended = fresh("demo", "--people", "600", "--speed", "1", "--port", port)
    assert ended.code == 69
    assert "Traceback" not in ended.err
    assert "make room" in ended.err or "free some space" in ended.err
    story = small_disk.at / "demo" / "story.json"
    json.loads(story.read_text())
    assert [path.name for path in story.parent.iterdir() if path.name.startswith("story")] == ["story.json"]

    small_disk.grow()
    demo_home = {"COMMUNITY_OS_HOME": str(small_disk.at / "demo")}
    kept = fresh("replay", "--check", **demo_home)
    assert kept.code == 0, kept.err
    assert "the same" in kept.out
    again = fresh.start("demo", "--speed", "1", "--port", port)
    assert again.address
    assert "Bringing the demo up to now" in again.said
    whole = fresh("replay", "--check", **demo_home)
    assert whole.code == 0, whole.err
    assert again.stop() in (0, 130)
