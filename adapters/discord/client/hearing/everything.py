"""What all connections of this process hear: kept in the journal before anything else is done with it."""

import asyncio
import logging
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime
from typing import Final

import attrs

from adapters.discord.client.hearing.last import LastHeard
from adapters.discord.client.hearing.shard import Note, ShardHearing
from adapters.discord.frames import (
    Malformed,
    Stripped,
    note_listened,
    note_missed,
    note_quarantined,
    pack,
    session_of,
)
from adapters.discord.frames.stripping import malformed
from application.clock import Clock
from application.community.hearing.told import Listened
from domain.community.coverage import FAMILIES, Family
from domain.community.deafness import Bustle

Append = Callable[[bytes, datetime], bool]

_SAFE: Final = 1.0
"""Seconds after which a record is on disk for certain: only then is the file beside it written."""

_log = logging.getLogger(__name__)


@attrs.define(kw_only=True)
class Hearing:
    """Outlives every client: what a new one missed is known from what the last one heard.

    `catch_up` is told of each guild that has to be caught up with; `usual` knows how busy each guild was.
    """

    append: Append
    clock: Clock
    guilds: frozenset[int] | None = None
    last: LastHeard
    catch_up: Callable[[int], None] = lambda _: None
    usual: Mapping[int, Bustle] = attrs.field(factory=dict)
    voice_details: Container[int] = frozenset()
    """The guilds that want to know who is deaf or muted."""

    families: tuple[Family, ...] = FAMILIES
    content: bool = True
    """Whether texts are sent to us at all: without them no length is known."""

    shards: dict[int, ShardHearing] = attrs.field(factory=dict, init=False)
    quarantined: int = attrs.field(default=0, init=False)
    _before: dict[int, datetime] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._before = self.last.read()

    def shard(self, number: int) -> ShardHearing:
        """The connection of this number."""
        if number not in self.shards:
            self.shards[number] = ShardHearing(number, self.families, self.clock.now())
        return self.shards[number]

    def take(self, stripped: Stripped, session: str, at: datetime, *, late: bool = False) -> bool:
        """Keep what is left of a frame; False where its guild is none of those to listen to.

        It is late where it was told on a connection that is being taken up again.
        """
        if not self.listens_to(stripped.guild):
            return False
        self.append(pack(stripped, session=session_of(stripped) or session, late=late), at)
        return True

    def listens_to(self, guild: int | None) -> bool:
        """Whether it is one of the guilds to listen to."""
        return self.guilds is None or guild is None or guild in self.guilds

    def ready(self, number: int, session: str, guilds: Iterable[int], at: datetime) -> None:
        """A connection began a session with these guilds."""
        guilds = [guild for guild in guilds if self.listens_to(guild)]
        shard = self.shard(number)
        shard.remember({guild: self._before.pop(guild) for guild in guilds if guild in self._before})
        self.note(shard.ready(session, guilds, at), at)
        shard.families = self.families

    def there(self, number: int, guild: int, at: datetime, *, newest: int = 0) -> bool:
        """A guild is complete: what was missed of it is caught up with; False when it was there before."""
        shard = self.shard(number)
        new = guild not in shard.guilds
        self.note(shard.there(guild, at, newest=newest), at)
        if new:
            self.catch_up(guild)
        return new

    def away(self) -> None:
        """The client has ended: nothing is heard until there is another one."""
        self.tell()
        for shard in self.shards.values():
            shard.lost(self.clock.now())

    def note(self, notes: Iterable[Note], at: datetime) -> None:
        """Keep notes in the journal, behind everything that was heard before."""
        for note in notes:
            self.append(_packed(note), at)

    def tell(self) -> None:
        """Note what was heard until now on every connection."""
        at = self.clock.now()
        for shard in self.shards.values():
            shard.count(at)
            self.note(shard.notes(), at)

    async def keep_telling(self, every: float) -> None:
        """Note it again and again, and remember beside the journal what is safe in it."""
        while True:
            self.tell()
            heard = self.last_heard()
            await asyncio.sleep(min(_SAFE, every))
            await asyncio.to_thread(self.last.keep, heard)
            await asyncio.sleep(max(0.0, every - _SAFE))

    def last_heard(self) -> dict[int, datetime]:
        """Guild -> until when it was heard, in this run or an earlier one."""
        heard = dict(self._before)
        for shard in self.shards.values():
            heard |= shard.last_heard()
        return heard

    def lost(self, start: datetime, end: datetime, reason: str) -> Iterable[bytes]:
        """The notes of a time that the journal lost; its messages are caught up with."""
        guilds = list(self.last_heard())
        for guild in guilds:
            self.catch_up(guild)
        return [note_missed(guilds, FAMILIES, start=start, end=end, reason=reason)]

    def quarantine(self, frame: str | bytes, problem: Exception) -> None:
        """Something arrived that cannot be read: count it, and note just its length and hash."""
        self.quarantined += 1
        bad = problem if isinstance(problem, Malformed) else malformed(frame)
        self.append(note_quarantined(bad), self.clock.now())
        _log.warning("%s: put aside, nothing else is lost", bad)

    def hears_since(self, guild: int) -> datetime | None:
        """Since when a guild is heard without a gap; None where it is not."""
        return next(filter(None, (shard.hears_since(guild) for shard in self.shards.values())), None)

    def bustle(self, shard: ShardHearing) -> Bustle:
        """How busy the guilds of a connection usually are: in the last weeks, and in this run."""
        before = Bustle()
        for guild in shard.guilds:
            before = before.with_neighbour(self.usual.get(guild, Bustle()))
        return before.with_bustle(shard.bustle)


def _packed(note: Note) -> bytes:
    if isinstance(note, Listened):
        return note_listened([note.guild], note.families, start=note.start, end=note.end)
    return note_missed([note.guild], note.families, start=note.start, end=note.end, reason=note.reason)
