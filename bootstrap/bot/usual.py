"""How busy each guild usually is, from what is counted of its last weeks."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from domain.community.deafness import Bustle
from domain.community.settings import time_zone_of
from domain.insights.sheet import GUILD_HOUR
from domain.kernel.instants import day_number, zone

if TYPE_CHECKING:
    from application.use_cases import UseCases

_DAYS: Final = 28


async def usual_bustle(use_cases: "UseCases", guild: int, now: datetime) -> Bustle:
    """Messages and reactions of the last four weeks, by hour of the day."""
    async with use_cases.store.reading(guild) as work:
        zone_name = time_zone_of(await work.guild.settings())
    local = now.astimezone(zone(zone_name))
    today = day_number(local.date())
    table = await use_cases.sheets.window(guild, GUILD_HOUR, (today - _DAYS, today))
    counts = zip(
        table["day"].tolist(),
        table["hour"].tolist(),
        (table["messages"] + table["reactions"]).tolist(),
        strict=True,
    )
    return Bustle.of_days(counts, local.utcoffset() or now - now)
