"""The database may be gone, silent or starting: every wait ends, one error tells, the link heals itself."""

import asyncio
import os
import signal
import socket

import pytest

from adapters.postgres.link import (
    AwayReason,
    Database,
    DatabaseAddress,
    DatabaseAway,
    LinkLimits,
    migrate,
    open_pool,
)
from adapters.postgres.server.embedded import embedded_server
from domain.kernel.errors import Unavailable
from tests.integration.postgres_link.scene import IMPATIENT, a_link, comes_true, works
from tests.integration.postgres_server.scene import a_home, until

pytestmark = pytest.mark.postgres


async def reason_of(database: Database, statement: str = "select 1") -> AwayReason:
    with pytest.raises(DatabaseAway) as away:
        async with database.instance_work() as connection:
            await connection.execute(statement)
    assert isinstance(away.value, Unavailable)
    return away.value.reason


async def test_a_link_that_goes_silent_in_the_middle_ends_the_wait_and_heals(
    fresh_address: DatabaseAddress,
) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        await comes_true(lambda: works(database))
        with pytest.raises(DatabaseAway) as away:
            async with database.instance_work() as connection:
                link.go_silent()
                await connection.execute("select 1")
        assert away.value.reason is AwayReason.SILENT
        assert not await works(database)
        link.speak_again()
        await comes_true(lambda: works(database))


async def test_a_link_that_is_silent_from_the_start_ends_the_wait_and_heals(
    fresh_address: DatabaseAddress,
) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        link.go_silent()
        assert await reason_of(database) is AwayReason.SILENT
        link.speak_again()
        await comes_true(lambda: works(database))


async def test_whoever_waits_for_a_connection_of_a_silent_link_is_told_too(
    fresh_address: DatabaseAddress,
) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        await comes_true(lambda: works(database))
        link.go_silent()
        async with asyncio.timeout(60):
            answers = await asyncio.gather(*(works(database) for _ in range(40)))
        assert not any(answers)
        link.speak_again()
        await comes_true(lambda: works(database))


async def test_many_who_meet_a_silent_link_at_once_are_all_told(fresh_address: DatabaseAddress) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        link.go_silent()
        async with asyncio.timeout(60):
            assert not any(await asyncio.gather(*(works(database) for _ in range(100))))
        assert link.connects == 1
        link.speak_again()
        await comes_true(lambda: works(database))


async def test_more_work_than_connections_waits_its_turn_with_an_end(fresh_address: DatabaseAddress) -> None:
    async with Database(fresh_address, LinkLimits(acquire=2.0, connections=4)) as database:
        leave, inside = asyncio.Event(), list[int]()

        async def occupy(number: int) -> None:
            await comes_true(lambda: works(database))
            async with database.instance_work():
                inside.append(number)
                await leave.wait()

        busy = [asyncio.create_task(occupy(number)) for number in range(4)]
        await until(lambda: len(inside) == 4)
        assert await reason_of(database) is AwayReason.BUSY
        leave.set()
        await asyncio.gather(*busy)
        assert await works(database)


async def test_while_the_database_is_away_it_is_not_besieged(fresh_address: DatabaseAddress) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        link.go_silent()
        assert await reason_of(database) is AwayReason.SILENT
        before = link.connects
        assert not any(await asyncio.gather(*(works(database) for _ in range(100))))
        assert link.connects <= before + 1


async def test_a_caller_that_is_called_off_does_not_keep_the_others_waiting(
    fresh_address: DatabaseAddress,
) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        link.go_silent()
        assert await reason_of(database) is AwayReason.SILENT
        await asyncio.sleep(IMPATIENT.pause)
        probe = asyncio.create_task(works(database))
        await asyncio.sleep(0.1)
        probe.cancel()
        with pytest.raises(asyncio.CancelledError):
            await probe
        link.speak_again()
        await comes_true(lambda: works(database))


async def test_where_nobody_listens_the_link_is_refused_and_heals(fresh_address: DatabaseAddress) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address), IMPATIENT) as database:
        await comes_true(lambda: works(database))
        await link.end()
        await comes_true(lambda: is_refused(database))
        await link.start()
        await comes_true(lambda: works(database))


async def is_refused(database: Database) -> bool:
    try:
        async with database.instance_work():
            return False
    except DatabaseAway as away:
        return away.reason is AwayReason.REFUSED


