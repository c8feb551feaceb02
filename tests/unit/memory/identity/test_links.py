"""Links and codes in memory keep what all links and codes promise."""

import pytest

from adapters.memory.community import MemoryStore
from tests.contracts.identity.links import LinksContract
from tests.contracts.identity.traces import TracesContract


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class TestLinks(LinksContract):
    pass


class TestTraces(TracesContract):
    pass
