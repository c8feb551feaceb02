"""From a command to its deferred answer, on an idle bot and on one that hears half of what it could."""

from pathlib import Path
from typing import Any, Final

from bench.hearing.bot import listening
from bench.hearing.ears import the_bot
from bench.hearing.elsewhere import Elsewhere, elsewhere
from bench.report.lines import Line, note, say

COMMANDS: Final = 600
EVERY: Final = 0.04
"""Seconds between two commands."""

PROMISE: Final = 500.0
ADDED: Final = 100.0


async def run(dsn: str, home: Path) -> list[Line]:
    """One run: how much the bot can hear, then commands without frames, then commands among half as many.

    The database is there, so that what is heard is drained and each command asks its use case meanwhile.
    """
    async with elsewhere() as there:
        rate = await the_bot(there, home / "answering-rate") / 2
        async with listening(there, home / "answering", dsn):
            await _asked(there, 50, 0)
            idle = await _asked(there, COMMANDS, 0)
            busy = await _asked(there, COMMANDS, rate)
    heard = busy["frames"] / busy["seconds"]
    note(f"answering: {rate:,.0f} frames/s wanted, {heard:,.0f} sent; unanswered {busy['unanswered']}")
    calm, among = _p99(idle), _p99(busy)
    kept = among < PROMISE and not busy["unanswered"] and not idle["unanswered"]
    return [
        say(Line(name="a command to its deferred answer, idle: p99", value=calm, unit="ms")),
        say(Line(name=f"the same among {heard:,.0f} frames/s: p99", value=among, unit="ms",
                 target=f"< {PROMISE:g} ms, each answered", met=kept)),
        say(Line(name="what those frames add to the p99", value=among - calm, unit="ms",
                 target=f"< {ADDED:g} ms", met=among - calm < ADDED)),
    ]  # fmt: skip


async def _asked(there: Elsewhere, commands: int, rate: float) -> dict[str, Any]:
    return await there.does("ask", commands=commands, every=EVERY, rate=rate)


def _p99(told: dict[str, Any]) -> float:
    ordered = sorted(told["ms"])
    found: float = ordered[int(len(ordered) * 0.99)]
    return found
