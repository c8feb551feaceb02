"""Keys in PostgreSQL keep what every store of them promises."""

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from adapters.postgres.operations.keys import PostgresApiKeys
from application.operations.keys import CreateKey, RecogniseKey, RevokeKey
from domain.community.log.keys import Keyring
from domain.kernel.actors import COMMAND_LINE
from domain.operations.keys import UnknownKey
from tests.builders.activities import SECRET, StoppedClock
from tests.contracts.operations.keys import ApiKeysContract

pytestmark = pytest.mark.postgres


@pytest.fixture
def api_keys(a_database: Database) -> PostgresApiKeys:
    return PostgresApiKeys(a_database)


class TestApiKeys(ApiKeysContract):
    pass


async def test_a_key_that_another_process_revokes_is_refused_at_its_next_question(
    a_database: Database,
) -> None:
    here, elsewhere = PostgresApiKeys(a_database), PostgresApiKeys(a_database)
    keys, clock = Keyring(SECRET), StoppedClock()
    create = CreateKey(api_keys=here, store=PostgresStore(a_database), keys=keys, clock=clock)
    recognise = RecogniseKey(api_keys=here, keys=keys, clock=clock)
    made = await create("Grafana", ["read:kpis"], COMMAND_LINE)
    assert (await recognise(made.token)).id == made.key.id
    await RevokeKey(api_keys=elsewhere, clock=clock)(made.key.id, COMMAND_LINE)
    with pytest.raises(UnknownKey, match="revoked"):
        await recognise(made.token)
