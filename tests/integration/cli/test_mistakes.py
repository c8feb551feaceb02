"""What goes wrong on the first day, with the real program: each error says what to do, and leaves nothing."""

import os
import pty
import subprocess

import pytest

from tests.builders.exports import a_message, a_user, an_export, indented
from tests.integration.cli.conftest import PATIENCE, PROGRAM, Installation

AWAY = "postgresql://me:hunter2@127.0.0.1:1/nothing"
ADA = a_user(1, nickname="Ada")


@pytest.mark.parametrize("command", [("import", "discord-export"), ("ingest",)])
def test_a_wrong_path_makes_no_database(fresh: Installation, command):
    done = fresh(*command, "no-such-file.json")
    assert (done.code, done.out) == (3, "")
    assert "no-such-file.json" in done.err
    assert not fresh.home.exists()


def test_an_export_given_to_ingest_makes_no_database_and_no_dead_letter(fresh: Installation):
    export = fresh.work / "export.json"
    export.write_bytes(indented(an_export([a_message(1)])))
    done = fresh("ingest", str(export))
    assert (done.code, done.out) == (1, "")
    assert f"`{PROGRAM} import discord-export {export}` reads it" in done.err
    assert not fresh.home.exists()


@pytest.mark.parametrize("arguments", [("guilds",), ("migrate",), ("web",)])
def test_a_data_folder_that_cannot_be_written_is_a_wrong_setting(fresh: Installation, arguments):
    done = fresh(*arguments, COMMUNITY_OS_HOME="/dev/null/data")
    assert (done.code, done.out) == (78, "")
    assert "COMMUNITY_OS_HOME: /dev/null/data cannot be written" in done.err
    assert "Traceback" not in done.err


def test_the_version_needs_no_settings(fresh: Installation):
    done = fresh("--version", COMMUNITY_OS_PORT="none")
    assert done.code == 0
    assert done.out == fresh("version").out
    assert done.out.startswith("community-os ")


def test_a_database_that_is_away_is_told_with_the_setting_to_look_at(fresh: Installation):
    done = fresh("guilds", COMMUNITY_OS_DATABASE_URL=AWAY)
    assert done.code == 69
    told, remedy = done.err.splitlines()
    assert told.startswith("Error: The database cannot be reached")
    assert "COMMUNITY_OS_DATABASE_URL" in remedy
    assert "nothing at 127.0.0.1:1" in remedy
    assert f"`{PROGRAM} doctor`" in remedy
    doctor = fresh("doctor", COMMUNITY_OS_DATABASE_URL=AWAY)
    (where,) = [number for number, line in enumerate(doctor.out.splitlines()) if "WRONG  database" in line]
    assert "COMMUNITY_OS_DATABASE_URL" in doctor.out.splitlines()[where + 1]
    assert "hunter2" not in done.err + doctor.out


def test_called_by_its_bare_name_it_names_itself_so(shared: Installation):
    found = f"{PROGRAM.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", "community-os dead-letters show abc"],
        capture_output=True,
        text=True,
        cwd=shared.work,
        env={**shared.environment, "PATH": found},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert "`community-os dead-letters list`" in done.stderr


def test_a_person_is_named_before_they_are_forgotten_and_a_no_keeps_them(fresh: Installation):
    export = fresh.work / "of-ada.json"
    export.write_bytes(indented(an_export([a_message(1, author=ADA), a_message(2, author=ADA)])))
    assert fresh("import", "discord-export", str(export)).code == 0
    about = ("forget", ADA["id"])

    unasked = fresh(*about)
    assert unasked.code == 2
    assert "--yes" in unasked.err
    assert "Ada (Discord id" in unasked.err
    assert f"Ada (Discord id {ADA['id']}, member #0, 2 messages)" in at_a_terminal(fresh, about, "n\n")
    assert ADA["id"] in fresh("tally", "--json").out
    assert "Erased: member 0" in at_a_terminal(fresh, about, "y\n")
    assert ADA["id"] not in fresh("tally", "--json").out


def at_a_terminal(installation: Installation, arguments: tuple[str, ...], answer: str) -> str:
    """What is said to somebody who sits at a terminal and answers so."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer.encode())
        done = subprocess.run(
            [PROGRAM, *arguments],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=installation.work,
            env=installation.environment,
            timeout=PATIENCE,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.stdout
