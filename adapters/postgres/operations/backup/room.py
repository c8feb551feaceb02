"""An empty database of ours: made ready for a copy, and never at the cost of what somebody recorded."""

from collections.abc import Sequence

import asyncpg

from adapters.postgres.link import Connection, Database, DatabaseAddress, migrate, status
from adapters.postgres.link.migration_files import MigrationFile, carried_migrations
from adapters.postgres.operations.backup.streams import PATIENT
from domain.kernel.errors import Conflict, Refused
from domain.operations.backups.manifest import Origin, Step

_AS_OWNER = "select set_config('role', 'none', true), set_config('lock_timeout', '10s', true)"
# The owner is held to the policies too (forced), and would see none of what it looks for. The lock keeps
# everybody else out until the transaction ends, and with it the policies are forced again.
_LOOK = """
do $look$
declare
    place record;
    filled boolean;
    found text := '';
begin
    for place in
        select schemaname, tablename from pg_tables
        where schemaname = 'community_os'
           or schemaname = 'community_os_instance'
              and tablename in ('guild_register', 'dead_letters', 'refusals')
        order by 1, 2
    loop
        if place.schemaname = 'community_os' then
            execute format('alter table community_os.%I no force row level security', place.tablename);
        else
            execute format('lock table community_os_instance.%I in access exclusive mode', place.tablename);
        end if;
        execute format('select exists (select from %I.%I)', place.schemaname, place.tablename) into filled;
        if filled then
            found := found || ' ' || place.tablename;
        end if;
    end loop;
    perform set_config('community_os.found', found, true);
end
$look$;
"""
_NAMED = 3
_IN_USE = "select exists (select from community_os_instance.guild_register)"
_FOUND = "select current_setting('community_os.found')"
_CLEAR = """
do $clear$
begin
    execute (
        select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ')
        from pg_tables
        where schemaname in ('community_os', 'community_os_instance') and tablename <> 'schema_migrations'
    );
end
$clear$;
"""
_FORCE = """
do $force$
declare
    tenant name;
begin
    for tenant in select tablename from pg_tables where schemaname = 'community_os' loop
        execute format('alter table community_os.%I force row level security', tenant);
        execute format('analyze community_os.%I', tenant);
    end loop;
end
$force$;
"""
_AWAY = "drop schema community_os cascade; drop schema community_os_instance cascade"


def fitting(origin: Origin) -> Sequence[MigrationFile]:
    """The migrations that the original had; raises Conflict where this program does not carry them."""
    carried = carried_migrations()
    mine = tuple(Step(number=file.number, name=file.name, checksum=file.checksum) for file in carried)
    if origin.steps != mine[: len(origin.steps)]:
        unknown = next(step for step in origin.steps if step not in mine)
        raise Conflict(
            f"the backup was made by a later version of Community OS than this one ({origin.program}; "
            f"{unknown.name} is not known here): update Community OS, then restore"
        )
    return carried[: len(origin.steps)]


async def make_ready(address: DatabaseAddress, files: Sequence[MigrationFile]) -> None:
    """Give the database exactly this schema; raises Conflict where anything is recorded in it."""
    found = await status(address)
    if found.problem is not None:
        raise Conflict(found.problem)
    if found.applied:
        async with Database(address, PATIENT) as database, database.instance_work() as connection:
            if await connection.fetchval(_IN_USE):  # told without a lock: somebody may be working there
                raise _taken(address, ["guild_register"])
            await enter(connection, address)
            if len(found.applied) > len(files):
                await connection.execute(_AWAY)  # empty, but shaped for later rows than those that come
            else:
                await leave(connection)
    await migrate(address, files=files)


async def enter(connection: Connection, address: DatabaseAddress) -> None:
    """As the owner, alone in the tables until the transaction ends; raises Conflict unless they are empty."""
    await connection.fetchrow(_AS_OWNER)
    try:
        await connection.execute(_LOOK)
    except asyncpg.InsufficientPrivilegeError:
        raise Refused(
            f"the user of {address} does not own the tables of Community OS there: name their owner's URL"
        ) from None
    except asyncpg.LockNotAvailableError:
        raise Conflict(
            f"somebody works in {address} at this moment: stop every Community OS that uses it first"
        ) from None
    if found := (await connection.fetchval(_FOUND)).split():
        raise _taken(address, found)


def _taken(address: DatabaseAddress, found: list[str]) -> Conflict:
    named = ", ".join(found[:_NAMED]) + (" and more" if len(found) > _NAMED else "")
    return Conflict(
        f"{address} is not empty, and nothing in it was touched: there is something in {named}. "
        "A copy goes into an empty database only: name another one"
    )


async def clear(connection: Connection) -> None:
    """What a first start left in the tables that count as empty goes too, such as another fingerprint."""
    await connection.execute(_CLEAR)


async def leave(connection: Connection) -> None:
    """The policies hold for everybody again, and the planner knows what came in."""
    await connection.execute(_FORCE)
