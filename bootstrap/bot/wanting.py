"""What each guild wants to be noted of voice: nothing but comings and goings, unless it says so."""

from datetime import datetime

from application.community.ports import Store
from domain.community.settings import settings_at


async def wanting_voice_details(store: Store, now: datetime) -> frozenset[int]:
    """The guilds that want to know who in voice is deaf, muted, alone or AFK."""
    wanting = set()
    for guild in await store.guilds():
        async with store.reading(guild) as work:
            if settings_at(await work.guild.settings(), now).voice_details:
                wanting.add(guild)
    return frozenset(wanting)
