"""The dashboard starts, whatever becomes of what is read ahead."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import attrs
import httpx
import pytest

from adapters.http_api.server import listening_socket
from bootstrap.container import Container
from bootstrap.dashboard import serve_dashboard
from bootstrap.processes import Opened
from bootstrap.settings import load
from domain.community.log.keys import Keyring
from tests.builders.activities import SECRET, a_message


async def never(_guild: int) -> None:
    await asyncio.Event().wait()


async def wrong(_guild: int) -> None:
    raise ZeroDivisionError


async def ready() -> None:
    """It answers."""


@pytest.mark.parametrize("view", [never, wrong])
async def test_the_dashboard_is_ready_while_reading_ahead_takes_for_ever_and_after_it_failed(
    view: Callable[[int], Awaitable[None]],
) -> None:
    keys = Keyring(SECRET)
    box = Container(storage="memory", keys=keys, cache_bytes=1_000_000, bookmarks_folder=Path("/nowhere"))
    use_cases = box.use_cases()
    await use_cases.record([a_message()])
    slow = attrs.evolve(use_cases, read_ahead=attrs.evolve(use_cases.read_ahead, views=[view]))
    product, listening, said = (
        Opened(use_cases=slow, secret=SECRET, ready=ready),
        listening_socket("127.0.0.1", 0),
        asyncio.Event(),
    )
    address = "http://{}:{}".format(*listening.getsockname())
    serving = asyncio.create_task(serve_dashboard(load({}), product, listening, lambda _: said.set()))
    try:
        async with asyncio.timeout(60), httpx.AsyncClient(base_url=address, timeout=30) as client:
            await said.wait()
            assert [(await client.get(path)).status_code for path in ("/healthz", "/readyz", "/")] == [
                200
            ] * 3
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
