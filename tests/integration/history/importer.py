"""An import in a process of its own, which may kill itself: `python -m tests.integration.history.importer`.

Arguments: address of the database, home folder, path, and after how many messages to die at once (0: never).
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from adapters.history.bookmarks import FileBookmarks
from adapters.history.discord_export.exports import DiscordExports
from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress
from adapters.system.clock import SystemClock
from application.community.history.import_history import ImportHistory
from application.community.history.report import ImportReport, Progress
from application.community.record import RecordActivities
from tests.builders.house import KEYS


def importing(database: Database, home: Path) -> ImportHistory:
    """The use case over that database."""
    store, clock = PostgresStore(database), SystemClock()
    return ImportHistory(
        histories=DiscordExports(),
        record=RecordActivities(store=store, clock=clock, keys=KEYS),
        store=store,
        clock=clock,
        keys=KEYS,
        bookmarks=FileBookmarks(home / "imports"),
    )


async def run(address: str, home: str, path: str, die_after: int) -> ImportReport:
    def watch(progress: Progress) -> None:
        if die_after and progress.records >= die_after:
            os.kill(os.getpid(), signal.SIGKILL)

    async with Database(DatabaseAddress.parse(address)) as database:
        return await importing(database, Path(home))([path], watch=watch)


if __name__ == "__main__":
    ended = asyncio.run(run(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
    print(ended.messages)
