"""From the socket to the journal on disk, against discord.py alone that dispatches the same frames."""

import asyncio
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Final

import attrs

from bench.hearing.bot import listening
from bench.hearing.elsewhere import Elsewhere, elsewhere
from bench.report.lines import Line, note, say

FRAMES: Final = 100_000
ROUNDS: Final = 3
PROMISE: Final = 0.6

_MARK: Final = b'"name":"MESSAGE_CREATE"'


async def run(home: Path) -> list[Line]:
    """Three rounds of each in turn; the database is away meanwhile, so that nothing else is measured."""
    async with elsewhere() as there:
        rates = [(await _alone(there), await the_bot(there, home / f"bot-{turn}")) for turn in range(ROUNDS)]
    alone, bot = (statistics.median(found) for found in zip(*rates, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in rates)
    note(f"hearing: {[f'{theirs:,.0f} / {ours:,.0f}' for theirs, ours in rates]} frames/s, alone / bot")
    return [
        say(Line(name="discord.py alone: messages of 1.1 kB, dispatched", value=alone, unit="frames/s")),
        say(Line(name="the bot: the same, socket to journal on disk", value=bot, unit="frames/s",
                 ratio=ratio, of="discord.py alone, in turn with it", target=f">= {PROMISE:g}",
                 met=ratio >= PROMISE)),
    ]  # fmt: skip


async def _alone(there: Elsewhere) -> float:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.hearing.alone", there.api, there.gateway, str(FRAMES),
        env={**os.environ, "DISCORD_TOKEN": there.token},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    await there.does("connected")
    await asyncio.sleep(3)
    began = time.perf_counter()
    await there.does("pump", frames=FRAMES)
    json.loads(await asyncio.wait_for(process.stdout.readline(), 300))
    seconds = time.perf_counter() - began
    await asyncio.wait_for(process.wait(), 60)
    return FRAMES / seconds


async def the_bot(there: Elsewhere, home: Path) -> float:
    """How many frames a second it brings from the socket to the disk."""
    async with listening(there, home):
        began = time.perf_counter()
        pumped = asyncio.create_task(there.does("pump", frames=FRAMES))
        ended = await asyncio.wait_for(_all_on_disk(home), 300)
        await pumped
    return FRAMES / (ended - began)


async def _all_on_disk(home: Path) -> float:
    """When the last frame was seen in the journal's files."""
    files: dict[Path, _Tail] = {}
    while True:
        for path in home.rglob("*.journal"):
            files.setdefault(path, _Tail(path)).read()
        if sum(tail.found for tail in files.values()) >= FRAMES:
            return time.perf_counter()
        await asyncio.sleep(0.02)


@attrs.define
class _Tail:
    """Counts the frames in a file that grows."""

    path: Path
    found: int = 0
    _offset: int = 0
    _rest: bytes = b""

    def read(self) -> None:
        with self.path.open("rb") as file:
            file.seek(self._offset)
            grown = file.read()
        self._offset += len(grown)
        looked_at = self._rest + grown
        self.found += looked_at.count(_MARK)
        self._rest = looked_at[-len(_MARK) + 1 :]
