"""Brings a database's schema forward, each file once, whoever else tries at the same time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import asyncpg
import attrs

from adapters.postgres.link.address import DatabaseAddress
from adapters.postgres.link.faults import away_because
from adapters.postgres.link.limits import LinkLimits
from adapters.postgres.link.migration_files import MigrationFile, MigrationProblem, carried_migrations
from adapters.postgres.link.pool import connect, stands_behind_a_pooler
from domain.kernel.errors import Invalid

__all__ = ["MigrationProblem", "MigrationStatus", "migrate", "status"]

_LOCK = 7_236_109_155_148_321  # any fixed number: advisory locks of other programs should not meet it
_FILE_LIMIT = 900.0  # seconds
_LIMITS = LinkLimits(command=_FILE_LIMIT)
_LOCK_PATIENCE = 300.0
_LOCK_POLL = 0.1
_FILE_LIMITS = """
select set_config('lock_timeout', '60s', true), set_config('statement_timeout', '900s', true),
       set_config('idle_in_transaction_session_timeout', '0', true)
"""
_LEDGER = """
create schema if not exists community_os_instance;
create table if not exists community_os_instance.schema_migrations (
    number     integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null default now()
);
"""
_REMEMBER = "insert into community_os_instance.schema_migrations (number, name, checksum) values ($1, $2, $3)"
_DIRECT = (
    "Migrations need a direct connection, and {address} is behind a pooler: "
    "set COMMUNITY_OS_DATABASE_DIRECT_URL to the server's own address (or, where that pooler works in "
    "session mode, add pgbouncer=false to the URL)."
)


@attrs.frozen(kw_only=True)
class MigrationStatus:
    """What a database has and what it lacks; `problem` is why it cannot be brought forward, if so."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    problem: str | None = None

    @property
    def up_to_date(self) -> bool:
        """Whether program and database fit."""
        return not self.pending and self.problem is None


async def migrate(
    address: DatabaseAddress,
    *,
    files: Sequence[MigrationFile] | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Apply what is missing; the names of what this call applied. Twice is a no-op."""
    files = carried_migrations() if files is None else files
    applied = []
    async with _direct_connection(address) as connection:
        if not await _ledger_exists(connection):
            async with _locked(connection):
                await connection.execute(_LEDGER)
        ledger = await _ledger(connection)
        _check(ledger, files)
        for file in files:
            if file.number not in ledger and await _apply_once(connection, address, file, files):
                report(f"Applied {file.name}.")
                applied.append(file.name)
    return applied


async def status(
    address: DatabaseAddress, *, files: Sequence[MigrationFile] | None = None
) -> MigrationStatus:
    """Compare the database with the program; changes nothing."""
    files = carried_migrations() if files is None else files
    async with _direct_connection(address) as connection:
        ledger = await _ledger(connection) if await _ledger_exists(connection) else {}
    try:
        _check(ledger, files)
        problem = None
    except MigrationProblem as found:
        problem = str(found)
    return MigrationStatus(
        applied=tuple(name for _, (name, _) in sorted(ledger.items())),
        pending=tuple(file.name for file in files if file.number not in ledger),
        problem=problem,
    )


async def _apply_once(
    connection: asyncpg.Connection,
    address: DatabaseAddress,
    file: MigrationFile,
    files: Sequence[MigrationFile],
) -> bool:
    async with _locked(connection):
        ledger = await _ledger(connection)
        _check(ledger, files)
        if file.number in ledger:
            return False
        # Also ends the portal of the last question, whose snapshot `concurrently` would wait for.
        await connection.execute(_FILE_LIMITS)
        try:
            if file.in_transaction:
                await connection.execute(file.sql, timeout=_FILE_LIMIT)
            else:
                await _execute_alone(address, file)
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            if isinstance(problem, asyncpg.PostgresError) and not away_because(problem, connected=True):
                raise MigrationProblem(_failure(file, problem)) from problem
            raise
        await connection.execute(
            _REMEMBER,
            file.number,
            file.name,
            file.checksum,
        )
    return True


async def _execute_alone(address: DatabaseAddress, file: MigrationFile) -> None:
    """Outside a transaction, on a connection of its own, while ours holds the lock."""
    connection = await connect(address, _LIMITS)
    try:
        await connection.execute(file.sql, timeout=_FILE_LIMIT)
    finally:
        await connection.close(timeout=5)


def _failure(file: MigrationFile, problem: asyncpg.PostgresError) -> str:
    hint = f" {problem.hint}" if getattr(problem, "hint", None) else ""
    left = (
        "Nothing of it was kept."
        if file.in_transaction
        else "It runs outside a transaction: look what it left."
    )
    return f"Migration {file.name} failed: {problem}.{hint} {left}"


def _check(ledger: dict[int, tuple[str, str]], files: Sequence[MigrationFile]) -> None:
    carried = {file.number: file for file in files}
    for number, (name, checksum) in sorted(ledger.items()):
        file = carried.get(number)
        if file is None:
            raise MigrationProblem(
                f"The database is newer than this program: it has {name}, which this program does not know. "
                "Update Community OS."
            )
        if file.checksum != checksum:
            raise MigrationProblem(
                f"Migration {file.name} is not the file that was applied to this database (as {name}): "
                "put the file back as it was and write the change as a new migration."
            )


async def _ledger_exists(connection: asyncpg.Connection) -> bool:
    found = await connection.fetchval(
        "select to_regclass('community_os_instance.schema_migrations') is not null"
    )
    return bool(found)


async def _ledger(connection: asyncpg.Connection) -> dict[int, tuple[str, str]]:
    rows = await connection.fetch(
        "select number, name, checksum from community_os_instance.schema_migrations"
    )
    return {row["number"]: (row["name"], row["checksum"]) for row in rows}


@asynccontextmanager
async def _locked(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Nobody else migrates this database while the block lasts; its transaction ends with it.

    Whoever waits asks again instead of queueing: a waiting statement would hold a snapshot, for which
    `create index concurrently` of the one who works would wait in turn, for ever.
    """
    deadline = asyncio.get_running_loop().time() + _LOCK_PATIENCE
    while True:
        async with connection.transaction():
            if await connection.fetchval("select pg_try_advisory_xact_lock($1)", _LOCK):
                yield
                return
        if asyncio.get_running_loop().time() > deadline:
            raise MigrationProblem("Another program has been migrating this database for minutes: try later.")
        await asyncio.sleep(_LOCK_POLL)


@asynccontextmanager
async def _direct_connection(address: DatabaseAddress) -> AsyncIterator[asyncpg.Connection]:
    if address.pooled:
        raise Invalid(_DIRECT.format(address=address))
    try:
        # Nothing is prepared before it is known that this is not a pooler.
        connection = await connect(address.as_pooled(), _LIMITS)
    except (OSError, TimeoutError, asyncpg.PostgresError) as problem:
        raise away_because(problem, connected=False) or problem from problem
    try:
        if not address.direct_by_word and await stands_behind_a_pooler(connection):
            raise Invalid(_DIRECT.format(address=address))
        yield connection
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        away = away_because(problem, connected=not connection.is_closed())
        if away is None:
            raise
        raise away from problem
    finally:
        connection.terminate()
