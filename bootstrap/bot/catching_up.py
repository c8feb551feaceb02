"""Catching up with each guild: at the start, after each gap, and every hour."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from bootstrap.processes import Opened
from domain.community.backfill.channels import BackfillRules
from domain.community.backfill.progress import Doing
from domain.community.log.keys import Keyring

if TYPE_CHECKING:
    from adapters.discord.client.hearing.everything import Hearing
    from adapters.discord.client.supervision import Listener
    from application.community.backfill.backfill_guild import BackfillGuild
    from domain.community.backfill.progress import BackfillProgress

_AT_ONCE: Final = 50
"""Guilds that are read at the same time, so that the long history of some keeps no gap of another one open;
all of them share the ten requests a second."""

_AGAIN: Final = 3600.0
"""Where everything was heard that costs two requests."""

_LONGEST_PAUSE: Final = 900.0

_TOLD_EVERY: Final = 30.0

_log = logging.getLogger(__name__)


@attrs.define
class CatchingUp:
    """What was asked for waits until the store is there; asked again, a guild's gaps come first once more."""

    rules: BackfillRules
    pause: float = 15.0
    """Seconds after it was stopped, by Discord or by an absent store; it doubles."""

    _asked: set[int] = attrs.field(factory=set)
    _more: asyncio.Event = attrs.field(factory=asyncio.Event)

    def ask(self, guild: int) -> None:
        """A guild has a gap, or is met for the first time."""
        self._asked.add(guild)
        self._more.set()

    async def run(self, product: Opened, listener: "Listener", hearing: "Hearing") -> None:
        """Catch up until cancelled; a run that is interrupted goes on where it was."""
        one = _Runs(
            backfill=_backfill(product, listener, hearing, self.rules), hearing=hearing, pause=self.pause
        )
        try:
            while True:
                for guild in self._asked:
                    one.begin(guild)
                self._asked.clear()
                self._more.clear()
                await self._more.wait()
        finally:
            self._asked |= set(one.tasks)
            await one.end()


@attrs.define(kw_only=True)
class _Runs:
    backfill: "BackfillGuild"
    hearing: "Hearing"
    pause: float
    room: asyncio.Semaphore = attrs.field(factory=lambda: asyncio.Semaphore(_AT_ONCE))
    tasks: dict[int, asyncio.Task[None]] = attrs.field(factory=dict)

    def begin(self, guild: int) -> None:
        """Begin, or begin anew with what is to be read by now."""
        before = self.tasks.get(guild)
        self.tasks[guild] = asyncio.create_task(self._keep_up(guild, before), name="catching up")

    async def end(self) -> None:
        """Interrupt all."""
        for task in self.tasks.values():
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks.values())

    async def _keep_up(self, guild: int, before: "asyncio.Task[None] | None") -> None:
        """Catch up, and again an hour later; sooner where it was stopped."""
        if before is not None:
            before.cancel()
            await asyncio.wait([before])
        pause = self.pause
        while True:
            if (left := self._unsettled(guild)) > timedelta():
                with suppress(TimeoutError):
                    async with asyncio.timeout(left.total_seconds()):
                        await self._again_and_again(guild, left.total_seconds())
            done = await self._once(guild, self.hearing.hears_since(guild))
            await asyncio.sleep(_AGAIN if done else pause)
            pause = self.pause if done else min(_LONGEST_PAUSE, pause * 2)

    def _unsettled(self, guild: int) -> timedelta:
        """How long until this connection has lasted: what it is going to hear does not count as heard before.

        Nobody waits for that: until then it is caught up with as if nobody listened.
        """
        since = self.hearing.hears_since(guild)
        if since is None:
            return timedelta()
        lasts = 2 * self.backfill.rules.skew
        return min(
            lasts, since + lasts - self.hearing.clock.now()
        )  # longer only where the clock was set back

    async def _again_and_again(self, guild: int, once_done: float) -> None:
        """A first look, sooner again where it was stopped."""
        while True:
            done = await self._once(guild, None)
            await asyncio.sleep(once_done if done else self.pause)

    async def _once(self, guild: int, since: datetime | None) -> bool:
        async with self.room:
            try:
                progress = await self.backfill(guild, listening_since=since, watch=_tell_of(guild))
            except Exception:  # noqa: BLE001 - one guild that cannot be read must not stop the others
                _log.exception("catching up with guild %d ended with an error", guild)
                return False
        return progress.doing is Doing.DONE


def _tell_of(guild: int) -> "Callable[[BackfillProgress], None]":
    """Say in the log how far it is: whenever something else begins, and every half minute."""
    last: list[tuple[Doing, float]] = []

    def tell(progress: "BackfillProgress") -> None:
        now = asyncio.get_running_loop().time()
        if not last or last[0][0] is not progress.doing or now - last[0][1] > _TOLD_EVERY:
            last[:] = [(progress.doing, now)]
            _log.info(
                "guild %d: catching up, %s: %d of %d channels, %d messages, %d requests%s",
                guild,
                progress.doing.value,
                progress.channels_done,
                progress.channels,
                progress.messages,
                progress.requests,
                f" ({progress.problem})" if progress.problem else "",
            )

    return tell


def _backfill(
    product: Opened, listener: "Listener", hearing: "Hearing", rules: BackfillRules
) -> "BackfillGuild":
    from adapters.discord.archive import Asking, DiscordArchive
    from application.community.backfill.backfill_guild import BackfillGuild

    return BackfillGuild(
        archive=DiscordArchive(Asking(client=lambda: listener.http, tries=2), lambda: hearing.content),
        store=product.use_cases.store,
        record=product.use_cases.record,
        clock=product.use_cases.clock,
        keys=Keyring(product.secret),
        rules=rules,
    )
