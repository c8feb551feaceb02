"""Guilds in PostgreSQL: one writer of a guild at a time, each in one transaction."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg
import attrs

from adapters.postgres.community.acquaintances import Acquaintances
from adapters.postgres.community.events.calendar import PostgresEvents
from adapters.postgres.community.events.recurrences import PostgresRecurrences
from adapters.postgres.community.folded.attendance import PostgresAttendance
from adapters.postgres.community.folded.counters import PostgresCounters
from adapters.postgres.community.folded.spans import PostgresSpans
from adapters.postgres.community.guild import PostgresGuild
from adapters.postgres.community.heard.backfills import PostgresBackfills
from adapters.postgres.community.heard.intake import PostgresIntakeCounts
from adapters.postgres.community.heard.letters import PostgresDeadLetters
from adapters.postgres.community.heard.listening import PostgresListening
from adapters.postgres.community.identity.links import PostgresLinkCodes, PostgresLinks
from adapters.postgres.community.identity.traces import PostgresTraces
from adapters.postgres.community.log import PostgresActivityLog
from adapters.postgres.community.members import PostgresMembers
from adapters.postgres.community.moved import Moved
from adapters.postgres.community.outbox.postings import PostgresPostings
from adapters.postgres.community.outbox.registrations import PostgresRegistrations
from adapters.postgres.community.published import PostgresReadings
from adapters.postgres.community.turns import Turns
from adapters.postgres.jobs.board import PostgresJobs
from adapters.postgres.link import Connection, Database
from application.community.ports import DeadLetters, GuildWork
from domain.kernel.errors import Invalid, Unavailable

# Other processes write too. A lock of the transaction is safe through a pooler. Together with READ COMMITTED
# it makes each statement see everything that earlier writers of the guild committed.
_LOCK = "select pg_advisory_xact_lock(hashtextextended('community_os guild ' || $1::bigint, 0))"
_REGISTER = "insert into community_os_instance.guild_register (guild_id) values ($1) on conflict do nothing"
_GUILDS = "select guild_id from community_os_instance.guild_register order by guild_id"

_UNFIT = (asyncpg.DataError, asyncpg.ProgramLimitExceededError, UnicodeEncodeError, OverflowError)


@attrs.frozen(kw_only=True)
class PostgresWork:
    """Everything of one guild, on the connection of one unit of work."""

    log: PostgresActivityLog
    members: PostgresMembers
    counters: PostgresCounters
    spans: PostgresSpans
    attendance: PostgresAttendance
    letters: PostgresDeadLetters
    intake: PostgresIntakeCounts
    listening: PostgresListening
    guild: PostgresGuild
    backfills: PostgresBackfills
    postings: PostgresPostings
    registrations: PostgresRegistrations
    links: PostgresLinks
    link_codes: PostgresLinkCodes
    traces: PostgresTraces
    events: PostgresEvents
    recurrences: PostgresRecurrences
    readings: PostgresReadings
    jobs: PostgresJobs
    moved: Moved

    @classmethod
    def on(cls, connection: Connection, guild: int, acquaintances: Acquaintances) -> "PostgresWork":
        """The parts of one transaction."""
        moved = Moved()
        return cls(
            log=PostgresActivityLog(connection, guild),
            members=PostgresMembers(connection, guild, acquaintances, moved),
            counters=PostgresCounters(connection, guild, moved),
            spans=PostgresSpans(connection, guild, moved),
            attendance=PostgresAttendance(connection, guild),
            letters=PostgresDeadLetters.of(connection, guild),
            intake=PostgresIntakeCounts(connection, guild),
            listening=PostgresListening(connection, guild),
            guild=PostgresGuild(connection, guild),
            backfills=PostgresBackfills(connection, guild),
            postings=PostgresPostings(connection, guild),
            registrations=PostgresRegistrations(connection, guild),
            links=PostgresLinks(connection, guild),
            link_codes=PostgresLinkCodes(connection, guild),
            traces=PostgresTraces(connection, guild, moved),
            events=PostgresEvents(connection, guild, moved),
            recurrences=PostgresRecurrences(connection, guild),
            readings=PostgresReadings(connection, guild),
            jobs=PostgresJobs(connection, guild),
            moved=moved,
        )

    async def finish(self) -> None:
        """Say what no use case has said: that the member list or the calendar changed where nothing was
        counted."""
        if self.moved.any:
            await self.counters.touch((), members=False, last_activity=None)


class PostgresStore:
    """Every guild of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._acquaintances = Acquaintances()
        self._turns = Turns(database.limits.command)
        self._registered: set[int] = set()

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[GuildWork]:
        """One writer of a guild at a time; commits at the end, rolls back on any error.

        Raises Invalid where the database refuses a value, Unavailable where it is away.
        """
        try:
            with _refused_values():
                async with self._turns.of(guild), self._database.unit_of_work(guild) as connection:
                    await connection.execute(_LOCK, guild)
                    if guild not in self._registered:
                        await connection.execute(_REGISTER, guild)
                    work = PostgresWork.on(connection, guild, self._acquaintances)
                    yield work
                    await work.finish()
        except Unavailable:
            self._acquaintances.forget()
            self._registered.clear()
            raise
        self._registered.add(guild)
        self._acquaintances.learn(guild, work.members.met)

    @asynccontextmanager
    async def reading(self, guild: int) -> AsyncIterator[GuildWork]:
        """One consistent view of a guild, without writing."""
        async with self._database.reading(guild) as connection:
            yield PostgresWork.on(connection, guild, self._acquaintances)

    async def guilds(self) -> list[int]:
        """Every guild that something was recorded for."""
        async with self._database.instance_work() as connection:
            return [row["guild_id"] for row in await connection.fetch(_GUILDS)]

    @asynccontextmanager
    async def unaddressed(self) -> AsyncIterator[DeadLetters]:
        """The instance's letters: records whose guild could not be read."""
        with _refused_values():
            async with self._database.instance_work() as connection:
                yield PostgresDeadLetters.of_nobody(connection)


@contextmanager
def _refused_values() -> Iterator[None]:
    """A value that PostgreSQL cannot hold is an error of the record, not of the database."""
    try:
        yield
    except _UNFIT as problem:
        if isinstance(problem.__cause__, TypeError):
            raise  # no value is of the wrong type, unless we made a mistake
        # Neither the message of the driver nor that of the server: both repeat the value.
        raise Invalid(f"the database cannot hold one of the values ({type(problem).__name__})") from None
