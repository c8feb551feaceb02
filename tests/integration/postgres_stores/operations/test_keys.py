"""Keys in PostgreSQL keep what every store of them promises."""

import pytest

from adapters.postgres.link import Database
from adapters.postgres.operations.keys import PostgresApiKeys
from tests.contracts.operations.keys import ApiKeysContract

pytestmark = pytest.mark.postgres


@pytest.fixture
def api_keys(a_database: Database) -> PostgresApiKeys:
    return PostgresApiKeys(a_database)


class TestApiKeys(ApiKeysContract):
    pass
