"""Everything that a database held at one instant, read guild by guild as the policies show it."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import datetime
from typing import Final

import attrs

from adapters.postgres.link import Connection, Database
from adapters.postgres.link.migration_files import carried_migrations
from adapters.postgres.operations.backup.store import OneTransaction, see
from adapters.postgres.operations.backup.streams import rows_of, write_one_way
from application.operations.tallies import TallyGuilds
from domain.kernel.errors import Conflict, NotFound
from domain.operations.backups.manifest import GuildSum, Origin, Shape, Step
from domain.operations.data_register import REGISTER

SCHEMAS: Final = {"tenant": "community_os", "instance": "community_os_instance"}
_EVERY_GUILD = SCHEMAS["tenant"]
_IS_THERE = "select to_regclass('community_os_instance.schema_migrations') is not null"
_STEPS = "select number, name, checksum from community_os_instance.schema_migrations order by number"
_FINGERPRINT = "select value from community_os_instance.installation where name = 'secret fingerprint'"
_SERVER = "select current_setting('server_version')"
_REVISION = "select revision from community_os.guild_profile where guild_id = $1"
_COLUMNS = """
select attname from pg_attribute
where attrelid = to_regclass(quote_ident($1) || '.' || quote_ident($2))
  and attnum > 0 and not attisdropped and attgenerated = ''
order by attnum
"""


@attrs.frozen(kw_only=True)
class PostgresOriginal:
    """What one transaction sees; it stays the same while others go on writing."""

    origin: Origin
    connection: Connection

    async def rows(self, shape: Shape) -> AsyncGenerator[bytes, None]:
        """A table of guilds comes guild after guild: nobody sees more than one at a time."""
        store = OneTransaction(self.connection)
        guilds: list[int | None] = [*await store.guilds()] if shape.schema == _EVERY_GUILD else [None]
        for guild in guilds:
            await see(self.connection, guild)
            async with aclosing(rows_of(self.connection, shape)) as rows:
                async for block in rows:
                    yield block

    async def revisions(self) -> dict[int, int | None]:
        """Of each guild: it is another one as soon as anything was written there."""
        found = {}
        for guild in await OneTransaction(self.connection).guilds():
            await see(self.connection, guild)
            found[guild] = await self.connection.fetchval(_REVISION, guild)
        return found

    async def tallies(self) -> tuple[tuple[GuildSum, ...], int]:
        """Counted from the log of the same instant."""
        return await TallyGuilds(store=OneTransaction(self.connection))()


@asynccontextmanager
async def original_of(database: Database, *, now: datetime, program: str) -> AsyncIterator[PostgresOriginal]:
    """Hold on to this instant while the block lasts.

    Raises NotFound where nothing was ever kept, Conflict where the schema is not that of this program.
    """
    async with database.snapshot() as connection:
        if not await connection.fetchval(_IS_THERE):
            raise NotFound(f"there is nothing of Community OS in the database yet ({database.address})")
        steps = await _steps(connection)
        fingerprint = await connection.fetchval(_FINGERPRINT)
        if fingerprint is None:
            raise NotFound(f"nothing was ever recorded in the database ({database.address})")
        await write_one_way(connection)
        origin = Origin(
            made_at=now,
            program=program,
            server=await connection.fetchval(_SERVER),
            fingerprint=fingerprint,
            steps=steps,
            shapes=tuple([await _shape(connection, *place) for place in _places()]),
        )
        yield PostgresOriginal(origin=origin, connection=connection)


def _places() -> list[tuple[str, str]]:
    return [(SCHEMAS[table.scope], table.name) for table in REGISTER if table.backed_up]


async def _steps(connection: Connection) -> tuple[Step, ...]:
    found = tuple(Step(**row) for row in await connection.fetch(_STEPS))
    mine = tuple(
        Step(number=file.number, name=file.name, checksum=file.checksum) for file in carried_migrations()
    )
    if found == mine:
        return found
    if found == mine[: len(found)]:
        raise Conflict(
            "the database still has the schema of an earlier version: make the backup with that version, "
            "or bring the schema up to date first with `community-os migrate`"
        )
    raise Conflict("the database has the schema of a later version than this program: update Community OS")


async def _shape(connection: Connection, schema: str, table: str) -> Shape:
    columns = await connection.fetch(_COLUMNS, schema, table)
    return Shape(schema=schema, table=table, columns=tuple(row["attname"] for row in columns))
