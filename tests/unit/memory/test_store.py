"""The store in memory keeps what every store promises."""

import pytest

from adapters.memory.community import MemoryStore
from tests.contracts.counters import CountersContract
from tests.contracts.guild import GuildContract
from tests.contracts.letters import LettersContract
from tests.contracts.log import LogContract
from tests.contracts.members import MembersContract
from tests.contracts.spans import SpansContract
from tests.contracts.store import StoreContract


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class TestLog(LogContract):
    pass


class TestMembers(MembersContract):
    pass


class TestCounters(CountersContract):
    pass


class TestSpans(SpansContract):
    pass


class TestLetters(LettersContract):
    pass


class TestGuild(GuildContract):
    pass


class TestStore(StoreContract):
    pass
