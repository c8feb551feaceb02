"""The live feed: how long from an activity that is recorded to the message that carries its tile."""

import asyncio
import gzip
import json
import os
import statistics
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp
import attrs
from websockets.asyncio.client import ClientConnection, connect

from application.community.record import RecordActivities
from bench.made.world import FIRST_CHANNEL, GUILD, LAST_DAY
from bench.reading.served import served
from bench.report.lines import Line, note, say
from bench.scene import Scene
from bench.writing.front_door import BenchClock
from domain.community.log.activity import MESSAGE, Activity, Person
from domain.community.log.keys import Keyring
from domain.kernel.ids import first_snowflake_at

SECONDS: Final = 30
A_SECOND: Final = 100
BATCHES: Final = 10
"""In a second; each of as many activities as keep the rate."""

PEOPLE: Final = 500
SETTLING: Final = 3.0
"""Seconds after the first drawing in a new process, which reads everything; not what this part measures."""

TARGET: Final = 500.0
_TILES: Final = "overview-tiles"


@attrs.define
class Watched:
    """What the last viewer saw: how many messages the tile told, and when."""

    told: list[tuple[float, int]] = attrs.field(factory=list)
    messages: int = 0
    bytes: int = 0


async def run(scene: Scene) -> list[Line]:
    """One viewer, then 200 on the same page, while five hundred people write a hundred times a second."""
    record = RecordActivities(store=scene.store, clock=BenchClock(), keys=Keyring(b"bench" * 8))
    lines = []
    for at, viewers in enumerate((1, 200)):
        await record(_written(at * 1_000_000 - PEOPLE, PEOPLE))
        async with served(scene.dsn, scene.home) as (address, process):
            lines += await _watched(record, address, process, viewers, at * 1_000_000)
    return lines


async def _watched(
    record: RecordActivities, address: str, process: int, viewers: int, first: int
) -> list[Line]:
    hello = await _hello(address)
    async with _watching(address, hello, viewers) as seen:
        async with asyncio.timeout(120):
            while not seen.told:  # the first message says what the tile tells before anything is recorded
                await asyncio.sleep(0.05)
        await asyncio.sleep(SETTLING)
        before, cpu, bytes_before = seen.told[-1][1], _cpu_seconds(process), seen.bytes
        lag = asyncio.create_task(_health(address))
        recorded = await _write(record, first)
        await asyncio.sleep(2.0)
        lag.cancel()
        used, sent = _cpu_seconds(process) - cpu, seen.bytes - bytes_before
    took = _latencies(recorded, seen.told, before)
    p50, p95 = (statistics.quantiles(took, n=100)[at] for at in (49, 94))
    health = statistics.quantiles((await asyncio.gather(lag))[0], n=100)[94]
    share, rate = used / (SECONDS + 2) * 100, sent / 1024 / (SECONDS + 2)
    of = f"{A_SECOND} activities a second, {viewers} viewer{'s' * (viewers > 1)}"
    note(f"{viewers} viewers: {seen.messages} messages, {sent / max(1, seen.messages) / 1024:.1f} kB each")
    return [
        say(Line(name=f"recorded to changed tile, median ({viewers})", value=p50, unit="ms", of=of)),
        say(Line(name=f"recorded to changed tile, p95 ({viewers})", value=p95, unit="ms", of=of,
                 target=f"< {TARGET:g} ms", met=p95 < TARGET)),
        say(Line(name=f"another request meanwhile, p95 ({viewers})", value=health, unit="ms", of=of)),
        say(Line(name=f"web process ({viewers})", value=share, unit="% of a core", of=of)),
        say(Line(name=f"sent to each viewer ({viewers})", value=rate, unit="kB/s", of=of)),
    ]  # fmt: skip


async def _write(record: RecordActivities, first: int) -> list[tuple[float, int]]:
    """When each batch was recorded, and how many activities there were by then; evenly over the time."""
    size, done = A_SECOND // BATCHES, []
    began = time.perf_counter()
    for batch in range(SECONDS * BATCHES):
        await asyncio.sleep(max(0.0, began + batch / BATCHES - time.perf_counter()))
        await record(_written(first + batch * size, size))
        done.append((time.perf_counter(), (batch + 1) * size))
    return done


