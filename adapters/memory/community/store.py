"""Guilds in memory: one writer of a guild at a time, and nothing left of a failed one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from adapters.memory.community.backfills import MemoryBackfills
from adapters.memory.community.counters import MemoryCounters
from adapters.memory.community.events.calendar import MemoryEvents, MemoryRecurrences
from adapters.memory.community.folded.attendance import MemoryAttendance
from adapters.memory.community.guild import MemoryGuild, MemoryListening
from adapters.memory.community.identity.links import MemoryLinkCodes, MemoryLinks
from adapters.memory.community.identity.members import MemoryMembers
from adapters.memory.community.identity.traces import MemoryTraces
from adapters.memory.community.intake import MemoryIntakeCounts
from adapters.memory.community.letters import MemoryDeadLetters
from adapters.memory.community.log import MemoryActivityLog
from adapters.memory.community.outbox.postings import MemoryPostings
from adapters.memory.community.outbox.registrations import MemoryRegistrations
from adapters.memory.community.published import MemoryReadings
from adapters.memory.community.spans import MemorySpans
from adapters.memory.community.state import GuildState, Letters, Undo
from adapters.memory.operations.jobs import NoJobs
from application.community.ports import DeadLetters, GuildWork


@attrs.frozen(kw_only=True)
class MemoryWork:
    """Everything of one guild, on one undo list."""

    log: MemoryActivityLog
    members: MemoryMembers
    counters: MemoryCounters
    spans: MemorySpans
    attendance: MemoryAttendance
    letters: MemoryDeadLetters
    intake: MemoryIntakeCounts
    listening: MemoryListening
    guild: MemoryGuild
    backfills: MemoryBackfills
    postings: MemoryPostings
    registrations: MemoryRegistrations
    links: MemoryLinks
    link_codes: MemoryLinkCodes
    traces: MemoryTraces
    events: MemoryEvents
    recurrences: MemoryRecurrences
    readings: MemoryReadings
    jobs: NoJobs

    @classmethod
    def on(cls, state: GuildState, undo: Undo) -> "MemoryWork":
        """The parts of one transaction."""
        return cls(
            log=MemoryActivityLog(state, undo),
            members=MemoryMembers(state, undo),
            counters=MemoryCounters(state, undo),
            spans=MemorySpans(state, undo),
            attendance=MemoryAttendance(state, undo),
            letters=MemoryDeadLetters(state.letters, undo),
            intake=MemoryIntakeCounts(state, undo),
            listening=MemoryListening(state, undo),
            guild=MemoryGuild(state, undo),
            backfills=MemoryBackfills(state, undo),
            postings=MemoryPostings(state, undo),
            registrations=MemoryRegistrations(state, undo),
            links=MemoryLinks(state, undo),
            link_codes=MemoryLinkCodes(state, undo),
            traces=MemoryTraces(state, undo),
            events=MemoryEvents(state, undo),
            recurrences=MemoryRecurrences(state, undo),
            readings=MemoryReadings(state, undo),
            jobs=NoJobs(),
        )


class MemoryStore:
    """Every guild of this process; gone when it ends."""

    def __init__(self) -> None:
        self._guilds: dict[int, GuildState] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._nowhere = Letters()

    def state(self, guild: int) -> GuildState:
        """What is held of a guild; an empty one when nothing is."""
        return self._guilds.get(guild) or GuildState(guild=guild)

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[GuildWork]:
        """One writer at a time; any error takes everything back."""
        async with self._locks.setdefault(guild, asyncio.Lock()):
            state = self.state(guild)
            undo = Undo()
            try:
                yield MemoryWork.on(state, undo)
            except BaseException:
                undo.all()
                raise
            # What changed where nothing was counted is a revision of its own.
            touched = (state.touched_members, state.touched_events, state.touched_answers)
            state.revision = max(state.revision, *touched)
            self._guilds[guild] = state

    @asynccontextmanager
    async def reading(self, guild: int) -> AsyncIterator[GuildWork]:
        """A view between two writers."""
        async with self._locks.setdefault(guild, asyncio.Lock()):
            yield MemoryWork.on(self.state(guild), Undo())

    async def guilds(self) -> list[int]:
        """Every guild that something was recorded for."""
        return sorted(self._guilds)

    @asynccontextmanager
    async def unaddressed(self) -> AsyncIterator[DeadLetters]:
        """Letters of no readable guild."""
        undo = Undo()
        try:
            yield MemoryDeadLetters(self._nowhere, undo)
        except BaseException:
            undo.all()
            raise
