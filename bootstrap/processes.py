"""Opens what has to be opened, in order, and closes it again whatever happens."""

import asyncio
import secrets as randomness
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import attrs

from adapters.cli.called import typed
from bootstrap.remedies import what_to_do
from bootstrap.settings import Settings
from bootstrap.settings.home import must_be_writable
from domain.kernel.words import counted

if TYPE_CHECKING:
    from adapters.postgres.link import Database, DatabaseAddress, LinkLimits
    from adapters.postgres.operations.bots import PostgresBots
    from adapters.postgres.operations.leases import PostgresLeases
    from application.use_cases import UseCases

Storage = Literal["postgres", "memory"]
Say = Callable[[str], None]

_MEGABYTE = 1024 * 1024
_TOLD_EVERY: Final = 500_000
_ATTEMPTS: Final = 30
"""Each attempt waits as long as a statement may take, so that another process has a quarter of an hour."""
_PAUSE: Final = 1.0


@attrs.frozen(kw_only=True)
class Opened:
    """The product while it is open; `ready` returns when its store answers."""

    use_cases: "UseCases"
    secret: bytes
    ready: Callable[[], Awaitable[None]]
    leases: "PostgresLeases | None" = None
    bots: "PostgresBots | None" = None
    """None in memory, where nobody else could look."""

    database: "Database | None" = None
    direct: "DatabaseAddress | None" = None
    """The same without a pooler: for who listens."""


@attrs.frozen(kw_only=True)
class Addresses:
    """The database for work, and the same without a pooler for migrations."""

    work: "DatabaseAddress"
    direct: "DatabaseAddress"


@asynccontextmanager
async def opened(
    settings: Settings, say: Say, *, storage: Storage = "postgres", at: Addresses | None = None
) -> AsyncIterator[Opened]:
    """Open the store with its schema up to date; refuses a database that another secret has filled.

    `at` is a database that was reached already, and stays so for longer than this block.
    """
    from bootstrap.container import Container
    from domain.community.log.keys import Keyring

    secret = installation_secret(settings) if storage == "postgres" else randomness.token_bytes(32)
    keys = Keyring(secret)
    container = Container(
        storage=storage,
        keys=keys,
        cache_bytes=settings.memory_mb * _MEGABYTE,
        bookmarks_folder=settings.home / "imports",
    )
    async with AsyncExitStack() as stack:
        if storage == "memory":
            yield Opened(use_cases=container.use_cases(), secret=secret, ready=_always)
            return
        from adapters.postgres.link import Database, migrate
        from adapters.postgres.operations.bots import PostgresBots
        from adapters.postgres.operations.installation import claim, pulse
        from adapters.postgres.operations.leases import PostgresLeases

        addresses = at if at is not None else await stack.enter_async_context(reached(settings, say))
        await migrate(addresses.direct, report=say)
        database = await stack.enter_async_context(Database(addresses.work, link_limits(settings)))
        await claim(database, keys.fingerprint, secret_of=where_the_secret_is(settings))
        container.database.override(database)
        use_cases = container.use_cases()
        await completed(use_cases, say)
        yield Opened(
            use_cases=use_cases,
            secret=secret,
            ready=lambda: pulse(database),
            leases=PostgresLeases(database),
            bots=PostgresBots(database),
            database=database,
            direct=addresses.direct,
        )


@asynccontextmanager
async def reached(settings: Settings, say: Say) -> AsyncIterator[Addresses]:
    """The database that the settings name, or the embedded one, kept running while the block lasts.

    Whoever finds it away meanwhile is told what to do.
    """
    from adapters.postgres.link import DatabaseAway

    try:
        async with _addresses(settings, say) as found:
            yield found
    except DatabaseAway as away:
        away.add_note(f"{what_to_do(settings, away)}; `{typed('doctor')}` looks at everything")
        raise


@asynccontextmanager
async def _addresses(settings: Settings, say: Say) -> AsyncIterator[Addresses]:
    if settings.database_url is not None:
        yield Addresses(
            work=settings.database_url, direct=settings.database_direct_url or settings.database_url
        )
        return
    from adapters.postgres.link import DatabaseAddress
    from adapters.postgres.server.embedded import embedded_server

    must_be_writable(settings)
    async with embedded_server(settings.home, report=say) as server:
        address = DatabaseAddress.parse(server.dsn)
        yield Addresses(work=address, direct=address)


def installation_secret(settings: Settings) -> bytes:
    """The secret of the settings, else that of the data folder, made at the first start."""
    from adapters.system.secret import secret_if_any, secret_of

    if settings.secret is not None:
        return settings.secret.reveal().encode()
    if secret_if_any(settings.home) is None:
        must_be_writable(settings)
    return secret_of(settings.home)


def where_the_secret_is(settings: Settings) -> str:
    """What a person has to bring back when the secret is another than it was."""
    from adapters.system.secret import secret_file

    return "COMMUNITY_OS_SECRET" if settings.secret else f"the file {secret_file(settings.home)}"


def in_folder(settings: Settings, home: Path) -> Settings:
    """The same settings for an installation of its own in another folder: the demo."""
    return attrs.evolve(settings, home=home, secret=None, database_url=None, database_direct_url=None)


def link_limits(settings: Settings) -> "LinkLimits":
    """How long the link to the database waits, and how many connections it opens."""
    from adapters.postgres.link import LinkLimits

    return LinkLimits(command=float(settings.database_timeout), connections=settings.database_connections)


async def completed(
    use_cases: "UseCases", say: Callable[[str], None], *, attempts: int = _ATTEMPTS, pause: float = _PAUSE
) -> None:
    """After an update: count what is new in this version for every guild's past, before anything is shown;
    where another process is at it already, wait for that one.

    Raises Unavailable when the database stays away.
    """
    from adapters.postgres.link import AwayReason, DatabaseAway

    told: dict[int, int] = {}

    def progress(guild: int, read: int) -> None:
        if not told:
            say("Counting what this version shows for the first time, once; records stay as they are.")
        if read - told.get(guild, -_TOLD_EVERY) >= _TOLD_EVERY:
            told[guild] = read
            say(f"  guild {guild}: {counted(read, 'record')}")

    for attempt in range(1, attempts + 1):
        try:
            await use_cases.complete(progress)
        except DatabaseAway as away:
            if attempt == attempts or away.reason not in (AwayReason.BUSY, AwayReason.SLOW):
                raise
            await asyncio.sleep(pause)
        else:
            return


async def _always() -> None:
    """Memory is always there."""
