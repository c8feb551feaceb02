"""Any sequence of taking, reading, draining, crashing and starting again, against a list."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from adapters.journal import DiskJournal
from application.community.hearing.ports import Written
from tests.builders.activities import MINUTE, TIME_ZERO
from tests.unit.journal.books import opened, payload, read_on, segments

CAP = 64 * 1024


class JournalMachine(RuleBasedStateMachine):
    """`waiting` are the payloads that a perfect journal would still give, `read` the records read of them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.journal: DiskJournal
        self.taken = 0
        self.waiting: list[bytes] = []
        self.read: list[Written] = []

    @initialize()
    def begin(self) -> None:
        self.journal = opened(self.folder, CAP, swept_after=0.0)

    @rule(count=st.integers(1, 40), size=st.integers(10, 900))
    def take(self, count: int, size: int) -> None:
        for _ in range(count):
            if sum(map(len, self.waiting)) + 60 * len(self.waiting) > CAP // 2:
                return  # what happens when it is full has tests of its own
            said = payload(self.taken, size)
            assert self.journal.append(said, TIME_ZERO + self.taken * MINUTE)
            self.taken += 1
            self.waiting.append(said)

    @rule(count=st.integers(1, 60))
    def read_some(self, count: int) -> None:
        count = min(count, len(self.waiting) - len(self.read))
        if count:
            found = self.loop.run_until_complete(read_on(self.journal, count))
            self.read += found
            assert [r.payload for r in self.read] == self.waiting[: len(self.read)]
            assert [r.at for r in self.read] == [TIME_ZERO + int(r.payload) * MINUTE for r in self.read]

    @rule(part=st.floats(0, 1))
    def drain(self, part: float) -> None:
        count = int(len(self.read) * part)
        if count:
            self.loop.run_until_complete(self.journal.drained(self.read[count - 1].position))
            del self.waiting[:count], self.read[:count]

    @rule()
    def rewind(self) -> None:
        self.loop.run_until_complete(self.journal.rewind())
        self.read = []

    @rule()
    def sweep(self) -> None:
        self.loop.run_until_complete(self.journal.sweep())
        if not self.waiting:
            assert not segments(self.folder)

    @rule()
    def start_again(self) -> None:
        self.journal.close()
        self.journal = opened(self.folder, CAP, swept_after=0.0)
        self.read = []

    @rule(part=st.floats(0, 1))
    def crash(self, part: float) -> None:
        """The last file is cut at any byte: some of the newest may be gone, and nothing else."""
        self.journal.close()
        if files := segments(self.folder):
            data = files[-1].read_bytes()
            files[-1].write_bytes(data[: int(len(data) * part)])
        self.journal = opened(self.folder, CAP, swept_after=0.0)
        self.read = self.all_of_it()
        said = [record.payload for record in self.read]
        assert said == self.waiting[: len(said)]
        self.waiting = said

    @rule()
    def forget_how_far(self) -> None:
        """Losing the note of how far it is drained drains more again, in order."""
        self.journal.close()
        (self.folder / "drained").unlink(missing_ok=True)
        self.journal = opened(self.folder, CAP, swept_after=0.0)
        self.read = self.all_of_it()
        said = [record.payload for record in self.read]
        assert said[len(said) - len(self.waiting) :] == self.waiting
        assert said == sorted(said, key=int)
        self.waiting = said

    def all_of_it(self) -> list[Written]:
        """Whatever a journal that was just opened gives."""
        found: list[Written] = []
        while some := self.loop.run_until_complete(self.journal.read(most=50)):
            found += some
        return found

    @invariant()
    def nothing_that_waits_is_uncounted(self) -> None:
        if hasattr(self, "journal"):
            assert self.journal.state().waiting_records >= len(self.waiting)
            assert self.journal.state().dropped == 0

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
        self.loop.close()
        shutil.rmtree(self.folder)


TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(max_examples=30, stateful_step_count=25)
