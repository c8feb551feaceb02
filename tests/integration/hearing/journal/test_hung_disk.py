"""A disk that neither takes nor refuses: what waits in memory is bounded, in order, and written later."""

import os
from pathlib import Path

from adapters.journal import DiskJournal
from tests.builders.activities import TIME_ZERO
from tests.unit.journal.books import read_on

MEGABYTE = 2**20
MOST = 33


async def test_what_a_hung_disk_does_not_take_is_bounded_and_written_once_it_does(tmp_path: Path) -> None:
    journal = DiskJournal.open(tmp_path, most_bytes=2**30, lost=lambda *_: (b"lost",))
    hung = tmp_path / f"{1:020}.journal"
    os.mkfifo(hung)  # whoever opens it waits for a reader
    taken = 0
    while taken <= MOST and journal.append(b"%d" % taken + b"x" * MEGABYTE, TIME_ZERO):
        taken += 1
    assert 0 < taken <= MOST
    reader = os.open(hung, os.O_RDONLY | os.O_NONBLOCK)
    hung.unlink()
    os.close(reader)
    found = await read_on(journal, taken)
    assert [int(one.payload.rstrip(b"x")) for one in found] == list(range(taken))
    assert journal.append(b"after", TIME_ZERO)
    note, after = await read_on(journal, 2)
    assert (note.payload, after.payload) == (b"lost", b"after")
    journal.close()
