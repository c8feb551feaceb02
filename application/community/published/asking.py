"""Whoever changes by hand what closed days say sees it published at once, and not at the next look."""

from collections.abc import Iterable
from datetime import datetime

from application.community.ports import GuildWork, Store
from domain.community.events.event import Event
from domain.community.settings import time_zone_of
from domain.kernel.instants import midnight, zone
from domain.operations.jobs import Wanted


async def publish_again(work: GuildWork, guild: int) -> None:
    """Have a worker publish what this changes, once it is kept; many changes are published together.

    It is asked for last: from then on until this is kept no worker begins with it.
    """
    await work.jobs.ask(Wanted(kind="publish", guild=guild))


async def publish_past(work: GuildWork, guild: int, since: datetime, now: datetime) -> None:
    """The same where the earliest that changes is of a day that is over."""
    if since >= now:
        return
    tz = zone(time_zone_of(await work.guild.settings()))
    if since < midnight(now.astimezone(tz).date(), tz):
        await publish_again(work, guild)


async def publish_past_events(work: GuildWork, guild: int, events: Iterable[Event], now: datetime) -> None:
    """The same where one of these events is of a day that is over."""
    begun = min((min(event.begins, event.plan.starts_at) for event in events), default=now)
    await publish_past(work, guild, begun, now)


async def publish_brought(store: Store, guilds: Iterable[int]) -> None:
    """Have the past that was brought to these communities published: once, when all of it is there."""
    for guild in sorted(guilds):
        async with store.writing(guild) as work:
            await publish_again(work, guild)
