"""`up` begun while its database is away: the bot listens, the web says so, and all heals by itself."""

import asyncio
import contextlib
from pathlib import Path

import httpx
import pytest

from adapters.postgres.link import DatabaseAddress
from bootstrap.settings import load
from bootstrap.up import run_up
from tests.integration.cli.conftest import a_free_port
from tests.integration.hearing.whole.scene import MESSAGE, SECRET, Log
from tests.integration.postgres_link.scene import a_link
from tests.loopback import Discord

pytestmark = pytest.mark.postgres


def a_client(port: int) -> httpx.AsyncClient:
    """Somebody who waits long for an answer."""
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60)


async def test_begun_without_its_database_it_listens_and_says_so_and_heals(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    port = a_free_port()
    async with a_link(address) as link, a_client(port) as web:
        await link.end()
        settings = load(
            {
                "COMMUNITY_OS_HOME": str(home),
                "COMMUNITY_OS_DATABASE_URL": link.address(address).url,
                "COMMUNITY_OS_SECRET": SECRET,
                "COMMUNITY_OS_DISCORD_API": discord_.api,
                "COMMUNITY_OS_DISCORD_GATEWAY": discord_.gateway,
                "DISCORD_TOKEN": discord_.token,
            }
        )
        life = asyncio.create_task(run_up(settings, lambda _: None, port=port))
        try:
            alive = await web.get("/healthz")
            assert (alive.status_code, alive.json()["status"]) == (200, "ok")
            ready = await web.get("/readyz")
            assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
            page = await web.get("/members")
            assert page.status_code == 503
            assert "The database is away" in page.text
            assert (await web.get("/", headers={"host": "evil.example"})).status_code == 421
            await discord_.connected()
            await discord_.member_writes(general, mira)
            await link.start()

            async def served() -> bool:
                with contextlib.suppress(httpx.TransportError):
                    return (await web.get("/readyz")).status_code == 200
                return False

            await log.until(served, "the dashboard")
            assert "The database is away" not in (await web.get("/")).text
            await log.until_count(inn, MESSAGE, 1)
        finally:
            life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait_for(life, 60)
