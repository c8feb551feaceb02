"""The bot looks after events: it begins and ends them, and tells Discord of them."""

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

import attrs

from bootstrap.processes import Opened
from domain.kernel.errors import Unavailable

if TYPE_CHECKING:
    from adapters.discord.client.hearing.everything import Hearing
    from adapters.discord.client.supervision import Listener
    from application.community.events.tend_events import TendEvents
    from application.community.outbox.tell_discord import TellDiscord

_LONGEST: Final = 120.0
"""Seconds for one guild, so that a Discord that does not answer holds up no other one for long."""

_log = logging.getLogger(__name__)


@attrs.define
class Tending:
    """Looks at each guild every few seconds, and at once when it is poked."""

    every: float = 3.0
    least: float = 0.5
    """Between two looks, so that many answers at once change an announcement once."""

    _poked: asyncio.Event = attrs.field(factory=asyncio.Event)

    def poke(self) -> None:
        """Something has just changed in this process."""
        self._poked.set()

    async def run(self, product: Opened, listener: "Listener", hearing: "Hearing") -> None:
        """Look until cancelled; only the process that listens to a guild acts for it."""
        tell = _telling(product, listener)
        while True:
            self._poked.clear()
            for guild in await product.use_cases.store.guilds():
                if listener.http is not None and any(guild in one.guilds for one in hearing.shards.values()):
                    await _one(guild, product.use_cases.tend_events, tell)
            await asyncio.sleep(min(self.least, self.every))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.every):
                    await self._poked.wait()


async def _one(guild: int, tend: "TendEvents", tell: "TellDiscord") -> None:
    """A guild that fails holds up no other one."""
    try:
        async with asyncio.timeout(_LONGEST):
            await tend(guild)
            await tell(guild)
    except Unavailable as away:
        _log.info("the events of guild %d wait: %s", guild, away)
    except Exception:  # noqa: BLE001 - one guild must not stop the others
        _log.exception("looking after the events of guild %d ended with an error", guild)


def _telling(product: Opened, listener: "Listener") -> "TellDiscord":
    from adapters.discord.events.announced import DiscordAnnouncements
    from adapters.discord.events.asking import Asking
    from adapters.discord.events.listed import DiscordScheduledEvents
    from application.community.outbox.tell_discord import TellDiscord

    ask = Asking(lambda: listener.http)
    return TellDiscord(
        store=product.use_cases.store,
        clock=product.use_cases.clock,
        listed=DiscordScheduledEvents(ask),
        announcements=DiscordAnnouncements(ask),
    )
