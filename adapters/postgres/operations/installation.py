"""The installation behind a database: its secret's fingerprint, its pulse, its clock."""

from datetime import datetime

import asyncpg
import attrs

from adapters.postgres.link import Database, DatabaseAddress
from adapters.postgres.link.faults import away_because
from adapters.postgres.link.pool import connect
from domain.kernel.errors import Conflict

_FINGERPRINT = "secret fingerprint"
_KEEP = """
insert into community_os_instance.installation (name, value) values ($1, $2) on conflict do nothing
"""
_READ = "select value from community_os_instance.installation where name = $1"
_TABLE_IS_THERE = "select to_regclass('community_os_instance.installation') is not null"
_WIPE = "drop schema if exists community_os cascade; drop schema if exists community_os_instance cascade"


async def claim(database: Database, fingerprint: str, *, secret_of: str) -> None:
    """Keep the fingerprint of the first secret; raises Conflict for any other ever after.

    Keys are made from the secret: with another one, all that is sent again would count twice.
    """
    async with database.instance_work() as connection:
        kept = await connection.fetchval(_READ, _FINGERPRINT)
        if kept is None:
            await connection.execute(_KEEP, _FINGERPRINT, fingerprint)
            kept = await connection.fetchval(_READ, _FINGERPRINT)  # another first start may have been faster
    if kept != fingerprint:
        raise Conflict(
            f"the database ({database.address}) was filled with another secret than the present one: "
            f"bring back {secret_of} as it was. With a new secret everything that is sent again counts twice"
        )


async def kept_fingerprint(database: Database) -> str | None:
    """The fingerprint that the database keeps; None in one that was never opened."""
    async with database.instance_work() as connection:
        if not await connection.fetchval(_TABLE_IS_THERE):
            return None
        found = await connection.fetchval(_READ, _FINGERPRINT)
        return None if found is None else str(found)


async def pulse(database: Database) -> None:
    """Returns when the database answers; raises Unavailable when it does not."""
    async with database.instance_work() as connection:
        await connection.fetchval("select 1")


@attrs.frozen(kw_only=True)
class ServerSight:
    """What a look at a server tells: `version` in its own words, `now` by its own clock."""

    version: str
    now: datetime


async def look(address: DatabaseAddress) -> ServerSight:
    """Reach the server once, whatever is in the database; raises Unavailable when that cannot be."""
    try:
        connection = await connect(address)
        try:
            version = await connection.fetchval("select current_setting('server_version')")
            return ServerSight(version=version, now=await connection.fetchval("select clock_timestamp()"))
        finally:
            connection.terminate()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        raise away_because(problem, connected=False) or problem from problem


async def wipe(address: DatabaseAddress) -> None:
    """Drop everything of ours: for the demo's own database, whose contents can be made again."""
    try:
        connection = await connect(address)
        try:
            await connection.execute(_WIPE)
        finally:
            connection.terminate()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        raise away_because(problem, connected=False) or problem from problem
