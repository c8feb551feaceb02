"""The whole product's web edge over a simulated community, on the real server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from adapters.http_api.server import listening_socket, serve
from adapters.simulation.telling.course import batches
from adapters.simulation.world import World
from application.use_cases import UseCases
from bootstrap.container import Container
from bootstrap.dashboard import dashboard_app
from bootstrap.processes import Opened
from bootstrap.settings import load
from domain.community.log.keys import Keyring
from domain.kernel.actors import COMMAND_LINE
from domain.operations.keys import MOST_PER_MINUTE, SCOPES
from tests.builders.activities import SECRET, StoppedClock
from tests.builders.worlds import a_plan

WORLD = World(a_plan(seed=7, members=60, days=60))


@attrs.frozen(kw_only=True)
class Served:
    """A running server, and a key that opens everything."""

    address: str
    key: str
    guild: int
    event: int
    use_cases: UseCases


@pytest.fixture(scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    last = WORLD.plan.end
    container = Container(
        storage="memory", keys=Keyring(SECRET), cache_bytes=50_000_000, bookmarks_folder=Path("/nowhere")
    )
    container.clock.override(
        StoppedClock(at=datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(hours=20))
    )
    use_cases = container.use_cases()
    for batch in batches(WORLD):
        await use_cases.record(batch)
    made = await use_cases.create_key("fuzz", SCOPES, COMMAND_LINE, per_minute=MOST_PER_MINUTE)
    settings = load({"COMMUNITY_OS_HOME": str(tmp_path_factory.mktemp("home"))}, {})
    product = Opened(use_cases=use_cases, secret=SECRET, ready=_always)
    [guild] = await use_cases.store.guilds()
    starts_at = use_cases.clock.now() + timedelta(hours=1)
    wishes = {"title": "Game night", "channels": [31], "starts_at": starts_at}
    event = await use_cases.plan_event(guild, wishes, COMMAND_LINE)
    with listening_socket("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        app = dashboard_app(settings, product)
        serving = asyncio.create_task(serve(app, [listening], trusted_proxies=()))
        try:
            yield Served(
                address=f"http://127.0.0.1:{port}",
                key=made.token,
                guild=guild,
                event=event.event_id,
                use_cases=use_cases,
            )
        finally:
            serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await serving


async def _always() -> None:
    pass
