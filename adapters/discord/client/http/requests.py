"""Every request of a client: counted, refused near the limit, and tried again where the library does not."""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
import discord
from discord.http import HTTPClient, Route

from adapters.discord.client.http.budget import RefusalBudget

_Start = aiohttp.TraceRequestStartParams
_End = aiohttp.TraceRequestEndParams

_TRIES: Final = 5
_LONGEST: Final = 3600.0
"""Seconds that no request waits longer than, whatever a header says."""

_NO_TOKEN: Final = ("/interactions/", "/webhooks/")
"""Routes that carry a token of their own: that one is refused when it is 15 minutes old."""


def counting(
    budget: RefusalBudget, all_wait: Callable[[float], None] = lambda _: None
) -> aiohttp.TraceConfig:
    """Watches each request on the wire, those that the library sends again by itself included.

    `all_wait` is told for how many seconds Discord lets none of them through.
    """
    trace = aiohttp.TraceConfig()

    async def starts(
        _: aiohttp.ClientSession, seen: SimpleNamespace, sent: aiohttp.TraceRequestStartParams
    ) -> None:
        seen.counted = False
        if str(sent.url).startswith(Route.BASE):
            budget.begin()
            seen.counted = True

    async def ends(
        _: aiohttp.ClientSession, seen: SimpleNamespace, came: aiohttp.TraceRequestEndParams
    ) -> None:
        if not seen.counted:
            return
        seen.counted = False
        status, headers = came.response.status, came.response.headers
        own = status == 429 and headers.get("X-RateLimit-Scope") != "shared"
        if status == 429 and "X-RateLimit-Global" in headers:
            all_wait(_seconds(headers.get("Retry-After")))
        if status == 401 and not any(part in came.url.path for part in _NO_TOKEN):
            budget.wrong_token.set()
        budget.end(refused=own or status in (401, 403))

    async def breaks(_: aiohttp.ClientSession, seen: SimpleNamespace, __: object) -> None:
        if seen.counted:
            seen.counted = False
            budget.end(refused=False)

    trace.on_request_start.append(starts)
    trace.on_request_end.append(ends)
    trace.on_request_exception.append(breaks)
    return trace


def forgiving(http: HTTPClient, seconds: float) -> None:
    """Let requests through again when Discord does.

    The library has all of them wait for the one that was told so, and for ever when that one is given up.
    """
    asyncio.get_running_loop().call_later(seconds, http._global_over.set)


def persistent(http: HTTPClient, pause: float) -> None:
    """Have its requests tried again after a 503 and after a broken connection, five times at most."""
    plain: Callable[..., Awaitable[Any]] = http.request

    async def request(route: Route, **rest: Any) -> Any:  # noqa: ANN401 - as the library has it
        for tries in range(_TRIES):
            try:
                return await plain(route, **rest)
            except (discord.DiscordServerError, aiohttp.ClientConnectionError, ConnectionError) as problem:
                if tries == _TRIES - 1 or not _passes(problem, route):
                    raise
                await asyncio.sleep(pause * (1 + 2 * tries))
        raise AssertionError("the last try returns or raises")

    http.request = request  # type: ignore[method-assign]


def _passes(problem: Exception, route: Route) -> bool:
    """Whether it may work later, and doing it twice does no harm."""
    if isinstance(problem, discord.DiscordServerError):
        return problem.status == 503
    broken = isinstance(problem, aiohttp.ServerDisconnectedError) or (
        isinstance(problem, OSError) and problem.errno in (errno.ECONNRESET, errno.EPIPE)
    )
    return broken and route.method in ("GET", "PUT", "DELETE")


def _seconds(header: str | None) -> float:
    try:
        return min(_LONGEST, max(0.0, float(header or 1)))
    except ValueError:
        return 1.0
