"""Runs one command's work on an event loop, and ends it in order when somebody asks for that."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

INTERRUPTED = 128 + signal.SIGINT


GOES_ON = "the same command goes on from there"


class Interrupted(Exception):
    """A signal ended the work; everything that it held was given back first."""

    def __init__(self, number: int, advice: str) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number
        self.advice = advice


def run(work: Coroutine[Any, Any, Result], *, if_stopped: str = GOES_ON) -> Result:
    """Run it to its end. The first SIGINT or SIGTERM cancels it, the second ends the process at once.

    `if_stopped` says to whoever stopped it what to do then.
    """
    with asyncio.Runner() as runner:
        return runner.run(_watched(work, if_stopped))


async def _watched(work: Coroutine[Any, Any, Result], if_stopped: str) -> Result:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    received: list[int] = []

    def end(number: int) -> None:
        if received:
            os._exit(128 + number)
        received.append(number)
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end, number)
    try:
        return await task
    except asyncio.CancelledError:
        if received:
            raise Interrupted(received[0], if_stopped) from None
        raise
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
