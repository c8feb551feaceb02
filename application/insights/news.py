"""Whether anything is new in a guild, for everybody who watches it: one look serves them all."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import attrs

from application.insights.sheets import Sheets
from domain.kernel.errors import Unavailable

_log = logging.getLogger(__name__)


@attrs.frozen(kw_only=True)
class Told:
    """What is known of a guild: its newest revision, or why it cannot be had."""

    revision: int = 0
    away: str | None = None


@attrs.frozen(kw_only=True)
class Pace:
    """Seconds between two looks at a guild, and how long one look may take."""

    lively: float = 0.1
    """While things happen: a page is to change within half a second."""

    quiet: float = 0.25
    """After `calm_after` seconds without news."""

    calm_after: float = 30.0
    away: float = 1.0
    """While the store does not answer."""

    longest: float = 30.0


class Watch:
    """A guild under watch; whoever holds it awaits what comes."""

    def __init__(self) -> None:
        self.told: Told | None = None
        self.watchers = 0
        self._turned = asyncio.Event()

    def tell(self, told: Told) -> bool:
        """Let everybody know; whether it was news."""
        if told == self.told:
            return False
        self.told = told
        self._turned.set()
        self._turned = asyncio.Event()
        return True

    async def change(self, since: Told | None) -> Told:
        """Wait until it is told otherwise than `since`; the caller says for how long."""
        while self.told is None or self.told == since:
            await self._turned.wait()
        return self.told


class News:
    """Looks at a guild several times a second while somebody watches it, once for all who do.

    A look refreshes the sheets' idea of the guild as well, so that a reader who was told reads what is new.
    `monotonic` tells seconds that never go back.
    """

    def __init__(
        self,
        sheets: Sheets,
        monotonic: Callable[[], float],
        *,
        pace: Pace | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._sheets = sheets
        self._pace = pace or Pace()
        self._sleep = sleep
        self._monotonic = monotonic
        self._watched: dict[int, Watch] = {}
        self._looking: dict[int, asyncio.Task[None]] = {}

    @property
    def guilds(self) -> frozenset[int]:
        """The guilds that are being looked at."""
        return frozenset(self._looking)

    @contextlib.asynccontextmanager
    async def watching(self, guild: int) -> AsyncIterator[Watch]:
        """Watch a guild while the block lasts; with its last watcher the looking ends."""
        watch = self._watched.setdefault(guild, Watch())
        watch.watchers += 1
        if guild not in self._looking:
            self._looking[guild] = asyncio.create_task(self._look(guild, watch), name=f"news of {guild}")
        try:
            yield watch
        finally:
            watch.watchers -= 1
            if not watch.watchers:
                del self._watched[guild]
                looking = self._looking.pop(guild)
                looking.cancel()
                await asyncio.gather(looking, return_exceptions=True)

    async def _look(self, guild: int, watch: Watch) -> None:
        lately = self._monotonic()
        while True:
            told = await self._ask(guild)
            now = self._monotonic()
            if watch.tell(told):
                lately = now
            await self._sleep(self._pause(told, quiet_for=now - lately))

    def _pause(self, told: Told, *, quiet_for: float) -> float:
        if told.away is not None:
            return self._pace.away
        return self._pace.lively if quiet_for < self._pace.calm_after else self._pace.quiet

    async def _ask(self, guild: int) -> Told:
        try:
            async with asyncio.timeout(self._pace.longest):
                return Told(revision=await self._sheets.look(guild))
        except (Unavailable, TimeoutError) as problem:
            return Told(away=str(problem) or "The database does not answer in time.")
        except Exception as problem:  # noqa: BLE001 — whoever watches is told, and the next look may succeed
            _log.error("news of guild %s could not be had", guild, exc_info=problem)
            return Told(away="Something went wrong on our side.")
