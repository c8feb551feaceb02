"""Runs the demo: fills its store once, serves it, publishes it, and tells on while somebody looks."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

import attrs

from adapters.cli.called import typed
from adapters.cli.product import DemoWishes, Progress
from bootstrap.demo.others import Others, beside_others
from bootstrap.processes import Addresses, Opened, Say, in_folder, opened, reached
from bootstrap.settings import Settings
from bootstrap.settings.home import must_be_writable

if TYPE_CHECKING:
    from bootstrap.demo.story import Story

FOLDER: Final = "demo"
_SPARE_PORTS: Final = 20
_STORY: Final = "story.json"
_SOON: Final = 3.0
"""Seconds; the first page comes before the worker."""

_FILLING: Final = "Filling the demo community"
_MISSED: Final = "Bringing the demo up to now"


async def run_demo(settings: Settings, wishes: DemoWishes, say: Say, progress: Progress) -> None:
    """Fill the demo's store where it is not full yet, and serve it until cancelled."""
    from adapters.system.clock import SystemClock
    from bootstrap.dashboard import serve_dashboard
    from bootstrap.demo.audience import Audience
    from bootstrap.demo.bustle import Bustle, Pace
    from bootstrap.demo.story import Story
    from bootstrap.demo.telling import Storyteller

    audience = Audience(clock=time.monotonic)
    bustle = Bustle(pace=Pace(speed=wishes.speed, somebody_looks=audience.looks))
    now = SystemClock().now()
    new = Story.begun(now, wishes.people)
    own = in_folder(settings, settings.home / FOLDER)
    with _free_port(settings, wishes, say) as listening, ExitStack() as held:
        story = None
        if wishes.store != "memory":
            must_be_writable(own)
            story = await _earlier(own, wishes, now, say, held.enter_context(beside_others(own.home)))
            say(f"On the command line: COMMUNITY_OS_HOME={quote(str(own.home))} {typed('kpi')}")
        async with opened(own, say, storage=wishes.store) as product:
            use_cases = product.use_cases
            if story is None or not await use_cases.store.guilds():
                story = new
            keep = _forget if wishes.store == "memory" else partial(Story.write, path=own.home / _STORY)
            teller = Storyteller(use_cases=use_cases, story=story, keep=keep, bustle=bustle)
            with progress(_MISSED if story.told_until else _FILLING) as report:
                await teller.tell(report)
            worker = [] if wishes.store == "memory" else [_worker(own, product)]
            async with _beside(teller.go_on(), *worker):
                await serve_dashboard(own, product, listening, say, demo=True, around=audience.around)


@asynccontextmanager
async def _beside(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """For as long as the dashboard is served."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _worker(own: Settings, product: Opened) -> None:
    """As of every installation; but nobody wants backups of what is made up."""
    from bootstrap.worker.beside import run_worker_beside

    await asyncio.sleep(_SOON)
    assert product.direct is not None  # noqa: S101 - it is no demo in memory
    here = Addresses(work=product.direct, direct=product.direct)
    await run_worker_beside(attrs.evolve(own, backups_kept=0), here)


async def _earlier(
    own: Settings, wishes: DemoWishes, now: datetime, say: Say, others: Others
) -> "Story | None":
    """The story that goes on; None, and nothing is left of it, where one begins."""
    from bootstrap.demo.story import Story

    found = None if wishes.fresh else Story.read(own.home / _STORY)
    if found is None or not found.continues(now):
        if found is not None:
            say("The story of the demo does not lead up to today; it begins anew.")
        others.none_while_it_begins_anew()
        await _empty(own, say)
        others.may_come()
        return None
    others.may_come()
    if wishes.people not in (None, found.people):
        say(f"The demo began with {found.people} people; --fresh makes another one.")
    return found


def _forget(_story: "Story") -> None:
    """A demo in memory begins anew each time."""


def _free_port(settings: Settings, wishes: DemoWishes, say: Say) -> socket.socket:
    """The port that was asked for, or the first free one after that of the settings."""
    from adapters.http_api.server import PortTaken, listening_socket

    if wishes.port is not None:
        return listening_socket(settings.host, wishes.port)
    for port in range(settings.port, min(settings.port + _SPARE_PORTS, 65536)):
        try:
            found = listening_socket(settings.host, port)
        except PortTaken:
            continue
        if port != settings.port:
            say(f"Port {settings.port} is in use; the demo takes port {port}.")
        return found
    return listening_socket(settings.host, settings.port)


async def _empty(own: Settings, say: Say) -> None:
    """Begin with an empty database; what was there can be told again."""
    from adapters.postgres.operations.installation import wipe

    async with reached(own, say) as addresses:
        await wipe(addresses.direct)
