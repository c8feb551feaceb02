"""A process that fills a journal until it is killed: it says which position is certainly on disk."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters.journal import DiskJournal


async def main(folder: Path) -> None:
    journal = DiskJournal.open(folder, most_bytes=2**28, lost=lambda *_: ())
    number = (journal.state().waiting_records) + 1
    while True:
        for _ in range(200):
            journal.append(f"{number:0400}".encode(), datetime.now(UTC))
            number += 1
        while found := await journal.read(most=5_000):
            print(int(found[-1].payload), flush=True)
        await asyncio.sleep(0.001)


asyncio.run(main(Path(sys.argv[1])))
