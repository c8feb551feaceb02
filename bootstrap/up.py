"""The whole product on one machine: parts that share nothing but the database, none of which ends another."""

import asyncio
import socket
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from bootstrap.processes import Addresses, Say, opened, reached
from bootstrap.settings import Settings, SettingsProblems
from domain.kernel.errors import DomainError, Refused, Unavailable

if TYPE_CHECKING:
    from bootstrap.bot.bringing import OpenStore

_SOON: Final = 3.0
"""Seconds: starting is work enough."""

_GUIDE: Final = "docs/DISCORD_SETUP.md"
OFF: Final = f"The bot is off: set DISCORD_TOKEN to turn it on ({_GUIDE} leads through it)."
_FIRST_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 300.0
_LONGEST_WAIT: Final = 30.0
"""Seconds; somebody may be sitting before the page that says that the database is away."""


log = structlog.get_logger("community_os.up")


async def run_up(settings: Settings, say: Say, *, port: int | None) -> None:
    """The dashboard, the worker, and the bot where there is a token, until cancelled.

    What the dashboard cannot begin with (a port that is taken, a database of another secret) ends it all;
    the bot and the worker come back by themselves, and the bot listens also while the dashboard waits for
    its database.
    """
    from adapters.http_api.server import listening_socket

    with listening_socket(settings.host, port or settings.port) as listening:
        async with reached(settings, say) as addresses:
            store = partial(opened, settings, say, at=addresses)
            beside = [asyncio.create_task(_worker(settings, addresses), name="worker")]
            if settings.discord_token is None:
                say(OFF)
            else:
                beside.append(asyncio.create_task(_bot(settings, say, store), name="bot"))
            try:
                await _web(settings, say, listening, addresses)
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)


def must_have_a_token(settings: Settings) -> None:
    """Raises SettingsProblems: a bot without a token is nobody's."""
    if settings.discord_token is None:
        raise SettingsProblems([f"DISCORD_TOKEN: it is not set; {_GUIDE} says where it comes from"])


async def _web(settings: Settings, say: Say, listening: socket.socket, addresses: Addresses) -> None:
    """The dashboard; where a bot listens meanwhile, a database that is away is waited for: a page says so."""
    from adapters.http_api.gate.guard import Names
    from adapters.http_api.waiting import WaitingRoom, waiting_app
    from bootstrap.dashboard import serve_dashboard
    from bootstrap.version import version

    names = Names.of(settings.host, settings.allowed_hosts)
    room = WaitingRoom(listening, partial(waiting_app, names, version=version()))
    pause = _FIRST_PAUSE
    try:
        while True:
            try:
                async with opened(settings, say, at=addresses) as product:
                    await room.close()
                    await serve_dashboard(settings, product, listening.dup(), say)
            except Unavailable as away:
                if settings.discord_token is None:
                    raise
                log.warning("the dashboard waits", reason=str(away), seconds=pause)
                room.open(str(away))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_WAIT)
    finally:
        await room.close()


async def _worker(settings: Settings, addresses: Addresses) -> None:
    """The worker, beginning when the rest has begun: what it computes takes a process of its own."""
    from bootstrap.worker.beside import run_worker_beside

    await asyncio.sleep(_SOON)
    await run_worker_beside(settings, addresses)


async def _bot(settings: Settings, say: Say, store: "OpenStore") -> None:
    """The bot, again and again, unless Discord refuses it; whatever ends it, the rest goes on."""
    from bootstrap.bot import run_bot

    pause = _FIRST_PAUSE
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await run_bot(settings, say, open_store=store)
        except Refused as problem:
            log.error("the bot is off until the next start", reason=str(problem))  # noqa: TRY400
            return
        except (DomainError, SettingsProblems) as problem:
            log.error("the bot ended", reason=str(problem), again_in=pause)  # noqa: TRY400 - it says what to do
        except Exception:
            log.exception("the bot ended", again_in=pause)
        if asyncio.get_running_loop().time() - began > _LONGEST_PAUSE:
            pause = _FIRST_PAUSE
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
