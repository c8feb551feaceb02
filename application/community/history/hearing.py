"""What an export lets us say that we heard: silence in it is silence, and beyond it nothing is known."""

from datetime import datetime

import attrs

from application.community.history.files import Bookmark, HistoryFile, Portion
from application.community.ports import Store
from domain.community.coverage import HISTORY, CoverageSpan, Family
from domain.community.log.activity import Activity
from domain.community.log.admission import EARLIEST


@attrs.define
class Heard:
    """The first and the last message that were read of a file, in its own order."""

    first: datetime | None = None
    last: datetime | None = None

    def listen(self, portion: Portion) -> None:
        """Take note of a portion that is in the log."""
        times = [record.occurred_at for record in portion.records if isinstance(record, Activity)]
        if times:
            self.first = self.first or times[0]
            self.last = times[-1]


def span(file: HistoryFile, heard: Heard, *, whole: bool, now: datetime) -> tuple[datetime, datetime] | None:
    """From when to when a file tells everything of its channel; None when that is not known.

    From the date that the export began with, or the beginning of Discord, to the date that it ended
    with or was made at; a file that was cut off tells no more than was read of it.
    """
    heading = file.heading
    start = heading.after or EARLIEST
    if file.continues:
        start = file.first_at or heard.first or start
    ends = [at for at in (heading.before, heading.exported_at) if at is not None]
    if file.continued:
        ends = [at for at in (file.continued_at, heard.last) if at is not None][:1]
    end = min(ends) if ends else heard.last
    if not whole:
        if heard.first is None or heard.last is None:
            return None
        start, end = (heard.last, end) if heard.last < heard.first else (start, heard.last)
    if end is None or min(end, now) <= start:
        return None
    return start, min(end, now)


@attrs.define
class Hearing:
    """Adds coverage file by file.

    Who reacted is heard where every reaction names its reactors. A channel without any reaction does
    not show whether they would be named: it is heard if the rest of its guild in this run names them.
    """

    _store: Store
    _silent: list[tuple[HistoryFile, tuple[datetime, datetime]]] = attrs.field(factory=list)
    _named: set[int] = attrs.field(factory=set)
    _nameless: set[int] = attrs.field(factory=set)

    async def add(
        self, file: HistoryFile, bookmark: Bookmark, heard: Heard, *, whole: bool, now: datetime
    ) -> None:
        """A file was read, to its end or as far as it goes."""
        within = span(file, heard, whole=whole, now=now)
        self._sort(file, bookmark, within)
        if within is None:
            return
        families: list[Family] = ["messages", "reactions_received"]
        if bookmark.named and not bookmark.counted:
            families.append("reactions_given")
        await self._cover(file, families, within)

    def remember(self, file: HistoryFile, bookmark: Bookmark, now: datetime) -> None:
        """A file that was read whole before counts when it is judged whether reactors are named."""
        self._sort(file, bookmark, span(file, Heard(), whole=True, now=now))

    async def end(self) -> None:
        """All files were read: judge the channels without a reaction."""
        for file, within in self._silent:
            guild = file.heading.guild
            if guild in self._named and guild not in self._nameless:
                await self._cover(file, ["reactions_given"], within)

    def _sort(self, file: HistoryFile, bookmark: Bookmark, within: tuple[datetime, datetime] | None) -> None:
        if bookmark.counted:
            self._nameless.add(file.heading.guild)
        elif bookmark.named:
            self._named.add(file.heading.guild)
        elif within is not None:
            self._silent.append((file, within))

    async def _cover(
        self, file: HistoryFile, families: list[Family], within: tuple[datetime, datetime]
    ) -> None:
        start, end = within
        channel = file.heading.channel
        async with self._store.writing(file.heading.guild) as work:
            await work.listening.add(
                CoverageSpan(family=family, start=start, end=end, source=HISTORY, channel=channel)
                for family in families
            )
