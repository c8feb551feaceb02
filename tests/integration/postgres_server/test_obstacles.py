"""Folders are long, full, foreign or in disorder; the embedded server copes, or says what to do."""

import os
from pathlib import Path

import pytest

from adapters.postgres.server.embedded import embedded_server
from adapters.postgres.server.faults import ServerUnusable
from adapters.postgres.server.keeping.journal import BoundedLog
from tests.integration.postgres_server.scene import (
    LINGER,
    Home,
    a_home,
    a_visitor,
    ask,
    environment_of,
    until,
)

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    "left_behind",
    [
        pytest.param(
            lambda data: f"{os.getpid()}\n{data}\n1700000000\n5432\n/tmp\n\n 1 1\nready   \n", id="foreign"
        ),
        pytest.param(lambda data: f"{os.getpid()}\n", id="cut after the number"),
        pytest.param(lambda data: "", id="empty"),
        pytest.param(lambda data: "\0\0\0\0", id="torn"),
    ],
)
async def test_a_pid_file_that_names_nobody_of_ours_is_put_aside(home: Home, left_behind) -> None:
    text = left_behind(home.data)
    (home.data / "postmaster.pid").write_text(text)
    (home.room / "socket" / ".s.PGSQL.5432.lock").write_text(text)
    async with embedded_server(home.path, linger=LINGER) as server:
        assert await ask(server.dsn, "select 1") == 1
        assert home.postmaster() in home.servers()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("a home with spaces", id="spaces"),
        pytest.param("comma, 'quote', \"double\" and ünïcödé %20 #1", id="every sign"),
        pytest.param(
            "/".join(["a rather long name of a folder"] * 7), id="longer than a socket's path may be"
        ),
    ],
)
async def test_any_folder_will_do(name: str) -> None:
    async with a_home(inside=name) as home:
        async with embedded_server(home.path, linger=LINGER) as server:
            assert await ask(server.dsn, "select 1") == 1
            assert len(os.fsencode(server.socket_folder)) < 100
            private(server.socket_folder)
        await until(home.quiet)
        # The keeper takes it away after its server has ended, as the last thing that it does.
        await until(lambda: server.socket_folder.parent == home.room or not server.socket_folder.exists())


def private(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


async def test_nobody_else_reaches_the_server(home: Home) -> None:
    async with embedded_server(home.path, linger=LINGER) as server:
        private(server.socket_folder)
        private(home.data)
        assert await ask(server.dsn, "show listen_addresses") == ""
        assert await ask(server.dsn, "show unix_socket_permissions") == "0700"


async def test_the_keeper_is_not_told_the_secrets_of_the_command(home: Home) -> None:
    async with a_visitor(home, COMMUNITY_OS_SECRET="a-secret-of-ours") as visitor:
        await visitor.dsn()
        for pid in [*home.keepers(), *home.servers()]:
            assert b"a-secret-of-ours" not in environment_of(pid)


async def test_a_word_of_a_failed_statement_never_reaches_the_log(home: Home) -> None:
    async with embedded_server(home.path, linger=LINGER) as server:
        for failing in (
            "select 'canary'::integer",
            "select canary_column",
            "do $$ begin raise 'canary'; end $$",
        ):
            with pytest.raises(Exception, match="canary"):
                await ask(server.dsn, failing)
    await until(home.quiet)
    assert "canary" not in (home.path / "postgres" / "server.log").read_text()


@pytest.mark.parametrize(("version", "remedy"), [("19", "update Community OS"), ("17", "dump it")])
async def test_a_cluster_of_another_version_is_refused_with_the_remedy(
    home: Home, version: str, remedy: str
) -> None:
    (home.data / "PG_VERSION").write_text(f"{version}\n")
    with pytest.raises(ServerUnusable, match=f"PostgreSQL {version}.*{remedy}"):
        async with embedded_server(home.path):
            pass
    assert home.quiet()


async def test_a_data_folder_without_a_cluster_is_never_overwritten(home: Home) -> None:
    (home.data / "PG_VERSION").unlink()
    with pytest.raises(ServerUnusable, match="move it away"):
        async with embedded_server(home.path):
            pass


async def test_a_server_that_cannot_start_says_its_own_reason(home: Home) -> None:
    (home.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(ServerUnusable, match=r"PostgreSQL did not start: .*postgresql.conf"):
        async with embedded_server(home.path, linger=LINGER):
            pass
    await until(home.quiet)


async def test_a_half_made_cluster_is_made_anew(home: Home) -> None:
    home.data.rename(home.data.with_name("data.new"))
    (home.room / "data.new" / "PG_VERSION").unlink()
    async with embedded_server(home.path, linger=LINGER) as server:
        assert await ask(server.dsn, "select 1") == 1


async def test_a_file_in_the_place_of_the_home_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(ServerUnusable, match="cannot be used"):
        async with embedded_server(tmp_path / "home"):
            pass


def test_the_log_is_bounded(tmp_path: Path) -> None:
    log = BoundedLog(tmp_path / "server.log", limit=2_000)
    for number in range(500):
        log.write(f"line {number}")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 5_000
    assert "line 499" in (tmp_path / "server.log").read_text()
