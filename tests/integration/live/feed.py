"""A dashboard with its live feed, served over a house in memory; and a browser's side of the feed."""

import asyncio
import contextlib
import gzip
import json
import socket
import time
from collections.abc import AsyncIterator
from typing import Any

import attrs
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from adapters import dash_ui
from adapters.dash_ui.arrival import arrive
from adapters.dash_ui.components.living import outline
from adapters.dash_ui.live import LiveRules
from adapters.dash_ui.place import Place
from adapters.http_api.app import Edge, guarded
from adapters.http_api.app import mount as mount_edge
from adapters.http_api.gate.guard import Names
from adapters.http_api.gate.visitors import Visitors
from adapters.http_api.server import PortTaken, listening_socket, serve
from application.insights.news import News
from domain.community.log.activity import Activity
from domain.insights.overview import Overview
from domain.operations.sight import BotSight
from tests.builders.activities import GUILD, MINUTE, TIME_ZERO, a_message, a_person
from tests.builders.boards import kpis_of
from tests.builders.events import Calendar
from tests.builders.house import House
from tests.builders.readings.bot import a_sight
from tests.unit.dash_ui.desks import a_calendar_desk, a_desk

PATIENCE = 60.0
"""Seconds that anything may take on a busy machine; nothing is timed by it."""

PROMPT = LiveRules(share=1.0, between=0.0, calm=0.0, restless=0.1)
"""Drawn as soon as there is news, so that a test waits for nothing."""


def message(number: int, by: int = 1) -> Activity:
    """One of many messages, each another one."""
    return a_message(TIME_ZERO - MINUTE, a_person(by), number=number)


@attrs.define(kw_only=True)
class Feed:
    """A running server."""

    house: House
    desk: dash_ui.Desk
    news: News
    host: str = ""
    serving: asyncio.Task[None] | None = None
    drawn: int = 0
    """How often somebody asked for an overview."""

    sight: BotSight = attrs.field(factory=a_sight)
    """How the bot is."""

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    async def stop(self) -> None:
        """As Ctrl-C does."""
        if self.serving is not None:
            self.serving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.serving

    async def shown(self, href: str = "/", *, first: bool = False) -> dict[str, Any]:
        """What a browser that was just answered says of itself; by default it has all of the page."""
        path, _, search = href.partition("?")
        arrival = await arrive(self.desk, Place.of(path, search), again=not first)
        said = {"place": arrival.place.href, "outline": outline(arrival.content), "mark": arrival.mark}
        return {**said, "epoch": "", "seq": 0}

    @contextlib.asynccontextmanager
    async def viewer(self, origin: str | None = None) -> AsyncIterator["Browser"]:
        """A socket as a browser opens it."""
        async with connect(
            f"ws://{self.host}/live", origin=origin or self.address, proxy=None, compression=None
        ) as socket:  # type: ignore[arg-type]
            yield Browser(socket)


@attrs.frozen
class Browser:
    """What a page does with its socket."""

    socket: ClientConnection

    async def says(self, said: object) -> None:
        await self.socket.send(json.dumps(said))

    async def hears(self) -> dict[str, Any]:
        """The next message that says something."""
        while True:
            async with asyncio.timeout(PATIENCE):
                data = await self.socket.recv()
            said: dict[str, Any] = json.loads(gzip.decompress(data) if isinstance(data, bytes) else data)
            if said:
                return said

    async def sees(self, part: str) -> dict[str, Any]:
        """The first message that changes a part; all before it are drawn as well."""
        while True:
            said = await self.hears()
            await self.says({"shown": said["seq"]})
            if part in said["parts"]:
                return said

    async def closed(self) -> tuple[int | None, str | None]:
        """Code and reason with which the server closes."""
        async with asyncio.timeout(PATIENCE):
            await self.socket.wait_closed()
        return self.socket.close_code, self.socket.close_reason


_BEFORE = [0]
"""The port of the last feed."""


async def _listening(port: int) -> socket.socket:
    """Where the last one was, if it is free: a browser that was there has the scripts already.

    A port that was free a moment ago may be somebody else's for another one.
    """
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                found = listening_socket("127.0.0.1", port or _BEFORE[-1])
            except PortTaken:
                if not port:
                    found = listening_socket("127.0.0.1", 0)
                    break
                await asyncio.sleep(0.05)
            else:
                break
    _BEFORE[-1] = found.getsockname()[1]
    return found


@contextlib.asynccontextmanager
async def feeding(
    house: House | None = None, rules: LiveRules = PROMPT, *, port: int = 0
) -> AsyncIterator[Feed]:
    """Serve the dashboard of a house with three messages of two people."""
    house = house or House.built()
    if not await house.store.guilds():
        await house.told(message(1), message(2, by=2), message(3, by=2))
    visitors = Visitors(b"s" * 32)
    news = News(house.sheets, time.monotonic)

    async def overview(guild: int, window: str, as_of: str | None) -> Overview:
        feed.drawn += 1
        return await house.show_overview(guild, window, as_of)

    async def knows(guild: int, number: int) -> bool:
        async with house.store.reading(guild) as work:
            return bool(await work.members.of([number]))

    async def bot(_guild: int | None) -> BotSight:
        return feed.sight

    async def ready() -> None:
        return None

    async def knows_event(guild: int, number: int) -> bool:
        async with house.store.reading(guild) as work:
            return bool(await work.events.of([number]))

    calendar = Calendar(store=house.store, clock=house.clock)
    acts = {name: getattr(calendar, name) for name in ("plan", "edit", "start", "end", "cancel")}
    desk = attrs.evolve(
        a_desk(guilds=[(GUILD, "Ludus Magnus")]),
        overview=overview,
        directory=house.show_directory,
        member=house.show_member,
        knows=knows,
        data_quality=house.show_data_quality,
        channels=house.show_channels,
        people=dash_ui.PeopleDesk(
            accounts=house.show_accounts,
            coverage=house.show_id_coverage,
            link=house.link_account,
            unlink=house.unlink_account,
            forget=house.forget,
        ),
        settings=dash_ui.SettingsDesk(
            show=house.read_settings,
            change=house.change_settings,
            undo=house.undo_settings,
            preview=house.preview_settings,
        ),
        kpis=kpis_of(house),
        calendar=a_calendar_desk(
            show=house.show_events,
            one=house.show_event,
            knows=knows_event,
            **acts,
        ),
        bot=bot,
        news=news,
    )
    feed = Feed(house=house, desk=desk, news=news)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    edge = Edge(names=Names.of("127.0.0.1"), visitors=visitors, ready=ready, version="0")
    mount_edge(app, edge)
    dash = dash_ui.mount(app, desk, live=rules)
    listening = await _listening(port)
    feed.host = f"127.0.0.1:{listening.getsockname()[1]}"
    behind = guarded(app, edge, script_hashes=dash_ui.script_hashes(dash))
    feed.serving = asyncio.create_task(serve(behind, [listening], trusted_proxies=()))
    try:
        yield feed
    finally:
        await feed.stop()
