"""`up` with a token: dashboard and bot in one process, and neither ends the other."""

import asyncio
import contextlib
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.http_api.server import listening_socket
from adapters.postgres.link import DatabaseAddress, DatabaseAway
from bootstrap.bot.seeing import bot_sight
from bootstrap.doctor.bot import running_check
from bootstrap.processes import Opened, opened
from bootstrap.settings import Settings, load
from bootstrap.up import run_up
from domain.operations.sight import BotSight, Condition
from tests.integration.hearing.gateway.bots import a_bot, until
from tests.loopback import Discord, loopback

pytestmark = pytest.mark.postgres

PATIENCE = 60.0


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with loopback() as found:
        yield found


def on_a_machine(home: Path, discord: Discord, address: str, **more: str) -> Settings:
    """Settings of one machine; all share the database and its secret."""
    return load(
        {
            "COMMUNITY_OS_HOME": str(home),
            "COMMUNITY_OS_SECRET": "a secret of these tests alone",
            "COMMUNITY_OS_DATABASE_URL": address,
            "COMMUNITY_OS_BACKUPS_KEPT": "0",
            "DISCORD_TOKEN": discord.token,
            "COMMUNITY_OS_DISCORD_API": discord.api,
            "COMMUNITY_OS_DISCORD_GATEWAY": discord.gateway,
            **more,
        }
    )


class Up:
    """The product while it is up."""

    def __init__(self, settings: Settings) -> None:
        with listening_socket("127.0.0.1", 0) as probe:
            self.port = int(probe.getsockname()[1])
        self.said: list[str] = []
        self.task = asyncio.create_task(run_up(settings, self.said.append, port=self.port))

    async def answers(self) -> bool:
        """Whether the dashboard lives."""
        assert not self.task.done(), self.task.exception()
        return await asyncio.to_thread(self._asked) == 200

    def _asked(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return int(answer.status)
        except OSError:
            return 0


@contextlib.asynccontextmanager
async def up(settings: Settings) -> AsyncIterator[Up]:
    running = Up(settings)
    try:
        yield running
    finally:
        running.task.cancel()
        await asyncio.gather(running.task, return_exceptions=True)


async def seen(product: Opened, guild: int) -> BotSight:
    return await bot_sight(product.use_cases, product.bots, guild, simulated=False)


async def test_dashboard_and_bot_run_together_and_the_page_knows_how_the_bot_is(
    discord: Discord, fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    inn = discord.guild("Amber Inn")
    general, mira = discord.channel(inn, "general"), discord.member(inn, "mira")
    settings = on_a_machine(tmp_path, discord, fresh_address.url)
    async with up(settings) as running:
        await discord.connected()
        await until(running.answers, PATIENCE)  # the dashboard
        await discord.member_writes(general, mira, "hello")
        async with opened(settings, lambda _: None) as product:

            async def listening() -> bool:
                sight = await seen(product, inn.id)
                return sight.condition is Condition.LISTENING and sight.progress is not None

            await until(listening, PATIENCE)  # the bot says that it listens and catches up

            async def counted() -> bool:
                known = await product.use_cases.store.guilds()
                return inn.id in known and bool((await product.use_cases.tally(inn.id)).users)

            await until(counted, PATIENCE)  # the message counts
            assert product.bots is not None
            check = running_check(settings, *await product.bots.processes())
            assert check is not None
            assert check.state == "green"


async def test_a_token_that_discord_refuses_turns_the_bot_off_and_leaves_the_dashboard_on(
    discord: Discord, fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    inn = discord.guild("Amber Inn")
    discord.portal.token_is_valid = False
    settings = on_a_machine(tmp_path, discord, fresh_address.url)
    async with up(settings) as running:
        await until(running.answers, PATIENCE)  # the dashboard
        async with opened(settings, lambda _: None) as product:

            async def refused() -> bool:
                return (await seen(product, inn.id)).condition is Condition.REFUSED

            await until(refused, PATIENCE)  # the page says that the token was refused
        assert await running.answers()


async def test_the_bot_listens_while_the_dashboard_waits_for_its_database(
    discord: Discord, tmp_path: Path
) -> None:
    discord.guild("Amber Inn")
    nowhere = "postgresql://me:secret@127.0.0.1:1/nothing"
    async with up(on_a_machine(tmp_path, discord, nowhere)) as running:
        await discord.connected()
        assert not running.task.done()


async def test_without_a_token_a_database_that_is_away_ends_it_as_it_ends_the_dashboard(
    discord: Discord, tmp_path: Path
) -> None:
    settings = on_a_machine(tmp_path, discord, "postgresql://me:secret@127.0.0.1:1/nothing", DISCORD_TOKEN="")
    async with up(settings) as running:
        with pytest.raises(DatabaseAway):
            await running.task
        assert any("The bot is off" in line for line in running.said)


async def test_of_two_bots_with_one_token_the_second_says_who_listens_and_takes_over_when_that_one_stops(
    discord: Discord, fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    inn = discord.guild("Amber Inn")
    one = on_a_machine(tmp_path / "one", discord, fresh_address.url)
    two = on_a_machine(tmp_path / "two", discord, fresh_address.url)
    async with (
        opened(one, lambda _: None) as first,
        opened(two, lambda _: None) as second,
        a_bot(one, first) as earlier,
    ):
        await discord.connected()
        async with a_bot(two, second):

            async def told() -> bool:
                sight = await seen(second, inn.id)
                waits = any("listening already" in each.state.words for each in sight.processes)
                return waits and sight.condition is Condition.LISTENING

            await until(told, PATIENCE)
            assert discord.identifies == 1
            await earlier.stop()
            await until(lambda: discord.identifies == 2, PATIENCE)
