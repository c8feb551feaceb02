"""An empty database filled with a copy, in one transaction that commits what agrees with the original."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import attrs

from adapters.postgres.link import Connection, Database, DatabaseAddress, migrate
from adapters.postgres.link.migration_files import carried_migrations
from adapters.postgres.operations.backup import room
from adapters.postgres.operations.backup.store import OneTransaction
from adapters.postgres.operations.backup.streams import PATIENT, rows_of, write_one_way
from application.operations.copying import RowSums
from application.operations.tallies import TallyGuilds
from domain.kernel.errors import Conflict
from domain.operations.backups.manifest import (
    GuildSum,
    Manifest,
    Origin,
    Shape,
    TableSum,
    differing_guilds,
    differing_tables,
)

_AS_PROGRAM = "select set_config('role', 'community_app', true)"
_AS_OWNER = "select set_config('role', 'none', true)"
_UNFIT = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, asyncpg.UndefinedTableError)
_UNFIT_COLUMNS = (asyncpg.UndefinedColumnError, asyncpg.BadCopyFileFormatError)


@attrs.frozen(kw_only=True)
class PostgresDuplicate:
    """The tables of an empty database, inside the transaction that fills them."""

    connection: Connection
    same_schema: bool
    """Whether this program can read the log as it lies there, or a migration has to come first."""

    async def take(self, shape: Shape, rows: AsyncIterator[bytes]) -> None:
        """COPY goes in where the policies are not forced on the owner: until this transaction ends."""
        try:
            await self.connection.copy_to_table(
                shape.table, schema_name=shape.schema, columns=list(shape.columns), source=rows, format="text"
            )
        except (*_UNFIT, *_UNFIT_COLUMNS) as problem:  # whose message repeats values
            raise Conflict(
                f"the rows of {shape.name} do not fit ({type(problem).__name__}); nothing was kept"
            ) from None

    async def finish(self, manifest: Manifest) -> None:
        """Read everything back, and count it as the original was counted."""
        found = [await self._sum(table.shape) for table in manifest.tables]
        differences = [*differing_tables(manifest, tuple(found))]
        if self.same_schema:
            await self.connection.fetchval(_AS_PROGRAM)
            guilds, unaddressed = await self.tallies()
            await self.connection.fetchval(_AS_OWNER)
            differences += differing_guilds(manifest.guilds, guilds)
            if unaddressed != manifest.unaddressed:
                differences.append(f"{unaddressed} dead letters without a guild, not {manifest.unaddressed}")
        if differences:
            raise Conflict(f"the copy differs, and nothing of it was kept: {'; '.join(differences)}")
        await room.leave(self.connection)

    async def tallies(self) -> tuple[tuple[GuildSum, ...], int]:
        """Counted from the log that came in."""
        return await TallyGuilds(store=OneTransaction(self.connection))()

    async def _sum(self, shape: Shape) -> TableSum:
        sums = RowSums()
        async for block in rows_of(self.connection, shape):
            sums.add(block)
        return sums.of(shape)


@asynccontextmanager
async def filling(
    address: DatabaseAddress, origin: Origin, *, report: Callable[[str], None] = lambda _: None
) -> AsyncIterator[PostgresDuplicate]:
    """Make room and fill it; what the block leaves unfinished is undone.

    After it the schema is that of this program. Raises Conflict where the database is not empty, and where
    the original had a later schema than this program knows.
    """
    files = room.fitting(origin)
    await room.make_ready(address, files)
    async with Database(address, PATIENT) as database, database.instance_work() as connection:
        await room.enter(connection, address)
        await room.clear(connection)
        await write_one_way(connection)
        yield PostgresDuplicate(connection=connection, same_schema=len(files) == len(carried_migrations()))
    await migrate(address, report=report)


async def tallies_now(address: DatabaseAddress) -> tuple[tuple[GuildSum, ...], int]:
    """The tally of a database as it is, for a copy whose schema had to be brought forward first."""
    async with Database(address, PATIENT) as database, database.snapshot() as connection:
        return await TallyGuilds(store=OneTransaction(connection))()
