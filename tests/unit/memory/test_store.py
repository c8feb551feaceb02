"""The store in memory keeps what every store promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.community import MemoryStore
from domain.community.log.intake import IntakeKey
from tests.contracts.counters import CountersContract
from tests.contracts.events.attendance import AttendanceContract
from tests.contracts.events.calendar import EventsContract
from tests.contracts.events.recurrences import RecurrencesContract
from tests.contracts.guild import GuildContract
from tests.contracts.hearing.backfills import BackfillsContract
from tests.contracts.hearing.telling import TellingContract
from tests.contracts.intake import COUNTS, IntakeContract, check_sums
from tests.contracts.letters import LettersContract
from tests.contracts.log import LogContract
from tests.contracts.members import MembersContract
from tests.contracts.outbox.postings import PostingsContract
from tests.contracts.outbox.registrations import RegistrationsContract
from tests.contracts.published.readings import ReadingsContract
from tests.contracts.settings import SettingsContract
from tests.contracts.spans import SpansContract
from tests.contracts.store import StoreContract


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class TestLog(LogContract):
    pass


class TestTelling(TellingContract):
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


class TestSettings(SettingsContract):
    pass


class TestBackfills(BackfillsContract):
    pass


class TestPostings(PostingsContract):
    pass


class TestRegistrations(RegistrationsContract):
    pass


class TestEvents(EventsContract):
    pass


class TestAttendance(AttendanceContract):
    pass


class TestRecurrences(RecurrencesContract):
    pass


class TestReadings(ReadingsContract):
    pass


class TestStore(StoreContract):
    pass


class TestIntake(IntakeContract):
    @given(st.lists(COUNTS, max_size=4))
    async def test_counts_add_up(self, batches: list[dict[IntakeKey, int]]) -> None:
        await check_sums(MemoryStore(), batches)
