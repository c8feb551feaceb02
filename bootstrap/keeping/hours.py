"""At which hours guilds want backups: asked of the store, and remembered while it is away."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

import structlog

from application.community.ports import Store
from bootstrap.processes import Addresses
from domain.community.settings import settings_at
from domain.kernel.errors import DomainError
from domain.operations.backups.rota import NamedHour

NamedHours = Callable[[], Awaitable[frozenset[NamedHour]]]

_PATIENCE: Final = 60.0

log = structlog.get_logger("community_os.backup")


async def no_hours() -> frozenset[NamedHour]:
    """Nobody named any."""
    return frozenset()


def hours_of(addresses: Addresses) -> NamedHours:
    """Those of all guilds; where they cannot be asked for, what was last heard of them."""
    heard: frozenset[NamedHour] = frozenset()

    async def ask() -> frozenset[NamedHour]:
        nonlocal heard
        from adapters.postgres.community import PostgresStore
        from adapters.postgres.link import Database
        from adapters.system.clock import SystemClock

        try:
            async with asyncio.timeout(_PATIENCE), Database(addresses.work) as database:
                heard = await named_in(PostgresStore(database), SystemClock().now())
        except (DomainError, TimeoutError, OSError) as why:
            log.warning("the hours of backups could not be asked for", reason=str(why))
        return heard

    return ask


async def named_in(store: Store, now: datetime) -> frozenset[NamedHour]:
    """The hours that any guild of a store names, each in its own zone."""
    found: set[NamedHour] = set()
    for guild in await store.guilds():
        async with store.reading(guild) as work:
            settings = settings_at(await work.guild.settings(), now)
        found |= {NamedHour(settings.time_zone, hour) for hour in settings.backup_hours}
    return frozenset(found)
