"""Databases to copy from and to: of a superuser, and of an owner who is none, here and on PostgreSQL 15."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from adapters.postgres.link import DatabaseAddress
from bootstrap.settings import Settings
from tests.integration.keeping.scene import fill, installation
from tests.postgres_fixtures import ExternalPostgres, PostgresForTests, in_another_loop, throw_away_server


@pytest.fixture(scope="package")
def server_of_a_plain_owner() -> Iterator[PostgresForTests]:
    """Where we may make roles and databases and are no superuser, as at a host."""
    with throw_away_server() as server:
        in_another_loop(server._run("create role plain login createrole createdb"))
        url = server.admin.url.replace("community_owner@", "plain@")
        yield PostgresForTests(admin=DatabaseAddress.parse(url))


@pytest.fixture(scope="package")
def full(postgres_server: PostgresForTests, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An installation that has something to lose; tests of this folder only read it."""
    made: list[Settings] = []

    async def make() -> None:
        address = await postgres_server.create()
        made.append(installation(tmp_path_factory.mktemp("full"), address))
        await fill(made[0])

    in_another_loop(make())
    yield made[0]


@pytest.fixture(params=["superuser", "plain owner", "external"])
async def target(request: pytest.FixtureRequest) -> AsyncIterator[DatabaseAddress]:
    """An empty database of each kind of server that a copy may go to."""
    if request.param == "external":
        external: ExternalPostgres = request.getfixturevalue("external_postgres")
        server = PostgresForTests(admin=DatabaseAddress.parse(external.direct_url))
    else:
        names = {"superuser": "postgres_server", "plain owner": "server_of_a_plain_owner"}
        server = request.getfixturevalue(names[request.param])
    address = await server.create()
    yield address
    await server.drop(address)


@pytest.fixture
def elsewhere(target: DatabaseAddress, tmp_path: Path) -> Settings:
    """A new installation with the old secret."""
    return installation(tmp_path / "home", target)
