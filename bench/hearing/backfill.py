"""Reading a guild's past from a loopback Discord that limits nobody: parsed, recorded and counted."""

import asyncio
import time
from typing import Final

from discord.http import HTTPClient

from adapters.discord.archive import Asking, DiscordArchive, Pace
from adapters.discord.client.addresses import reach
from adapters.postgres.community import PostgresStore
from adapters.system.clock import SystemClock
from application.community.backfill.backfill_guild import BackfillGuild
from application.community.record import RecordActivities
from bench.hearing.elsewhere import Elsewhere, elsewhere
from bench.report.lines import Line, note, say
from domain.community.backfill.channels import BackfillRules
from domain.community.backfill.progress import Doing
from domain.community.log.keys import Keyring

ROOMS: Final = 12
MESSAGES: Final = 5_000
PROMISE: Final = 5_000


async def run(store: PostgresStore) -> list[Line]:
    """The whole past of some channels, without asking who reacted."""
    async with elsewhere() as there:
        await there.does("past", rooms=ROOMS, messages=MESSAGES)
        reach(there.api, there.gateway)
        http = HTTPClient(asyncio.get_running_loop())
        await http.static_login(there.token)
        try:
            rate = await _read(there, http, store)
        finally:
            await http.close()
    return [
        say(Line(name="backfill, page to log, without limits", value=rate, unit="messages/s",
                 target=f">= {PROMISE:,} messages/s", met=rate >= PROMISE)),
    ]  # fmt: skip


async def _read(there: Elsewhere, http: HTTPClient, store: PostgresStore) -> float:
    clock, keys = SystemClock(), Keyring(b"bench" * 8)
    backfill = BackfillGuild(
        archive=DiscordArchive(Asking(client=lambda: http, pace=Pace(None))),
        store=store,
        record=RecordActivities(store=store, clock=clock, keys=keys),
        clock=clock,
        keys=keys,
        rules=BackfillRules(days=None, reactor_days=0),
    )
    started = time.perf_counter()
    progress = await backfill(there.guild)
    seconds = time.perf_counter() - started
    assert progress.doing is Doing.DONE, progress.problem
    assert progress.messages == ROOMS * MESSAGES
    note(f"backfill: {progress.messages:,} messages by {progress.requests:,} requests in {seconds:.1f} s")
    return progress.messages / seconds
