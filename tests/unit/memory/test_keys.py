"""Keys in memory keep what every store of them promises."""

import pytest

from adapters.memory.operations.keys import MemoryApiKeys
from tests.contracts.operations.keys import ApiKeysContract


@pytest.fixture
def api_keys() -> MemoryApiKeys:
    return MemoryApiKeys()


class TestApiKeys(ApiKeysContract):
    pass
