"""The embedded server lives exactly as long as somebody needs it."""

import asyncio
import os
import shutil
import signal
from contextlib import AsyncExitStack

import asyncpg
import pytest

from adapters.postgres.server.embedded import embedded_server
from tests.integration.postgres_server.scene import (
    LINGER,
    PATIENCE,
    Home,
    a_home,
    a_visitor,
    ask,
    is_alive,
    until,
)

pytestmark = pytest.mark.postgres


async def answers(dsn: str) -> bool:
    try:
        return await ask(dsn, "select 1") == 1
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False


async def answers_again(dsn: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await answers(dsn):
            await asyncio.sleep(0.05)


async def test_commands_that_start_at_once_on_an_empty_home_share_one_server() -> None:
    async with AsyncExitStack() as stack:
        home = await stack.enter_async_context(a_home())
        visitors = [await stack.enter_async_context(a_visitor(home)) for _ in range(3)]
        dsns = {await visitor.dsn() for visitor in visitors}
        assert len(dsns) == 1
        assert await ask(dsns.pop(), "select 1") == 1
        assert len(home.keepers()) == 1


async def test_nothing_runs_any_more_soon_after_the_last_command(home: Home) -> None:
    async with embedded_server(home.path, linger=LINGER) as server:
        assert await ask(server.dsn, "select 1") == 1
        assert home.servers()
        assert home.keepers()
    await until(home.quiet)
    assert not (home.data / "postmaster.pid").exists()


async def test_the_next_command_within_the_linger_finds_the_same_server(home: Home) -> None:
    async with embedded_server(home.path, linger=30):
        first = home.postmaster()
    async with embedded_server(home.path):
        assert home.postmaster() == first


async def test_a_killed_command_does_not_keep_the_server_alive(home: Home) -> None:
    async with a_visitor(home) as visitor:
        await visitor.dsn()
        await visitor.is_killed()
    await until(home.quiet)


async def test_the_server_outlives_the_command_that_started_it_while_another_needs_it(home: Home) -> None:
    async with a_visitor(home) as first, a_visitor(home) as second:
        await first.dsn()
        dsn = await second.dsn()
        await first.is_killed()
        await asyncio.sleep(LINGER * 3)
        assert await ask(dsn, "select 1") == 1


async def test_a_command_that_arrives_while_the_server_stops_gets_its_server(home: Home) -> None:
    for _ in range(6):  # with no linger each one meets the former keeper on its way out
        async with embedded_server(home.path, linger=0.0) as server:
            assert await ask(server.dsn, "select 1") == 1


async def test_a_killed_keeper_takes_the_server_along_and_the_next_command_finds_everything(
    home: Home,
) -> None:
    async with a_visitor(home) as visitor:
        dsn = await visitor.dsn()
        await ask(dsn, "create table kept as select 7 as number")
        await visitor.is_killed()
        (keeper,) = home.keepers()
        os.kill(keeper, signal.SIGKILL)
    async with embedded_server(home.path, linger=LINGER) as server:
        assert await ask(server.dsn, "select number from kept") == 7
        assert len(home.keepers()) == 1


async def test_a_long_lived_command_replaces_a_killed_keeper_by_itself(home: Home) -> None:
    async with embedded_server(home.path, linger=LINGER) as server:
        (keeper,) = home.keepers()
        os.kill(keeper, signal.SIGKILL)
        await until(lambda: home.keepers() not in ([], [keeper]))
        await answers_again(server.dsn)


async def test_a_killed_server_is_started_again_with_all_that_was_acknowledged(home: Home) -> None:
    async with embedded_server(home.path, linger=LINGER) as server:
        await ask(server.dsn, "create table kept as select 7 as number")
        killed = home.postmaster()
        os.kill(killed, signal.SIGKILL)
        await until(lambda: killed not in home.servers())
        await answers_again(server.dsn)
        assert await ask(server.dsn, "select number from kept") == 7


async def test_a_command_waits_for_the_server_of_a_killed_keeper_to_end(home: Home) -> None:
    async with a_visitor(home) as visitor:
        await visitor.dsn()
        orphan = home.postmaster()
        os.kill(orphan, signal.SIGSTOP)
        for pid in [*home.keepers(), visitor.process.pid]:
            os.kill(pid, signal.SIGKILL)
    words: list[str] = []
    visit = asyncio.create_task(answer_at(home, words))
    await until(lambda: words)
    assert "The database is starting" in words[0]
    assert home.postmaster() == orphan
    os.kill(orphan, signal.SIGCONT)
    assert await visit == 1


async def test_a_command_that_comes_during_a_recovery_says_so_and_waits_for_its_end(home: Home) -> None:
    async with a_visitor(home) as visitor:
        connection = await asyncpg.connect(await visitor.dsn(), timeout=PATIENCE)
        holding_up = connection.get_server_pid()
        os.kill(holding_up, signal.SIGSTOP)  # the last process of the killed server, which has to end first
        os.kill(home.postmaster(), signal.SIGKILL)
        words: list[str] = []
        visit = asyncio.create_task(answer_at(home, words))
        await until(lambda: words)
        assert "The database is recovering" in words[0]
        os.kill(holding_up, signal.SIGCONT)
        assert await visit == 1
        connection.terminate()


async def answer_at(home: Home, words: list[str]) -> object:
    async with embedded_server(home.path, linger=LINGER, report=words.append) as server:
        return await ask(server.dsn, "select 1")


async def test_keeper_and_server_killed_together_are_recovered_from(home: Home) -> None:
    async with a_visitor(home) as visitor:
        await ask(await visitor.dsn(), "create table kept as select 7 as number")
        for pid in [*home.keepers(), home.postmaster(), visitor.process.pid]:
            os.kill(pid, signal.SIGKILL)
    async with embedded_server(home.path, linger=LINGER) as server:
        assert await ask(server.dsn, "select number from kept") == 7


async def test_a_keeper_that_is_asked_to_stop_waits_for_its_clients_only_a_little(home: Home) -> None:
    async with a_visitor(home, linger=600) as visitor:
        await visitor.dsn()
        await visitor.goes()
    (keeper,) = home.keepers()
    os.kill(keeper, signal.SIGTERM)  # what a service manager does to all at once
    await until(home.quiet)


async def test_a_deleted_home_ends_its_server(home: Home) -> None:
    async with a_visitor(home, linger=600) as visitor:
        await visitor.dsn()
        servers = home.servers()
        while home.path.exists():  # the server removes files of its own meanwhile
            shutil.rmtree(home.path, ignore_errors=True)
        await until(lambda: not home.keepers() and not any(is_alive(pid) for pid in servers))
