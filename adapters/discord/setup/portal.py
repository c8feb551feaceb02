"""A look at Discord with the bot's token: two requests, each with an end, and none repeated."""

import json
from typing import Any, Final

import aiohttp
import attrs

from domain.kernel.errors import Refused, Unavailable

_LONGEST: Final = 10.0
_LARGEST: Final = 2_000_000
_PAGE: Final = 200
_UNSURE: Final = "that is no answer of Discord: see that COMMUNITY_OS_DISCORD_API is right"


class TokenRefused(Refused):
    """Discord does not know the token."""


@attrs.frozen(kw_only=True)
class Application:
    """The application that a token belongs to; `flags` say which privileged intents it may use."""

    id: int
    name: str
    flags: int


@attrs.frozen(kw_only=True)
class Joined:
    """A server that the bot is in, and what its roles there allow."""

    id: int
    name: str
    permissions: int


@attrs.frozen(kw_only=True)
class Portal:
    """Discord as the owner of a token sees it."""

    api: str
    token: str = attrs.field(repr=False)
    version: str
    longest: float = _LONGEST

    async def application(self) -> Application:
        """Whose token it is; TokenRefused when nobody's, Unavailable when Discord cannot be asked."""
        said = await self._ask("/applications/@me")
        try:
            flags = int(said.get("flags") or 0)
            return Application(id=int(said["id"]), name=str(said.get("name") or ""), flags=flags)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Unavailable(_UNSURE) from None

    async def servers(self) -> list[Joined]:
        """The servers that the bot is in, 200 at most."""
        said = await self._ask(f"/users/@me/guilds?limit={_PAGE}")
        try:
            return [
                Joined(id=int(one["id"]), name=str(one["name"]), permissions=int(one["permissions"]))
                for one in said
            ]
        except (KeyError, TypeError, ValueError):
            raise Unavailable(_UNSURE) from None

    async def _ask(self, path: str) -> Any:  # noqa: ANN401 — JSON of somebody else
        headers = {
            "Authorization": f"Bot {self.token}",
            "User-Agent": f"DiscordBot (community-os, {self.version})",
        }
        timeout = aiohttp.ClientTimeout(total=self.longest)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
                # A token is not carried on to wherever an answer points.
                session.get(self.api + path, allow_redirects=False) as answer,
            ):
                _accept(answer)
                return _decoded(await _whole(answer))
        except TimeoutError:
            raise Unavailable(f"{self.api} did not answer within {self.longest:g} seconds") from None
        except (aiohttp.ClientError, OSError) as problem:
            raise Unavailable(f"{self.api} cannot be reached ({type(problem).__name__})") from None


def _accept(answer: aiohttp.ClientResponse) -> None:
    """Raises what the status of an answer means to the person who asked."""
    if answer.status == 200:
        return
    if answer.status == 401:
        raise TokenRefused("Discord does not know this token: it was reset, or a piece is missing")
    if answer.status == 429:
        wait = answer.headers.get("Retry-After", "a while")
        raise Unavailable(f"Discord asks to wait {wait} seconds: too many requests were made from here")
    if answer.status >= 500:
        raise Unavailable(f"Discord is in trouble itself (it answers {answer.status})")
    raise Unavailable(f"it answers {answer.status}: see that COMMUNITY_OS_DISCORD_API is right")


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    """The body of an answer, which a stranger at that address could make endless."""
    parts, size = [], 0
    async for part in answer.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise Unavailable(_UNSURE)
    return b"".join(parts)


def _decoded(text: bytes) -> Any:  # noqa: ANN401 — JSON of somebody else
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unavailable(_UNSURE) from None