async def test_connections_that_died_while_idle_are_replaced_unnoticed(
    fresh_address: DatabaseAddress,
) -> None:
    async with a_link(fresh_address) as link, Database(link.address(fresh_address)) as database:
        assert all(await asyncio.gather(*(works(database) for _ in range(4))))
        await link.end()
        await link.start()
        async with database.instance_work() as connection:
            assert await connection.fetchval("select 1") == 1


async def test_an_unknown_database_is_a_matter_of_configuration(fresh_address: DatabaseAddress) -> None:
    async with Database(fresh_address.for_database("nowhere")) as database:
        assert await reason_of(database) is AwayReason.MISCONFIGURED


async def test_an_unknown_host_is_told_as_such() -> None:
    address = DatabaseAddress.parse("postgresql://someone:secret@nowhere.invalid/db")
    async with Database(address, IMPATIENT) as database:
        with pytest.raises(DatabaseAway, match="cannot be reached") as away:
            async with database.instance_work():
                pass
        assert "secret" not in str(away.value)


async def test_a_link_over_the_network_is_kept_alive(fresh_address: DatabaseAddress) -> None:
    async with a_link(fresh_address) as link:
        pool = await open_pool(link.address(fresh_address), IMPATIENT)
        try:
            async with pool.acquire(timeout=5) as connection:
                end = connection._transport.get_extra_info("socket")
                assert end.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
                assert end.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) > 0
        finally:
            pool.terminate()


async def test_a_link_can_be_closed_while_it_is_silent(fresh_address: DatabaseAddress) -> None:
    async with a_link(fresh_address) as link:
        database = Database(link.address(fresh_address), IMPATIENT)
        await comes_true(lambda: works(database))
        link.go_silent()
        async with asyncio.timeout(60):
            await database.close()
        link.speak_again()


async def test_killed_under_load_the_embedded_server_loses_nothing_and_the_same_process_goes_on() -> None:
    async with a_home() as home, embedded_server(home.path, linger=0.3) as server:
        address = DatabaseAddress.parse(server.dsn)
        await migrate(address)
        kept: set[int] = set()
        failures: list[AwayReason] = []
        async with Database(address) as database:
            async with database.instance_work() as connection:
                await connection.execute("reset role")
                await connection.execute(
                    "create table community_os_instance.tick (number integer primary key)"
                )
                await connection.execute(
                    "grant select, insert on community_os_instance.tick to community_app"
                )

            async def tick(worker: int) -> None:
                for number in range(worker, worker + 100_000):
                    if stop.is_set():
                        return
                    try:
                        async with database.instance_work() as connection:
                            await connection.execute(
                                "insert into community_os_instance.tick values ($1)", number
                            )
                        kept.add(number)
                    except DatabaseAway as away:
                        failures.append(away.reason)
                        await asyncio.sleep(0.02)

            stop = asyncio.Event()
            load = [asyncio.create_task(tick(worker * 1_000_000)) for worker in range(4)]
            for _ in range(2):
                before = len(kept)
                await until(lambda: len(kept) > before + 50)  # noqa: B023 - it is awaited at once
                os.kill(home.postmaster(), signal.SIGKILL)
                told = len(failures)
                await until(lambda: len(failures) > told)  # noqa: B023
            before = len(kept)
            await until(lambda: len(kept) > before + 50)
            stop.set()
            await asyncio.gather(*load)
            async with database.instance_work() as connection:
                found = {
                    row["number"]
                    for row in await connection.fetch("select number from community_os_instance.tick")
                }
        assert kept <= found
        assert failures


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("set transaction read only; create table never ()", AwayReason.READ_ONLY),
        ("do $$ begin raise exception using errcode = '40P01'; end $$", AwayReason.BUSY),
        ("do $$ begin raise exception using errcode = '40001'; end $$", AwayReason.BUSY),
    ],
    ids=["read only", "deadlock", "serialization"],
)
async def test_what_passes_by_itself_is_an_absence_and_no_fault_of_the_work(
    fresh_address: DatabaseAddress, statement: str, reason: AwayReason
) -> None:
    async with Database(fresh_address) as database:
        assert await reason_of(database, statement) is reason
        assert await works(database)