def _written(first: int, count: int) -> list[Activity]:
    """Messages of the day after the last one, each another one."""
    day = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC) + timedelta(days=1, hours=1)
    return [
        Activity(
            guild=GUILD,
            kind=MESSAGE,
            natural_id=str(first_snowflake_at(day + timedelta(milliseconds=number * 40)) + 1),
            occurred_at=day + timedelta(milliseconds=number * 40),
            source="bench",
            person=Person(id=str(10**17 + number % PEOPLE), name="Somebody"),
            channel=FIRST_CHANNEL + number % 40,
            subject=first_snowflake_at(day + timedelta(milliseconds=number * 40)) + 1,
            details={"type": 0, "length": 12, "mentions": 0, "attachments": 0},
        )
        for number in range(first, first + count)
    ]


def _latencies(recorded: list[tuple[float, int]], told: list[tuple[float, int]], before: int) -> list[float]:
    """Milliseconds from each batch to the first message whose tile counts it."""
    took = []
    for at, count in recorded:
        seen = next((when for when, tile in told if tile >= before + count), None)
        took.append(float("inf") if seen is None else max(0.0, seen - at) * 1000)
    return took


@asynccontextmanager
async def _watching(address: str, hello: dict[str, Any], viewers: int) -> AsyncIterator[Watched]:
    """The last viewer reads everything; the others say that they do, which is all that the server sees."""
    seen = Watched()
    async with AsyncExitStack() as stack:
        tasks = []
        for number in range(viewers):
            socket = await stack.enter_async_context(
                connect(address.replace("http", "ws") + "/live", origin=address, proxy=None, compression=None)  # type: ignore[arg-type]
            )
            await socket.send(json.dumps(hello))
            tasks.append(asyncio.create_task(_view(socket, seen if number == viewers - 1 else None)))
        try:
            yield seen
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            lost = [each for each in ended if not isinstance(each, asyncio.CancelledError)]
            if lost:
                raise RuntimeError(f"{len(lost)} viewers were lost: {lost[0]!r}")


async def _view(socket: ClientConnection, seen: Watched | None) -> None:
    async for data in socket:
        if not isinstance(data, bytes):
            continue
        if seen is None:
            head = zlib.decompressobj(31).decompress(data, 256).decode()
            seq = int(head.partition('"seq": ')[2].partition(",")[0])
        else:
            said = json.loads(gzip.decompress(data))
            seq, seen.messages, seen.bytes = said["seq"], seen.messages + 1, seen.bytes + len(data)
            if _TILES in said["parts"]:
                seen.told.append((time.perf_counter(), _messages(said["parts"][_TILES]["tree"])))
        await socket.send(json.dumps({"shown": seq}))


def _messages(tree: list[Any]) -> int:
    """What the tile of messages tells."""
    tile = next(node for node in tree[2:] if node[1].get("data-tile") == "messages")
    return int(_counted(tile).replace(",", ""))


def _counted(node: object) -> str:
    if not isinstance(node, list):
        return ""
    return node[2] if node[0] == "count" else next(filter(None, map(_counted, node[2:])), "")


async def _hello(address: str) -> dict[str, Any]:
    """What a browser says that was just answered, but that it wants everything once."""
    async with aiohttp.ClientSession(headers={"origin": address}) as http:
        async with http.get(f"{address}/_dash-dependencies") as answer:
            callbacks = await answer.json()
        show = next(one for one in callbacks if "page.children" in one["output"])
        known = {"pathname": "/", "search": f"?guild={GUILD}", "data": None}
        body = {
            "output": show["output"],
            "outputs": [
                dict(zip(("id", "property"), each.split("."), strict=True))
                for each in show["output"].strip(".").split("...")
            ],
            "inputs": [{**one, "value": known[one["property"]]} for one in show["inputs"]],
            "state": [{**one, "value": known[one["property"]]} for one in show["state"]],
            "changedPropIds": ["url.pathname"],
        }
        async with http.post(f"{address}/_dash-update-component", json=body) as answer:
            seen = json.loads(await answer.text())["response"]["seen"]["data"]
    return {"place": seen["href"], "outline": seen["outline"], "mark": "", "epoch": "", "seq": 0}


async def _health(address: str) -> list[float]:
    """How long the server takes for the smallest of answers, twenty times a second, until it is enough."""
    took: list[float] = []
    async with aiohttp.ClientSession() as http:
        while True:
            try:
                started = time.perf_counter()
                async with http.get(f"{address}/healthz"):
                    took.append((time.perf_counter() - started) * 1000)
                await asyncio.sleep(0.05)
            except asyncio.CancelledError:
                return took


def _cpu_seconds(process: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
