"""By which invite somebody joined: Discord does not say it, but counts how often each invite was used."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import discord
import msgspec
from discord.http import Route

from adapters.discord.client.connected import Connected
from adapters.discord.frames import Stripped
from adapters.discord.frames.format.members import Joined

_log = logging.getLogger(__name__)


class _Join(NamedTuple):
    stripped: Stripped
    session: str
    at: datetime


def used(before: Mapping[str, int], after: Mapping[str, int], joins: int) -> str | None:
    """The invite that so many joins used: the only one that grew, and by as many; else nobody knows."""
    grown = {code: uses - before.get(code, 0) for code, uses in after.items() if uses > before.get(code, 0)}
    if len(grown) != 1:
        return None
    ((code, by),) = grown.items()
    return code if by == joins else None


class Invites:
    """Compares the counts before and after joins, one guild after the other, where it may see them.

    The join is kept again with its invite: of two copies the one that knows more counts.
    """

    def __init__(self, client: Connected) -> None:
        self._client = client
        self._uses: dict[int, dict[str, int] | None] = {}
        self._joins: dict[int, list[_Join]] = {}
        self._due: dict[int, None] = {}
        self._more = asyncio.Event()

    def may(self, guild: int, permitted: bool) -> None:
        """Whether the invites of a guild can be seen: then their counts are learnt now."""
        if permitted:
            self._uses.setdefault(guild, None)
            self._look(guild)
        else:
            self._uses.pop(guild, None)

    def joined(self, stripped: Stripped, session: str, at: datetime) -> None:
        """Somebody joined: the counts are looked at in a moment."""
        if stripped.guild in self._uses:
            self._joins.setdefault(stripped.guild, []).append(_Join(stripped, session, at))
            self._look(stripped.guild)

    async def run(self) -> None:
        """Look until cancelled; each look takes in all joins of the last seconds."""
        while True:
            while not self._due:
                self._more.clear()
                await self._more.wait()
            await asyncio.sleep(self._client.pace.invites)
            for guild in list(self._due):
                del self._due[guild]
                await self._compare(guild)

    def _look(self, guild: int) -> None:
        self._due[guild] = None
        self._more.set()

    async def _compare(self, guild: int) -> None:
        joins = self._joins.pop(guild, [])
        before = self._uses.get(guild)
        try:
            found = await self._client.http.request(
                Route("GET", "/guilds/{guild_id}/invites", guild_id=guild)
            )
            after = _counts(found)
        except discord.Forbidden:
            self._uses.pop(guild, None)
            return
        except Exception as problem:  # noqa: BLE001 - joins stay without an invite, nothing else is lost
            _log.info("the invites of guild %d cannot be seen now: %s", guild, type(problem).__name__)
            self._uses[guild] = None
            return
        self._uses[guild] = after
        code = used(before, after, len(joins)) if before is not None and joins else None
        for join in joins if code else ():
            if isinstance(join.stripped.data, Joined):
                with_invite = msgspec.structs.replace(join.stripped.data, invite=code)
                again = join.stripped._replace(data=with_invite)
                self._client.hearing.take(again, join.session, join.at)


def _counts(found: Any) -> dict[str, int]:  # noqa: ANN401 - what REST answers
    return {str(each["code"]): int(each.get("uses", 0)) for each in found}
