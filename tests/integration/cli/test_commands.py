"""Commands on a real database: what programs parse, what people are told, and how it ends."""

import json
import subprocess

import pytest

from tests.builders.activities import GUILD
from tests.integration.cli.conftest import PROGRAM, Installation

LINE = {
    "guild": str(GUILD),
    "kind": "message",
    "id": "1482438161203200001",
    "at": "2026-03-14T18:00:00Z",
    "person": {"id": "810000000000000001", "name": "Ada"},
    "channel": "710000000000000101",
    "subject": "1482438161203200001",
    "details": {"type": 0, "length": 42, "content": "a-canary-in-a-text"},
}


@pytest.fixture(scope="module")
def filled(shared: Installation) -> Installation:
    """One message, told twice, and one line that is none."""
    lines = f"{json.dumps(LINE)}\n{json.dumps(LINE)}\n{{oops\n"
    done = shared("ingest", "-", stdin=lines)
    assert done.code == 0, done.err
    assert "1 accepted, 1 known before, 1 parked" in done.out
    return shared


def test_guilds_top_and_tally_agree(filled: Installation):
    (guild,) = json.loads(filled("guilds", "--json").out)["guilds"]
    (first,) = json.loads(filled("top", "--window", "all", "--json").out)["top"]
    tally = json.loads(filled("tally", "--json").out)
    assert guild["id"] == str(GUILD)
    assert first["id"] == "810000000000000001"
    assert tally["users"] == {first["id"]: {"messages": 1, "reactions": 0, "score": 1.0}}
    assert (tally["total_events"], tally["dead_letters"]) == (1, 1)


def test_json_is_alone_on_its_stream(filled: Installation):
    """As `guilds`, `top` and `tally` are read above."""
    for arguments in (("dead-letters", "list"), ("settings", "show")):
        json.loads(filled(*arguments, "--json").out)


def test_a_reader_that_goes_away_is_no_crash(filled: Installation):
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {PROGRAM} tally --json | head -c 1"],
        capture_output=True,
        text=True,
        cwd=filled.work,
        env=filled.environment,
        timeout=120,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("The database is starting (")]
    assert (done.returncode, done.stdout, said) == (0, "{", [])


def test_the_doctor_finds_nothing_wrong(filled: Installation):
    done = filled("doctor")
    assert done.code == 0, done.out
    for what in ("python", "settings", "data folder", "disk space", "secret", "database", "clock", "schema"):
        assert f"ok     {what}:" in done.out


def test_replayed_equals_live_and_the_schema_is_up_to_date(filled: Installation):
    assert filled("replay", "--check").code == 0
    assert "waits" not in filled("migrate", "--status").out
    assert filled("migrate").out == "The schema is up to date.\n"


def test_another_secret_is_refused_since_all_would_count_twice(filled: Installation):
    done = filled("guilds", COMMUNITY_OS_SECRET="another secret altogether")
    assert done.code == 4
    assert "another secret" in done.err
    assert "another secret altogether" not in done.err
    assert "Traceback" not in done.err


def test_the_secret_is_readable_by_its_owner_alone(filled: Installation):
    assert (filled.home / "secret").stat().st_mode & 0o777 == 0o600


def test_no_text_is_found_in_the_data_folder(filled: Installation):
    for path in filled.home.rglob("*"):
        if path.is_file():
            assert b"a-canary-in-a-text" not in path.read_bytes(), path


def test_all_wrong_settings_are_told_at_once(filled: Installation):
    done = filled(
        "guilds", COMMUNITY_OS_PORT="none", COMMUNITY_OS_DATABASE_URL="here", COMMUNITY_OS_SECRET="x"
    )
    assert done.code == 78
    assert done.out == ""
    for name in ("PORT", "DATABASE_URL", "SECRET"):
        assert f"COMMUNITY_OS_{name}: " in done.err


def test_settings_are_read_from_a_file_and_a_mistyped_one_is_warned_about(filled: Installation):
    file = filled.work / ".env"
    file.write_text("COMMUNITY_OS_PORT=none\n", encoding="utf-8")
    try:
        assert filled("guilds").code == 78
        assert filled("guilds", COMMUNITY_OS_PORT="8051").code == 0
        file.write_text("COMMUNITY_OS_PROT=8051\n", encoding="utf-8")
        done = filled("guilds")
        assert done.code == 0
        assert "did you mean COMMUNITY_OS_PORT?" in done.err
    finally:
        file.unlink()


def test_a_database_that_is_not_there_is_told_with_the_exit_code_of_something_away(filled: Installation):
    done = filled("guilds", COMMUNITY_OS_DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/nothing")
    assert done.code == 69
    assert "Traceback" not in done.err
    assert "hunter2" not in done.err
    doctor = filled("doctor", COMMUNITY_OS_DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/nothing")
    assert doctor.code == 1
    assert "WRONG  database" in doctor.out
    assert "hunter2" not in doctor.out


def test_an_export_that_is_cut_off_keeps_what_came_before_and_ends_with_1(filled: Installation, tmp_path):
    (tmp_path / "no-export.json").write_text('{"guild": ', encoding="utf-8")
    done = filled("import", "discord-export", str(tmp_path))
    assert done.code == 1
    assert "no-export.json" in done.err
    assert "Traceback" not in done.err


def test_a_setting_changed_is_a_setting_kept(filled: Installation):
    assert filled("settings", "set", "time_zone=Asia/Tokyo").code == 0
    assert json.loads(filled("settings", "show", "--json").out)["settings"]["time_zone"] == "Asia/Tokyo"
    assert filled("replay", "--check").code == 0
    assert list(json.loads(filled("tally", "--json").out)["by_day"]) == ["2026-03-14"]
