"""The whole product in a real browser: what comes in at the front door is on the page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from adapters.http_api.server import listening_socket, serve
from application.use_cases import UseCases
from bootstrap.container import Container
from bootstrap.dashboard import dashboard_app
from bootstrap.processes import Opened
from bootstrap.settings import load
from domain.community.log.keys import Keyring
from tests.builders.activities import SECRET, TIME_ZERO, a_message, a_person
from tests.builders.overview_kinds import HOSTILE
from tests.integration.browser.cdp import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@attrs.frozen(kw_only=True)
class Product:
    """A running product and where it is."""

    address: str
    use_cases: UseCases


@contextlib.asynccontextmanager
async def product() -> AsyncIterator[Product]:
    """The product over a store in memory, as `community-os web` would serve it."""
    container = Container(
        storage="memory", keys=Keyring(SECRET), cache_bytes=10_000_000, bookmarks_folder=Path("/nowhere")
    )
    use_cases = container.use_cases()

    async def ready() -> None: ...

    app = dashboard_app(load({}), Opened(use_cases=use_cases, secret=SECRET, ready=ready))
    listening = listening_socket("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving = asyncio.create_task(serve(app, [listening], trusted_proxies=()))
    try:
        yield Product(address=address, use_cases=use_cases)
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def test_the_first_activity_of_a_community_appears_by_itself(browser: Browser) -> None:
    async with product() as running, browser.tab() as page:
        await page.goto(running.address)
        await page.wait("[data-state=no-guild]")
        await running.use_cases.record([a_message(person=a_person(name="Livia Drusilla"))])
        await page.wait(".place")
        assert "Livia Drusilla" in await page.text(".place")
        assert "1 message" in await page.text(".place")
        assert "Nobody is listening" in await page.text("[data-notice=last-day]")
        assert page.complaints == []
        assert page.foreign(running.address) == []


async def test_hostile_names_go_in_at_the_door_and_come_out_as_text(browser: Browser) -> None:
    said = [
        a_message(person=a_person(at, name=name), at=TIME_ZERO + timedelta(minutes=at), number=at)
        for at, name in enumerate(HOSTILE, start=1)
    ]
    async with product() as running, browser.tab() as page:
        await running.use_cases.record(said)
        await page.goto(running.address)
        await page.wait(".place")
        names = await page.js("[...document.querySelectorAll('.place .name')].map(e => e.textContent)")
        assert len(names) == len(HOSTILE)
        assert "@everyone" in names
        assert "<script>document.title='owned'</script>" in names
        assert await page.js("document.querySelectorAll('#page script, #page img').length") == 0
        assert page.complaints == []
