"""The whole bot against a loopback Discord: its real process parts, with a store in memory."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import attrs

from adapters.discord.client.pace import Pace
from application.use_cases import UseCases
from bootstrap.bot import run_bot
from bootstrap.processes import Opened, opened
from bootstrap.settings import Settings, load
from domain.community.backfill.progress import Doing
from domain.community.deafness import DeafnessRules
from domain.community.log.entry import Entry
from tests.loopback import Discord

HURRY = Pace(
    notes=0.2,
    identify=0.0,
    back_off=0.05,
    longest_back_off=0.5,
    held=0.3,
    again=0.02,
    stop=1.0,
    watch=0.1,
    members=0.0,
    members_wait=5.0,
    invites=0.1,
    skew=0.05,
    events=0.05,
    deafness=DeafnessRules(least=timedelta(days=1)),
)
"""Nothing waits; no silence is judged, unless a test is about that."""


def settings_for(discord: Discord, home: Path, more: Mapping[str, str] = {}) -> Settings:
    return load(
        {
            "COMMUNITY_OS_HOME": str(home),
            "DISCORD_TOKEN": discord.token,
            "COMMUNITY_OS_DISCORD_API": discord.api,
            "COMMUNITY_OS_DISCORD_GATEWAY": discord.gateway,
            **more,
        }
    )


@attrs.define
class Bot:
    """A running bot; `said` is what it told the person who started it."""

    task: "asyncio.Task[None]"
    product: Opened
    said: list[str]

    @property
    def use_cases(self) -> UseCases:
        return self.product.use_cases

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.wait([self.task], timeout=60)
        assert self.task.done(), "it did not stop"
        if not self.task.cancelled() and (problem := self.task.exception()):
            raise problem


@asynccontextmanager
async def a_store(settings: Settings) -> AsyncIterator[Opened]:
    async with opened(settings, lambda _: None, storage="memory") as product:
        yield product


@asynccontextmanager
async def a_bot(settings: Settings, product: Opened | None = None, pace: Pace = HURRY) -> AsyncIterator[Bot]:
    """Runs until the block ends."""
    async with contextlib.AsyncExitStack() as stack:
        product = product or await stack.enter_async_context(a_store(settings))
        said: list[str] = []
        task = asyncio.create_task(
            run_bot(settings, said.append, open_store=lambda: contextlib.nullcontext(product), pace=pace)
        )
        bot = Bot(task, product, said)
        try:
            yield bot
        finally:
            await bot.stop()


async def log_of(product: Opened, guild: int) -> list[Entry]:
    """Everything that the store has of a guild."""
    async with product.use_cases.store.reading(guild) as work:
        return [entry async for page in work.log.pages() for entry in page]


async def caught_up(product: Opened, guild: int) -> bool:
    """Whether the last run of catching up was done."""
    async with product.use_cases.store.reading(guild) as work:
        progress = await work.backfills.progress()
    return progress is not None and progress.doing is Doing.DONE


async def until(true: Callable[[], object], timeout: float = 60.0) -> None:
    """Wait for a condition, a coroutine function or a plain one."""
    async with asyncio.timeout(timeout):
        while True:
            found = true()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return
            await asyncio.sleep(0.01)
