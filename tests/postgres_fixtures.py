"""Databases for tests: one server for the run, one migrated database for all, clones for a test's own.

Isolation is the product's own: a test that works in one guild takes a fresh guild id in the shared `database`
and commits; only tests of instance tables, migrations and addresses take a clone.
"""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import attrs
import pytest

from adapters.postgres.link import Database, DatabaseAddress, migrate
from adapters.postgres.server.embedded import socket_dsn
from adapters.postgres.server.keeping.cluster import create_cluster
from adapters.postgres.server.keeping.postmaster import Postmaster, await_ready
from adapters.postgres.server.keeping.tuning import server_settings
from adapters.postgres.server.place.accounts import server_account
from adapters.postgres.server.place.binaries import binaries_for
from adapters.postgres.server.place.folders import ServerPlace, socket_folder

_TEMPLATE = "template_migrated"


@attrs.frozen(kw_only=True)
class PostgresForTests:
    """A throw-away server without a keeper and without durability."""

    admin: DatabaseAddress

    async def create(self, *, template: str = "template1") -> DatabaseAddress:
        """A new database, empty or cloned."""
        name = f"test_{secrets.token_hex(6)}"
        # The names are made here, not given: identifiers cannot be parameters.
        await self._run(f'create database "{name}" template "{template}" strategy file_copy')
        return self.admin.for_database(name)

    async def drop(self, address: DatabaseAddress) -> None:
        """Away with it, whoever is connected; the server's own cleaning is not ours to end, but short."""
        for patience in (0.2, 1.0, 5.0, None):
            try:
                await self._run(f'drop database if exists "{address.database}" with (force)')
            except asyncpg.InsufficientPrivilegeError:
                if patience is None:
                    raise
                await asyncio.sleep(patience)
            else:
                return

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self.admin.url, timeout=10, command_timeout=60)
        try:
            await connection.execute(statement)
        finally:
            await connection.close(timeout=5)


@contextmanager
def throw_away_server() -> Iterator[PostgresForTests]:
    """A server for as long as the block lasts; the kernel ends it with this process, however that ends."""
    home = Path(tempfile.mkdtemp(prefix="community-os-test-", dir="/tmp"))
    home.chmod(0o711)  # as root the server's own account has to pass
    place = ServerPlace(home_room=home, room=home, account=server_account(home / "data"))
    binaries = binaries_for(place.account)
    folder = socket_folder(place, "")
    # Nobody reads the server's log here, so it must not write one: a full pipe would stop it.
    settings = server_settings(folder, durable=False) | {
        "log_min_messages": "panic",
        "max_connections": "100",
    }
    create_cluster(place.data, binaries, place.account, durable=False)
    server = Postmaster(place.data, binaries, place.account, settings, lambda _: None)
    try:
        await_ready(server, 60)
        yield PostgresForTests(admin=DatabaseAddress.parse(socket_dsn(folder, "postgres")))
    finally:
        server.stop(patience=5)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresForTests]:
    """The server of this test run."""
    with throw_away_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresForTests) -> str:
    """The name of a database with all migrations, which clones are made of."""

    async def prepare() -> None:
        await postgres_server._run(f'create database "{_TEMPLATE}"')
        await migrate(postgres_server.admin.for_database(_TEMPLATE))

    in_another_loop(prepare())
    return _TEMPLATE


@pytest.fixture(scope="session")
async def database(postgres_server: PostgresForTests, migrated_template: str) -> AsyncIterator[Database]:
    """The migrated database that all tests share: take a fresh guild id and commit."""
    async with Database(await postgres_server.create(template=migrated_template)) as shared:
        yield shared


@pytest.fixture
async def fresh_address(
    postgres_server: PostgresForTests, migrated_template: str
) -> AsyncIterator[DatabaseAddress]:
    """The address of a migrated database of this test's own."""
    address = await postgres_server.create(template=migrated_template)
    yield address
    await postgres_server.drop(address)


@pytest.fixture
async def empty_address(postgres_server: PostgresForTests) -> AsyncIterator[DatabaseAddress]:
    """The address of a database of this test's own in which no migration ever ran."""
    address = await postgres_server.create()
    yield address
    await postgres_server.drop(address)


@pytest.fixture
async def fresh_database(fresh_address: DatabaseAddress) -> AsyncIterator[Database]:
    """A migrated database of this test's own."""
    async with Database(fresh_address) as own:
        yield own


@attrs.frozen(kw_only=True)
class ExternalPostgres:
    """Somebody else's server: its direct address, and the one that the program uses (maybe a pooler)."""

    url: str
    direct_url: str


@pytest.fixture(scope="session")
def external_postgres() -> ExternalPostgres:
    """The server that the environment names; without one the test is skipped and says so."""
    url = os.environ.get("COMMUNITY_OS_TEST_DATABASE_URL")
    direct = os.environ.get("COMMUNITY_OS_TEST_DATABASE_DIRECT_URL")
    if not url or not direct:
        pytest.skip("COMMUNITY_OS_TEST_DATABASE_URL and COMMUNITY_OS_TEST_DATABASE_DIRECT_URL are not set")
    return ExternalPostgres(url=url, direct_url=direct)


@pytest.fixture(scope="session")
async def external_database(external_postgres: ExternalPostgres) -> AsyncIterator[Database]:
    """A migrated database on that server, made for this run and dropped after it."""
    admin = PostgresForTests(admin=DatabaseAddress.parse(external_postgres.direct_url))
    direct = await admin.create()
    name = direct.database
    try:
        await migrate(direct)
        async with Database(DatabaseAddress.parse(external_postgres.url).for_database(name)) as outside:
            yield outside
    finally:
        await admin.drop(direct)


def in_another_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end outside the tests' own event loop."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, work).result()
