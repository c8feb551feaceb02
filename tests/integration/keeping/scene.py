"""Installations to copy, and what is found in the copies."""

import asyncio
import itertools
import random
from datetime import timedelta
from pathlib import Path

import asyncpg
import attrs

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database, DatabaseAddress
from application.community.replay import ReplayLog
from application.community.tally import TallyActivities
from application.operations.tallies import TallyGuilds
from application.use_cases import UseCases
from bootstrap.keeping.making import back_up
from bootstrap.keeping.restoring import restore
from bootstrap.processes import opened
from bootstrap.settings import Settings, load
from domain.kernel.actors import COMMAND_LINE
from domain.operations.backups.manifest import GuildSum
from domain.operations.data_register import REGISTER
from tests.contracts.front_door import a_busy_day
from tests.contracts.strategies import of_guild

GUILDS = (730_000_000_000_000_001, 730_000_000_000_000_002)
SECRET = "the secret of this installation"
SCHEMAS = {"tenant": "community_os", "instance": "community_os_instance"}


def installation(home: Path, address: DatabaseAddress, *, secret: str = SECRET) -> Settings:
    """Its settings: a data folder, a secret, a database."""
    return load(
        {
            "COMMUNITY_OS_HOME": str(home),
            "COMMUNITY_OS_SECRET": secret,
            "COMMUNITY_OS_DATABASE_URL": _written(address),
        }
    )


async def _plan(ask: UseCases, guild: int) -> None:
    """A game night each week, where there is none yet; somebody means to come."""
    async with ask.store.reading(guild) as work:
        if await work.events.alive():
            return
    tomorrow = ask.clock.now() + timedelta(days=1)
    wishes = {"title": "Game night", "starts_at": tomorrow, "hosts": [1], "channels": [31, 32], "capacity": 5}
    event = await ask.plan_event(guild, wishes, COMMAND_LINE, repeats="FREQ=WEEKLY")
    await ask.answer_event(guild, event.event_id, "going", attrs.evolve(COMMAND_LINE, member_no=2))


def _written(address: DatabaseAddress) -> str:
    return (
        address.url + ("&" if "?" in address.url else "?") + "pgbouncer=true"
        if address.pooled
        else address.url
    )


async def fill(settings: Settings, *, messages: int = 120) -> None:
    """Two communities, each with a busy day of its own, a broken record, and one of no guild."""
    async with opened(settings, quiet) as product:
        for number, guild in enumerate(GUILDS):
            told = of_guild(a_busy_day(people=12 + number, messages=messages + number), guild)
            await product.use_cases.record(told)
            await _plan(product.use_cases, guild)
        lines = settings.home / "lines.ndjson"
        lines.parent.mkdir(parents=True, exist_ok=True)
        lines.write_text(f'{{"guild_id": "x"}}\n{{"guild_id": "{GUILDS[0]}", "kind": 5}}\nno json\n')
        await product.use_cases.ingest_lines(str(lines))
    await take_a_lease(settings)


async def take_a_lease(settings: Settings) -> None:
    """A process that runs here and nowhere else."""
    assert settings.database_url is not None
    connection = await asyncpg.connect(settings.database_url.url, timeout=10, command_timeout=60)
    await connection.execute(
        """
        insert into community_os_instance.leases (name, holder, host, pid, taken, renewed, until)
        values ('bot', 'a process', 'a machine', 1, now(), now(), now()) on conflict do nothing
        """
    )
    await connection.close(timeout=5)


async def write_on(settings: Settings, enough: asyncio.Event, *, seed: int = 0) -> None:
    """Somebody goes on writing until it is enough."""
    draw = random.Random(seed)
    async with opened(settings, quiet) as product:
        for batch in itertools.takewhile(lambda _: not enough.is_set(), itertools.count()):
            day = a_busy_day(people=30, messages=40)
            moved = [attrs.evolve(each, natural_id=f"{seed}:{batch}:{n}") for n, each in enumerate(day)]
            await product.use_cases.record(of_guild(moved, draw.choice(GUILDS)))


async def tallies(address: DatabaseAddress) -> tuple[tuple[GuildSum, ...], int]:
    """Counted afresh from the log, by the use case that everybody else uses."""
    async with Database(address) as database:
        return await TallyGuilds(store=PostgresStore(database))()


async def names_and_scores(address: DatabaseAddress) -> list[object]:
    """The whole tally, people included, and that what is folded agrees with the log."""
    async with Database(address) as database:
        store = PostgresStore(database)
        for guild in await store.guilds():
            assert not (await ReplayLog(store=store)(guild, check=True)).differences
        return [
            attrs.asdict(await TallyActivities(store=store)(guild)) for guild in [None, *await store.guilds()]
        ]


async def rows(address: DatabaseAddress) -> dict[str, int]:
    """How many rows each table has, all guilds together; asked as each guild in turn."""
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    try:
        guilds = await connection.fetch("select guild_id from community_os_instance.guild_register")
        found: dict[str, int] = {}
        for table in REGISTER:
            where = f"{SCHEMAS[table.scope]}.{table.name}"
            found[where] = 0
            for guild in guilds if table.scope == "tenant" else [None]:
                if guild:
                    await connection.execute("select set_config('app.guild_id', $1, false)", str(guild[0]))
                    question = f"select count(*) from {where} where guild_id = {guild[0]}"
                else:
                    question = f"select count(*) from {where}"
                found[where] += await connection.fetchval(question)
        return found
    finally:
        await connection.close(timeout=5)


async def is_forced(address: DatabaseAddress) -> bool:
    """Whether the policies hold for everybody again, the owner included."""
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    try:
        open_tables = await connection.fetch(
            """
            select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = 'community_os' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)
            """
        )
        return not open_tables
    finally:
        await connection.close(timeout=5)


async def backed_up(settings: Settings, to: str | None = None) -> Path:
    """A backup of it; where it is."""
    return Path((await back_up(settings, to, quiet, silent)).where)


async def restored(settings: Settings, path: Path, to: str | None = None) -> None:
    """The backup, brought back."""
    done = await restore(settings, path, to, quiet, silent)
    assert done.differences == ()


def quiet(_line: str) -> None:
    """Nobody reads along."""


def silent(_table: str, _size: int, _rows: int) -> None:
    """Nobody watches."""
