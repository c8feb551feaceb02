"""`simulate` with the real program: no database, the same bytes, and nothing half written."""

import subprocess

from tests.integration.cli.conftest import PATIENCE, PROGRAM, Installation, wait_until

SMALL = ("simulate", "--seed", "11", "--members", "60", "--days", "30", "--out")
LARGE = ("simulate", "--seed", "11", "--members", "20000", "--days", "365", "--out")


def test_it_needs_no_data_folder_and_no_settings_and_is_the_same_in_every_process(fresh: Installation):
    for name in ("1", "2"):
        done = fresh(*SMALL, name, PYTHONHASHSEED=name, COMMUNITY_OS_HOME="/dev/null/data")
        assert done.code == 0, done.err
    for file in ("activities.ndjson", "truth.json"):
        assert (fresh.work / "1" / file).read_bytes() == (fresh.work / "2" / file).read_bytes()
    assert not fresh.home.exists()


def test_a_folder_that_cannot_be_written_is_told(fresh: Installation):
    done = fresh(*SMALL, "/dev/null/out")
    assert (done.code, done.out) == (4, "")
    assert "cannot be written to /dev/null/out" in done.err
    assert "choose another folder" in done.err


def test_a_full_disk_is_told_and_nothing_is_left(fresh: Installation):
    command = f"ulimit -f 200; exec {PROGRAM} {' '.join(SMALL)} full"  # a file may have 200 KiB
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=fresh.work,
        env=fresh.environment,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (69, "")
    assert "there is no room left for the simulation in full" in done.stderr
    assert list((fresh.work / "full").iterdir()) == []


def test_interrupted_it_leaves_nothing(fresh: Installation):
    out = fresh.work / "long"
    running = fresh.start(*LARGE, str(out))
    wait_until(lambda: out.exists() and any(out.iterdir()))
    assert running.stop() == 130
    assert list(out.iterdir()) == []
