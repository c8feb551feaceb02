"""The whole dashboard, served by the real server on a port of its own, over a store in memory."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import attrs
import httpx
import pytest

from adapters.http_api.server import listening_socket, serve
from bootstrap.container import Container
from bootstrap.dashboard import dashboard_app
from bootstrap.processes import Opened
from bootstrap.settings import Settings, load
from domain.community.log.keys import Keyring
from tests.builders.activities import SECRET, a_message

PASSWORD = "correct horse battery"


@attrs.define
class Store:
    """Whether the store answers; a test takes it away."""

    away: Exception | None = None

    async def ready(self) -> None:
        if self.away is not None:
            raise self.away


@attrs.frozen(kw_only=True)
class Served:
    """A running server."""

    port: int
    store: Store
    client: httpx.AsyncClient

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> dict[str, str]:
        return {"origin": f"http://{self.host}"}


@contextlib.asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[Served]:
    """Serve until the block ends, as Ctrl-C would end it."""
    container = Container(
        storage="memory", keys=Keyring(SECRET), cache_bytes=10_000_000, bookmarks_folder=Path("/nowhere")
    )
    use_cases = container.use_cases()
    await use_cases.record([a_message()])
    store = Store()
    app = dashboard_app(settings, Opened(use_cases=use_cases, secret=SECRET, ready=store.ready))
    listening = listening_socket("127.0.0.1", 0)
    port = listening.getsockname()[1]
    serving = asyncio.create_task(serve(app, [listening], trusted_proxies=settings.trusted_proxies))
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield Served(port=port, store=store, client=client)
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


@pytest.fixture(scope="module")
async def dashboard() -> AsyncIterator[Served]:
    """Open to everybody who reaches it, also under a name of its own."""
    async with served(load({"COMMUNITY_OS_ALLOWED_HOSTS": "community.example.org"})) as running:
        yield running


@pytest.fixture
async def locked() -> AsyncIterator[Served]:
    """With a staff password."""
    async with served(load({"COMMUNITY_OS_STAFF_PASSWORD": PASSWORD})) as running:
        yield running
