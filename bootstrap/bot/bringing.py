"""The side of the bot that faces the store: it opens it when it can, and brings in what was heard."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Final

import attrs

from bootstrap.bot.catching_up import CatchingUp
from bootstrap.bot.going import keep_going
from bootstrap.bot.leasing import Leasing
from bootstrap.bot.tending import Tending
from bootstrap.bot.usual import usual_bustle
from bootstrap.bot.wanting import wanting_voice_details
from bootstrap.processes import Opened
from bootstrap.settings import SettingsProblems
from domain.community.deafness import Bustle
from domain.kernel.errors import DomainError, Unavailable
from domain.operations.leases import Holder, bot_name

if TYPE_CHECKING:
    from adapters.discord.client.hearing.everything import Hearing
    from adapters.discord.client.supervision import Listener
    from adapters.discord.commands import Desk
    from application.community.hearing.ports import Journal

OpenStore = Callable[[], AbstractAsyncContextManager[Opened]]

_TOLD_EVERY: Final = 5.0
_LEARNT_EVERY: Final = 6 * 3600.0
_ASKED_EVERY: Final = 10.0
_LONGEST: Final = 30.0

_log = logging.getLogger(__name__)


@attrs.define(kw_only=True)
class Bringing:
    """Everything that needs the store; listening goes on without it."""

    open_store: OpenStore
    journal: "Journal"
    listener: "Listener"
    hearing: "Hearing"
    catching_up: CatchingUp
    tending: Tending
    leasing: Leasing
    holder: Holder
    application: int
    guilds: frozenset[int] | None
    usual: dict[int, Bustle]
    desk: "Desk"

    async def run(self) -> None:
        """Open the store as soon as it is there, and work until cancelled.

        Raises what a person has to mend, such as another secret than the database was filled with.
        """
        pause = 0.0
        while True:
            try:
                async with self.open_store() as product:
                    self.leasing.reached(product.leases)
                    self.desk.opened(product.use_cases)
                    pause = 0.0
                    await self._work(product)
            except Unavailable as away:
                pause = min(_LONGEST, pause * 2 or 1.0)
                _log.warning("%s; the bot listens on, and tries again in %.0f s", away, pause)
            except (DomainError, SettingsProblems):
                raise
            except Exception:  # noqa: BLE001 - ears must not end for a fault of the store
                pause = min(_LONGEST, pause * 2 or 1.0)
                _log.exception("the store failed; the bot listens on, and tries again in %.0f s", pause)
            self.leasing.reached(None)
            self.desk.opened(None)
            await asyncio.sleep(pause)

    async def _work(self, product: Opened) -> None:
        works = {
            "bringing in what was heard": lambda: self._drain(product),
            "catching up": lambda: self.catching_up.run(product, self.listener, self.hearing),
            "telling Discord of the commands": lambda: self._register(product),
            "looking after events": lambda: self.tending.run(product, self.listener, self.hearing),
            "learning how busy it usually is": lambda: self._learn(product),
            "learning what each guild wants": lambda: self._ask(product),
            "saying how the bot is": lambda: self._tell(product),
            "holding the lease": lambda: self.leasing.keep(self.listener.step_aside),
        }
        tasks = [asyncio.create_task(keep_going(name, work), name=name) for name, work in works.items()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._farewell(product)

    async def _drain(self, product: Opened) -> None:
        from adapters.discord.frames import FrameReader
        from application.community.hearing.drain import DrainJournal

        await self.journal.rewind()
        drain = DrainJournal(
            journal=self.journal,
            reader=FrameReader(),
            record=product.use_cases.record,
            store=product.use_cases.store,
            guilds=self.guilds,
        )
        await drain.run(asyncio.Event())

    async def _register(self, product: Opened) -> None:
        from application.community.outbox.commands import TellCommands

        use_cases = product.use_cases
        tell = TellCommands(store=use_cases.store, clock=use_cases.clock)
        await self.desk.registering.run(tell)

    async def _learn(self, product: Opened) -> None:
        while True:
            now = product.use_cases.clock.now()
            for guild in await product.use_cases.store.guilds():
                if self.guilds is None or guild in self.guilds:
                    self.usual[guild] = await usual_bustle(product.use_cases, guild, now)
            await asyncio.sleep(_LEARNT_EVERY)

    async def _ask(self, product: Opened) -> None:
        while True:
            now = product.use_cases.clock.now()
            self.hearing.voice_details = await wanting_voice_details(product.use_cases.store, now)
            await asyncio.sleep(_ASKED_EVERY)

    async def _tell(self, product: Opened) -> None:
        while True:
            await self._tell_once(product)
            await asyncio.sleep(_TOLD_EVERY)

    async def _tell_once(self, product: Opened) -> None:
        if product.bots is not None and self.application:
            bot = bot_name(self.application)
            await product.bots.tell(bot, self.holder, self.listener.state(), self.journal.state())

    async def _farewell(self, product: Opened) -> None:
        """Let go of everything, as far as the database is there."""
        try:
            async with asyncio.timeout(1.0):
                await self.leasing.release()
                await self._tell_once(product)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it must not hide why the work ended
            _log.info("the database was not told that the bot stops: %s", problem)
