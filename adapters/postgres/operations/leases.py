"""Leases in PostgreSQL: a locked row, the rule of the domain, the clock of the database."""

from datetime import datetime
from typing import Any

from adapters.postgres.link import Connection, Database
from domain.operations.leases import Holder, Lease, LeaseRules, taken_by

_FIRST = """
insert into community_os_instance.leases (name, holder, host, pid, taken, renewed, until)
values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing returning name
"""
_LOCK = """
select name, holder, host, pid, taken, renewed, until
from community_os_instance.leases where name = $1 for update
"""
_SET = """
update community_os_instance.leases
set holder = $2, host = $3, pid = $4, taken = $5, renewed = $6, until = $7 where name = $1
"""
_RELEASE = """
update community_os_instance.leases set until = clock_timestamp()
where name = $1 and holder = $2 and until > clock_timestamp()
"""
_FIND = """
select name, holder, host, pid, taken, renewed, until from community_os_instance.leases where name = $1
"""


class PostgresLeases:
    """Of any number of processes that ask at once, exactly one holds a lease."""

    def __init__(self, database: Database, rules: LeaseRules | None = None) -> None:
        self._database = database
        self._rules = rules or LeaseRules()

    async def take(self, name: str, holder: Holder) -> Lease:
        """Ask for a lease: how it stands then, `belongs_to(holder)` when it was granted.

        Raises Unavailable when the database is away.
        """
        async with self._database.instance_work() as connection:
            # Nobody's row is there at first, and what is not there cannot be locked.
            wanted = taken_by(holder, name, None, await _now(connection), self._rules)
            if await connection.fetchval(_FIRST, *_row(wanted)):
                return wanted
            before = _lease(await connection.fetchrow(_LOCK, name))
            after = taken_by(holder, name, before, await _now(connection), self._rules)
            if after != before:
                await connection.execute(_SET, *_row(after))
            return after

    async def release(self, name: str, holder: Holder) -> None:
        """Let go, so that the next one need not wait; nothing happens when it is another's."""
        async with self._database.instance_work() as connection:
            await connection.execute(_RELEASE, name, holder.id)

    async def find(self, name: str) -> Lease | None:
        """How it stands; None when nobody ever asked for it."""
        async with self._database.instance_work() as connection:
            row = await connection.fetchrow(_FIND, name)
            return None if row is None else _lease(row)


async def _now(connection: Connection) -> datetime:
    now: datetime = await connection.fetchval("select clock_timestamp()")
    return now


def _row(lease: Lease) -> tuple[Any, ...]:
    by = lease.holder
    return lease.name, by.id, by.host, by.pid, lease.taken, lease.renewed, lease.until


def _lease(row: Any) -> Lease:  # noqa: ANN401 — a row of asyncpg
    known = dict(row)
    holder = Holder(id=known.pop("holder"), host=known.pop("host"), pid=known.pop("pid"))
    return Lease(holder=holder, **known)
