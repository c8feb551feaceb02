"""At which hours guilds want backups."""

from datetime import datetime

from application.community.ports import Store
from domain.community.settings import settings_at
from domain.operations.backups.rota import NamedHour


async def named_in(store: Store, now: datetime) -> frozenset[NamedHour]:
    """The hours that any guild of a store names, each in its own zone."""
    found: set[NamedHour] = set()
    for guild in await store.guilds():
        async with store.reading(guild) as work:
            settings = settings_at(await work.guild.settings(), now)
        found |= {NamedHour(settings.time_zone, hour) for hour in settings.backup_hours}
    return frozenset(found)
