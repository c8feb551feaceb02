"""One request to Discord: paced, timed, repeated where that helps, and its refusals in our words."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol

import aiohttp
import attrs
import discord
from discord.http import Route

from adapters.discord.archive.pace import Pace
from domain.kernel.errors import NotFound, Refused, Unavailable

TIMEOUT: Final = 90.0
"""Seconds for one try, with the pauses that Discord's rate limits ask for."""

TRIES: Final = 4
"""A client that itself tries again needs no more than one."""

_PAUSE: Final = 1.0
_BANNED_FOR: Final = 900.0
_AWAY: Final = "Discord's archive is away: {}; what is missing is read later"


class Http(Protocol):
    """What is used of discord.py's HTTP client: it keeps Discord's rate limits by itself."""

    async def request(self, route: Route, *, params: Mapping[str, Any] = ...) -> Any:  # noqa: ANN401
        """The decoded answer."""
        ...


@attrs.define
class Asking:
    """Asks Discord through whatever client is logged in at that moment; `client` gives None when none is."""

    client: Callable[[], Http | None]
    pace: Pace = attrs.field(factory=Pace)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    timeout: float = TIMEOUT
    tries: int = TRIES
    requests: int = 0
    _shut: str = ""
    _shut_until: float = 0.0

    def __attrs_post_init__(self) -> None:
        # At its lowest level the library logs what people wrote.
        logging.getLogger("discord.http").setLevel(max(logging.INFO, logging.getLogger("discord.http").level))

    async def get(self, route: Route, params: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401
        """The answer; Refused, NotFound, or Unavailable after the last try."""
        problem = ""
        for attempt in range(self.tries):
            if attempt:
                await self.sleep(_PAUSE * 2 ** (attempt - 1))
            client = self._may_ask()
            await self.pace.leave()
            self.requests += 1
            try:
                async with asyncio.timeout(self.timeout):
                    return await client.request(route, params=params or {})
            except discord.HTTPException as answer:
                problem = self._answered(answer)
            except (Refused, Unavailable) as unasked:  # by the client itself: no channel has refused anything
                raise Unavailable(str(unasked)) from None
            except discord.RateLimited as limited:
                raise Unavailable(
                    _AWAY.format(f"it asks to wait {limited.retry_after:.0f} seconds")
                ) from None
            except TimeoutError:
                problem = f"no answer within {self.timeout:.0f} seconds"
            except (OSError, aiohttp.ClientError, RuntimeError) as broken:  # RuntimeError: a closed client
                problem = f"the connection broke ({type(broken).__name__})"
        raise Unavailable(_AWAY.format(problem))

    def _may_ask(self) -> Http:
        """The client, unless nothing is to be asked for now."""
        now = asyncio.get_running_loop().time()
        if self._shut and now < self._shut_until:
            raise Unavailable(self._shut)
        client = self.client()
        if client is None:
            raise Unavailable(_AWAY.format("the bot is not logged in"))
        return client

    def _answered(self, answer: discord.HTTPException) -> str:
        """What an answer that is no success means; returns what to say if it is worth another try.

        What Discord wrote is left out: nobody knows what is in it.
        """
        status = answer.status
        if status == 401:
            self._close("Discord does not accept the bot's token any more", float("inf"))
            raise Unavailable(self._shut)
        if status == 404:
            raise NotFound("Discord says that this is not there any more")
        if status == 429:
            wait = _seconds(answer.response.headers.get("Retry-After"))
            self._close(_AWAY.format("its firewall lets no request through"), wait)
            raise Unavailable(self._shut)
        if status == 503:
            return "it answers 503"
        if status >= 500:  # the library has tried often enough
            raise Unavailable(_AWAY.format(f"it answers {status}"))
        raise Refused(f"Discord does not let the bot read this ({status}, code {answer.code})")

    def _close(self, why: str, seconds: float) -> None:
        self._shut, self._shut_until = why, asyncio.get_running_loop().time() + seconds


def _seconds(header: str | None) -> float:
    try:
        return max(1.0, float(header or _BANNED_FOR))
    except ValueError:
        return _BANNED_FOR
