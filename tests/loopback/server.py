"""The whole loopback Discord: two servers on this machine, one world, and the verbs of a scenario."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from tests.loopback.gateway.server import Gateway
from tests.loopback.rest.server import BASE, Api
from tests.loopback.scenes.asking import Asking
from tests.loopback.scenes.faults import Faults
from tests.loopback.scenes.gatherings import Gatherings
from tests.loopback.scenes.past import Past
from tests.loopback.scenes.people import People
from tests.loopback.scenes.places import Places
from tests.loopback.scenes.voice import Voice
from tests.loopback.world.ids import Clock
from tests.loopback.world.portal import Portal, a_token
from tests.loopback.world.world import a_world

PATIENCE = 60.0


class Door:
    """One listening port, that can be closed and opened again."""

    def __init__(self, app: web.Application) -> None:
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        self._site: web.TCPSite | None = None
        self.port = 0

    async def open(self, *, first: bool = False) -> None:
        if first:
            await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._site._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """From now on connections are refused; those that are open stay."""
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def close(self) -> None:
        await self._runner.cleanup()


class Discord(Past, People, Voice, Gatherings, Places, Asking, Faults):
    """A Discord to log in to: `api`, `gateway` and `token` are all that a client needs."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.world = a_world(clock)
        self.portal = Portal(a_token(self.world.bot.id))
        self.complaints: list[str] = []
        self.sockets = Gateway(self.world, self.portal, self.complaints)
        self.rest = Api(self.world, self.portal, lambda: self.gateway, self.complaints)
        self.rest.tell = lambda name, guild, data, bare: self.sockets.tell(
            name, guild, data, without_text=bare
        )
        self._rest_door = Door(_only("/{tail:.*}", self.rest.serve))
        self._gateway_door = Door(_only("/gw", self.sockets.serve))

    @property
    def token(self) -> str:
        return self.portal.token

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self._rest_door.port}{BASE}"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self._gateway_door.port}/gw"

    async def open(self) -> None:
        await self._rest_door.open(first=True)
        await self._gateway_door.open(first=True)
        self.sockets.url = self.gateway

    async def shut(self) -> None:
        for socket in list(self.sockets.sockets):
            socket.reset()
        await self._gateway_door.close()
        await self._rest_door.close()

    async def gateway_down(self) -> None:
        """Nobody can connect, and who was connected is cut off; REST goes on."""
        await self._gateway_door.shut()
        for socket in list(self.sockets.sockets):
            socket.reset()

    async def gateway_up(self) -> None:
        await self._gateway_door.open()

    async def rest_down(self) -> None:
        await self._rest_door.shut()

    async def rest_up(self) -> None:
        await self._rest_door.open()

    # ── waiting ──────────────────────────────────────────────────────────────
    async def until(self, true: Callable[[], object], timeout: float = PATIENCE, what: str = "") -> None:
        """Wait until a condition holds; a test that waits in vain says for what."""
        ends = time.monotonic() + timeout
        while not true():
            if time.monotonic() > ends:
                raise AssertionError(f"waited {timeout:g} s in vain{': ' + what if what else ''}")
            await asyncio.sleep(0.005)

    async def connected(self, shards: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until so many sockets carry a session, and everything that was told has left."""
        await self.until(
            lambda: len({s.session.id for s in self.sockets.sockets if s.open and s.session}) >= shards,
            timeout,
            f"{shards} shards connected",
        )
        await self.told(timeout)

    async def told(self, timeout: float = PATIENCE) -> None:
        """Wait until every open socket has been sent all that it may get."""
        await self.until(
            lambda: not any(socket.behind for socket in self.sockets.sockets), timeout, "frames to leave"
        )

    async def pump(self, name: str, bodies: Iterable[bytes], *, shard: int = 0) -> int:
        """Send prepared bodies of one kind of frame as fast as the socket takes them; not kept, not truth."""
        (socket,) = self._open(shard)
        return await socket.pump(name, bodies)

    # ── what happened between the two ────────────────────────────────────────
    @property
    def identifies(self) -> int:
        return self.sockets.counts["op 2"]

    @property
    def resumes(self) -> int:
        """How many sessions were taken over by a new socket."""
        return self.sockets.counts["resumed"]

    @property
    def is_listened_to(self) -> bool:
        return any(socket.open and socket.session for socket in self.sockets.sockets)


@asynccontextmanager
async def loopback(*, start: datetime | None = None, strict: bool = True) -> AsyncIterator[Discord]:
    """A Discord for one test; what the bot asked for and no Discord has fails that test at its end."""
    discord = Discord(Clock(start))
    await discord.open()
    try:
        yield discord
    finally:
        await discord.shut()
    if strict and discord.complaints:
        raise AssertionError("the bot did what Discord refuses:\n" + "\n".join(discord.complaints))


def _only(path: str, serve: Callable[[web.Request], object]) -> web.Application:
    app = web.Application()
    app.router.add_route("*", path, serve)
    return app
