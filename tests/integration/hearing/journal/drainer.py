"""A process that drains a journal of numbered messages into PostgreSQL, and kills itself on the way.

It dies after so many transactions have begun: before one, within one, or between the log and the journal.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.journal import DiskJournal
from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress, LinkLimits
from application.community.hearing.drain import DrainJournal
from application.community.hearing.ports import Written
from application.community.hearing.told import InVoice, Listened, Told
from application.community.record import RecordActivities
from tests.builders.activities import MINUTE, TIME_ZERO, StoppedClock, a_message, a_person
from tests.builders.house import KEYS
from tests.contracts.strategies import of_guild


class Reader:
    """Each record is a message; each tenth also says who is in voice, and that the bot listened."""

    def __init__(self, guild: int) -> None:
        self.guild = guild

    def read(self, record: Written) -> Iterable[Told]:
        number = int(record.payload)
        at = TIME_ZERO + number * MINUTE
        yield of_guild([a_message(at, a_person(number % 7), number)], self.guild)[0]
        if number % 10 == 0:
            families = ("voice", "messages")
            yield Listened(guild=self.guild, families=families, start=at - 10 * MINUTE, end=at)
            yield InVoice(guild=self.guild, at=at, present={a_person(number % 7): 1 + number % 3})

    def remember(self, guild: int, parents: dict[int, int]) -> None:
        """Nothing is remembered here."""


class Dying(PostgresStore):
    """Kills its process when it is asked for the n-th time, at the beginning or at the end of the work."""

    left = 0

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[Any]:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        async with super().writing(guild) as work:
            yield work
            if self.left == 1:
                self.left = 0
                os.kill(os.getpid(), signal.SIGKILL)


async def drain(address: str, folder: Path, guild: int, die_at: int, at_once: int = 25) -> None:
    journal = DiskJournal.open(folder, most_bytes=2**28, lost=lambda *_: ())
    async with Database(DatabaseAddress.parse(address), LinkLimits(connections=2)) as database:
        store = Dying(database)
        store.left = die_at
        record = RecordActivities(store=store, clock=StoppedClock(), keys=KEYS)
        draining = DrainJournal(
            journal=journal, reader=Reader(guild), record=record, store=store, at_once=at_once
        )
        while journal.state().waiting_records:
            await draining()
    journal.close()


if __name__ == "__main__":
    asyncio.run(drain(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
