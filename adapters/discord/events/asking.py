"""One request that changes something, and what Discord's refusals mean for whoever reads the event's page."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import aiohttp
import attrs
import discord
from discord.http import HTTPClient, Route

from domain.kernel.errors import DomainError, NotFound, Refused, Unavailable

_SECONDS: Final = 30.0
_AWAY: Final = "Discord is away: {}; it is tried again"
_MISSING_ACCESS: Final = 50001
_MISSING_PERMISSIONS: Final = 50013
_WORDS: Final = {
    30038: "Discord lists 100 events of a server at most: end or cancel some of those",
    50024: "messages cannot be written into a channel of this kind: choose another in the settings",
    50035: "Discord does not take the event as it is: look at its times, its place and its channel",
    160005: "the thread is locked",
    180000: "the event has ended in Discord",
}


@attrs.frozen
class Asking:
    """Asks through whatever client is logged in at that moment; `client` gives None when none is."""

    client: Callable[[], HTTPClient | None]

    async def __call__(self, route: Route, needs: str, **form: Any) -> Any:  # noqa: ANN401 - as REST answers
        """The answer. `needs` names the permissions that it takes, as Discord calls them.

        Raises Refused, NotFound or Unavailable, in words.
        """
        http = self.client()
        if http is None:
            raise Unavailable(_AWAY.format("the bot is not logged in"))
        try:
            async with asyncio.timeout(_SECONDS):
                return await http.request(route, **form)
        except discord.HTTPException as answer:
            raise _meaning(answer, needs) from None
        except TimeoutError:
            raise Unavailable(_AWAY.format(f"no answer within {_SECONDS:.0f} seconds")) from None
        except (discord.RateLimited, OSError, aiohttp.ClientError, RuntimeError) as broken:
            raise Unavailable(_AWAY.format(type(broken).__name__)) from None


def _meaning(answer: discord.HTTPException, needs: str) -> DomainError:
    """What Discord wrote itself is left out: nobody knows what is in it."""
    if answer.status == 404:
        return NotFound("somebody deleted it in Discord")
    if answer.status == 429 or answer.status >= 500:
        return Unavailable(_AWAY.format(f"it answers {answer.status}"))
    if answer.code == _MISSING_ACCESS:
        return Refused(f"Discord refused: the bot does not see the channel. It takes {needs}")
    if answer.code == _MISSING_PERMISSIONS:
        return Refused(f"Discord refused: the bot lacks {needs}")
    words = _WORDS.get(answer.code, f"status {answer.status}, code {answer.code}")
    return Refused(f"Discord refused: {words}")
