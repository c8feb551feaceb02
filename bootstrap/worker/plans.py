"""What a worker looks at by the clock: whether there is something to publish, to back up, to tidy."""

import random
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from bootstrap.keeping.daily import backup_is_due
from bootstrap.processes import Opened
from bootstrap.settings import Settings
from domain.community.settings import time_zone_of
from domain.operations.jobs import JobRules, Wanted
from domain.operations.jobs.due import LOOKED_AT, publishing_is_due

if TYPE_CHECKING:
    from adapters.postgres.jobs.worker import Plan


def plans_of(
    settings: Settings, product: Opened, rules: JobRules, *, backup_at_start: bool
) -> Sequence["Plan"]:
    """What is looked at, and when."""
    from adapters.postgres.jobs.notes import JobNotes
    from adapters.postgres.jobs.worker import Plan

    assert product.database is not None  # noqa: S101 - a worker has a database
    notes = JobNotes(product.database)
    plans = [
        Plan(
            "publishing",
            f"{','.join(map(str, LOOKED_AT))} * * * *",
            _publishing(product, rules),
            at_start=True,
        ),
        Plan("tidying", "41 3 * * *", notes.tidy),
    ]
    if settings.backups_kept:
        look = _backups(settings, product, rules)
        plans.append(Plan("backups", "*/5 * * * *", look, at_start=backup_at_start))
    return plans


def _publishing(product: Opened, rules: JobRules) -> Callable[[], Awaitable[None]]:
    """Ask for every community whose hour or midnight has come; at the start for all of them."""
    use_cases, started = product.use_cases, False

    async def look() -> None:
        nonlocal started
        now = use_cases.clock.now()
        for guild in await use_cases.store.guilds():
            async with use_cases.store.reading(guild) as work:
                zone_name = time_zone_of(await work.guild.settings())
            if not started or publishing_is_due(now, zone_name):
                await use_cases.jobs.plan(Wanted(kind="publish", guild=guild), rules)
        started = True

    return look


def _backups(settings: Settings, product: Opened, rules: JobRules) -> Callable[[], Awaitable[None]]:
    """Ask for a backup when it is time."""
    minute = random.randrange(60)  # noqa: S311 - so that many installations do not all begin at once

    async def look() -> None:
        if await backup_is_due(settings, product.use_cases.store, minute=minute):
            await product.use_cases.jobs.plan(Wanted(kind="backup"), rules)

    return look
