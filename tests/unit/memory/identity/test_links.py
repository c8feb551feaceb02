"""Links and codes in memory keep what all links and codes promise."""

import pytest

from adapters.memory.community import MemoryStore
from tests.contracts.identity.links import LinksContract


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class TestLinks(LinksContract):
    pass
