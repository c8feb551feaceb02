"""Each suite runs on the embedded server and, where the environment names one, on somebody else's."""

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database
from tests.contracts import a_guild


@pytest.fixture(scope="session", params=["embedded", "external"])
def a_database(request: pytest.FixtureRequest) -> Database:
    """Migrated; the external one is used as the product uses it, maybe through a pooler."""
    found: Database = request.getfixturevalue(
        "database" if request.param == "embedded" else "external_database"
    )
    return found


@pytest.fixture(scope="session")
def store(a_database: Database) -> PostgresStore:
    return PostgresStore(a_database)


@pytest.fixture(scope="session")
def facts(a_database: Database) -> PostgresFacts:
    return PostgresFacts(a_database)


@pytest.fixture
def guild() -> int:
    return a_guild()
