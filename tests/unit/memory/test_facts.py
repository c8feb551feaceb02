"""Facts of memory keep what all facts promise."""

import pytest

from adapters.memory.community import MemoryStore
from adapters.memory.insights import MemoryFacts
from tests.contracts.events.kept import KeptCalendarsContract
from tests.contracts.facts import FactsContract


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def facts(store: MemoryStore) -> MemoryFacts:
    return MemoryFacts(store)


class TestFacts(FactsContract):
    pass


class TestKeptCalendars(KeptCalendarsContract):
    pass
