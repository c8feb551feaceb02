"""Archived threads: nobody tells of them, so each channel is asked for them daily and after each gap."""

from datetime import datetime

import attrs

from application.community.backfill.account import Account
from application.community.backfill.ports import Place
from application.community.backfill.survey import joined, name
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.planning import met
from domain.kernel.errors import NotFound, Refused
from domain.kernel.ids import snowflake_instant


async def list_threads(account: Account) -> None:
    """List what was archived since the last time, or as far back as history is read."""
    for channel in list(account.channels.values()):
        now = account.clock.now()
        listed = channel.threads_at
        heard = listed is None or account.horizon.hears_since(listed)
        if not channel.threads_are_due(now, account.rules, heard=heard):
            continue
        since = snowflake_instant(account.horizon.floor)
        if channel.threads_at is not None:
            since = max(since, channel.threads_at - account.rules.skew)
        try:
            found = await _archived(account, channel.channel, since)
        except Refused:
            await account.keep([channel.refused("forbidden", now)])
        except NotFound:
            await account.keep([channel.refused("gone", now)])
        else:
            await _keep(account, attrs.evolve(channel.opened(now), threads_at=now), found, now)


async def _archived(account: Account, channel: int, since: datetime) -> list[Place]:
    found: list[Place] = []
    before: datetime | None = None
    while True:
        page = await account.archive.archived_threads(channel, before=before)
        found += page.threads
        if page.before is None or page.before < since or page.before == before:
            return found
        before = page.before


async def _keep(account: Account, listed: BackfilledChannel, found: list[Place], now: datetime) -> None:
    threads = [met(joined(account.channels, place), account.horizon) for place in found]
    async with account.store.writing(account.guild) as work:
        await name(work, found, now)
    await account.keep([*threads, listed])
