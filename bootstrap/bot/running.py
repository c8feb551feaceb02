"""Runs the bot until it is told to stop."""

import asyncio
import base64
import binascii
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bootstrap.bot.bringing import Bringing, OpenStore
from bootstrap.bot.catching_up import CatchingUp
from bootstrap.bot.leasing import Leasing
from bootstrap.bot.tending import Tending
from bootstrap.processes import Say, opened
from bootstrap.settings import Settings
from domain.community.backfill.channels import BackfillRules

if TYPE_CHECKING:
    from adapters.discord.client.pace import Pace
    from adapters.discord.client.supervision import Wish
    from adapters.discord.commands import Desk
    from adapters.journal import DiskJournal
    from domain.community.deafness import Bustle

_MEGABYTE = 1024 * 1024


async def run_bot(
    settings: Settings, say: Say, *, open_store: OpenStore | None = None, pace: "Pace | None" = None
) -> None:
    """Listen to Discord until cancelled; needs a token in the settings.

    It opens a store of its own (`open_store` is for another one), and listens also while none can be opened.
    Raises Conflict where another process has the journal, and what only a person can mend.
    """
    from adapters.discord.client.endings import HeldElsewhere
    from adapters.discord.client.hearing.everything import Hearing
    from adapters.discord.client.hearing.last import LastHeard
    from adapters.discord.client.pace import Pace
    from adapters.discord.client.supervision import Listener
    from adapters.journal import DiskJournal
    from adapters.system.clock import SystemClock
    from adapters.system.process import this_process

    assert settings.discord_token is not None  # noqa: S101 - the caller says that the bot is off
    token, guilds = settings.discord_token.reveal(), frozenset(settings.guilds) or None
    usual, tending = dict[int, "Bustle"](), Tending((pace or Pace()).events)
    catching_up = CatchingUp(_rules(settings, pace or Pace()), (pace or Pace()).stopped)

    async def admit(application: int, shards: Sequence[int]) -> None:
        if words := await leasing.held_by(application, shards):
            raise HeldElsewhere(words)

    def lost(start: datetime, end: datetime, reason: str) -> Iterable[bytes]:
        return hearing.lost(start, end, reason)

    folder = settings.home / "journal"
    journal = DiskJournal.open(
        folder,
        most_bytes=settings.journal_mb * _MEGABYTE,
        lost=lost,
        swept_after=(pace or Pace()).swept,
    )
    try:
        leasing = Leasing(holder := this_process(alone_in=folder))
        hearing = Hearing(
            append=journal.append,
            clock=SystemClock(),
            last=LastHeard(settings.home / "heard.json"),
            guilds=guilds,
            catch_up=catching_up.ask,
            usual=usual,
        )
        desk, wish = _desk(journal, guilds, tending.poke), _wish(settings, token)
        listener = Listener(wish, hearing, admit=admit, pace=pace, answering=desk, say=say)
        bringing = Bringing(
            open_store=open_store or (lambda: opened(settings, say)),
            journal=journal,
            listener=listener,
            hearing=hearing,
            catching_up=catching_up,
            tending=tending,
            leasing=leasing,
            holder=holder,
            application=application_of(token),
            guilds=guilds,
            usual=usual,
            desk=desk,
        )
        say("The bot connects to Discord  (Ctrl-C ends it)")
        await _together(desk.attend(), listener.run(), bringing.run())
    finally:
        journal.close()


def _desk(journal: "DiskJournal", guilds: frozenset[int] | None, acted: Callable[[], None]) -> "Desk":
    from adapters.discord.commands import CONTENTS, Desk
    from adapters.system.clock import SystemClock

    return Desk(contents=CONTENTS, append=journal.append, clock=SystemClock(), guilds=guilds, acted=acted)


def _rules(settings: Settings, pace: "Pace") -> BackfillRules:
    return BackfillRules(
        days=settings.backfill_days,
        reactor_days=settings.reactors_days,
        skew=timedelta(seconds=pace.skew),
    )


def _wish(settings: Settings, token: str) -> "Wish":
    from adapters.discord.client.supervision import Wish

    return Wish(
        token=token,
        api=settings.discord_api,
        gateway=settings.discord_gateway,
        shard_count=settings.shard_count,
        shards=settings.shards,
    )


def application_of(token: str) -> int:
    """The id of the application, which is the first piece of a bot's token; 0 where it is not."""
    piece = token.partition(".")[0]
    with suppress(binascii.Error, ValueError):
        return int(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    return 0


async def _together(*parts: Coroutine[None, None, None]) -> None:
    """Until cancelled, or one of them raises; then they are ended one after the other, in this order."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
            await asyncio.wait([task])
