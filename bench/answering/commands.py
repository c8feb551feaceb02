"""From a command to its deferred answer, on an idle bot and on one that hears half of what it could."""

from pathlib import Path
from typing import Any, Final

from bench.hearing.bot import NOWHERE, listening
from bench.hearing.ears import the_bot
from bench.hearing.elsewhere import Elsewhere, elsewhere
from bench.report.lines import Line, note, say

COMMANDS: Final = 400
EVERY: Final = 0.04
"""Seconds between two commands."""

PROMISE: Final = 500.0
ADDED: Final = 100.0


async def run(dsn: str, home: Path) -> list[Line]:
    """One run: how much the bot hears, then commands without frames, then commands among half as many.

    The database is away meanwhile, as it is where the rate is measured; then the same with it there, where
    what is heard is drained by the same process and every command asks its use case.
    """
    async with elsewhere() as there:
        rate = await the_bot(there, home / "answering-rate") / 2
        idle, busy = await _asked(there, home / "answering-away", NOWHERE, rate)
        _, drained = await _asked(there, home / "answering", dsn, rate)
    heard, added = _rate(busy), _p99(busy) - _p99(idle)
    answered = not (idle["unanswered"] or busy["unanswered"])
    note(f"answering: {rate:,.0f} frames/s wanted, {heard:,.0f} and {_rate(drained):,.0f} sent")
    return [
        say(Line(name="a command to its deferred answer, idle: p99", value=_p99(idle), unit="ms")),
        say(Line(name=f"the same among {heard:,.0f} frames/s: p99", value=_p99(busy), unit="ms",
                 target=f"< {PROMISE:g} ms, each answered", met=_p99(busy) < PROMISE and answered)),
        say(Line(name="what those frames add to the p99", value=added, unit="ms",
                 target=f"< {ADDED:g} ms", met=added < ADDED)),
        say(Line(name=f"the same among {_rate(drained):,.0f} frames/s that are drained meanwhile: p99",
                 value=_p99(drained), unit="ms")),
    ]  # fmt: skip


async def _asked(
    there: Elsewhere, home: Path, dsn: str, rate: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is told of commands on an idle bot, and among frames."""
    async with listening(there, home, dsn):
        await there.does("ask", commands=50, every=EVERY, rate=0)
        idle = await there.does("ask", commands=COMMANDS, every=EVERY, rate=0)
        return idle, await there.does("ask", commands=COMMANDS, every=EVERY, rate=rate)


def _rate(told: dict[str, Any]) -> float:
    return float(told["frames"]) / float(told["seconds"])


def _p99(told: dict[str, Any]) -> float:
    ordered = sorted(told["ms"])
    return float(ordered[int(len(ordered) * 0.99)])
