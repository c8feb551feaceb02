"""Bring exports of a community's past into the log, whatever was brought before."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import datetime

import attrs

from application.clock import Clock
from application.community.history.answers import OpenAnswers
from application.community.history.conveyor import Record, batches, convey
from application.community.history.files import Bookmark, Bookmarks, Damaged, Histories, HistoryFile
from application.community.history.hearing import Heard, Hearing
from application.community.history.naming import name_channel
from application.community.history.report import ImportReport, Pace, Progress, Skipped, Tally
from application.community.history.resuming import believed, turned
from application.community.ports import Store
from application.community.published.asking import publish_brought
from domain.community.log.keys import Keyring

Watch = Callable[[Progress], None]


@attrs.frozen(kw_only=True)
class ImportHistory:
    """Import every export under some paths: what is new counts, what is known does not count again.

    An interrupted file goes on where its last batch landed. A file that ends badly gives what it has;
    the others are imported all the same.
    """

    histories: Histories
    record: Record
    store: Store
    clock: Clock
    keys: Keyring
    bookmarks: Bookmarks

    async def __call__(
        self, paths: Sequence[str], *, again: bool = False, watch: Watch = lambda _: None
    ) -> ImportReport:
        """Import; `again` also reads files that were imported whole. Raises Unavailable; then resume."""
        found = await asyncio.to_thread(self.histories.find, paths)
        tally = Tally(problems=list(found.problems))
        pace = Pace(self.clock, sum(file.size for file in found.files), watch)
        hearing, questions = Hearing(self.store), OpenAnswers(self.store, self.keys)
        for file in found.files:
            tally.guilds.add(file.heading.guild)
            bookmark = None if again else await believed(self.bookmarks.find(file.mark), self.store)
            if bookmark is not None and bookmark.finished:
                tally.skipped.append(Skipped(name=file.name, why="it was imported before, and is unchanged"))
                hearing.remember(file, bookmark, self.clock.now())
            else:
                await self._read(file, bookmark or Bookmark(at=0), tally, pace, hearing, questions)
            pace.finish(file.name, file.size)
        for batch in batches(await questions.at_last()):
            await self.record(batch)
        await hearing.end()
        await publish_brought(self.store, tally.brought)
        return tally.report()

    async def _read(
        self,
        file: HistoryFile,
        bookmark: Bookmark,
        tally: Tally,
        pace: Pace,
        hearing: Hearing,
        questions: OpenAnswers,
    ) -> None:
        file = _not_from_the_future(file, self.clock.now())
        await name_channel(file, self.store)
        tally.files += 1
        tally.brought.add(file.heading.guild)
        heard, whole = Heard(), True
        if bookmark.at:
            why = f"its first {bookmark.at:,} messages were imported before"
            tally.skipped.append(Skipped(name=file.name, why=why))
        try:
            portions = self.histories.read(file, skip=bookmark.at)
            async with aclosing(convey(portions, self.record, questions.ask)) as landing:
                async for portion, answers in landing:
                    tally.add(portion, answers)
                    heard.listen(portion)
                    at = bookmark.at + portion.items
                    bookmark = turned(bookmark, portion, answers, self.keys, at=at)
                    self.bookmarks.keep(file.mark, bookmark)
                    pace.step(file.name, portion.position, portion.items)
        except Damaged as damage:
            tally.problems.append(damage.problem)
            whole = False
        await hearing.add(file, bookmark, heard, whole=whole, now=self.clock.now())
        if whole:
            self.bookmarks.keep(file.mark, attrs.evolve(bookmark, finished=True))


def _not_from_the_future(file: HistoryFile, now: datetime) -> HistoryFile:
    """A name cannot be newer than now, whatever the clock of the exporter said."""
    made = file.heading.exported_at
    if made is None or made <= now:
        return file
    return attrs.evolve(file, heading=attrs.evolve(file.heading, exported_at=now))
