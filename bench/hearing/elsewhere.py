"""A loopback Discord in a process of its own, told by lines what to do: what it costs is not the bot's.

`python -m bench.hearing.elsewhere` says where it is, then answers each line of JSON with one.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import attrs
import msgspec

from bootstrap.garbage import look_for_garbage_seldom
from tests.loopback import Channel, Discord, Member, Said, loopback
from tests.loopback.payloads.messages import message_frame
from tests.loopback.world.things import Message

_ID = 987654321012345678
_WORDS = "the lantern over the inn door swings in the wind and nobody has closed the shutters yet; " * 5
_PEOPLE = 500
_SLICE = 0.01
"""Seconds between two handfuls of frames."""


@attrs.frozen(kw_only=True)
class Elsewhere:
    """The process, as the benchmark speaks to it."""

    api: str
    gateway: str
    token: str
    guild: int
    process: asyncio.subprocess.Process

    async def does(self, what: str, **more: Any) -> dict[str, Any]:
        """Let it do something, and wait until it has."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what, **more}).encode() + b"\n")
        await self.process.stdin.drain()
        return await _answer(self.process, 900)


@contextlib.asynccontextmanager
async def elsewhere() -> AsyncIterator[Elsewhere]:
    """A loopback Discord with one guild, until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.hearing.elsewhere",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Elsewhere(**await _answer(process, 60), process=process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), 20)


async def _answer(process: asyncio.subprocess.Process, patience: float) -> dict[str, Any]:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), patience)
    if not line:
        raise RuntimeError("the loopback Discord ended before it answered")
    found: dict[str, Any] = json.loads(line)
    return found


async def _serve() -> None:
    look_for_garbage_seldom()
    async with loopback(strict=False) as discord:
        discord.rest.limits.off = True
        guild = discord.guild("Bench")
        room, people = discord.channel(guild), discord.members(guild, _PEOPLE)
        _say(api=discord.api, gateway=discord.gateway, token=discord.token, guild=guild.id)
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
        )
        while line := await lines.readline():
            _say(**await _do(discord, room, people, json.loads(line)))


async def _do(discord: Discord, room: Channel, people: list[Member], told: dict[str, Any]) -> dict[str, Any]:
    if told["do"] == "connected":
        await discord.connected(timeout=120)
        return {}
    if told["do"] == "past":
        return {"written": past(discord, people, told["rooms"], told["messages"])}
    if told["do"] == "ask":
        return await asking(discord, room, people, told["commands"], told["every"], told["rate"])
    sent = await discord.pump("MESSAGE_CREATE", bodies(discord, room, people, told["frames"]))
    return {"sent": sent}


def bodies(discord: Discord, room: Channel, people: list[Member], count: int) -> Iterator[bytes]:
    """Messages of about 1.1 kB, each with an id of its own, the people taking turns."""
    moulds = [_mould(discord, room, member).split(str(_ID).encode()) for member in people]
    for number in range(count):
        yield str(discord.world.ids.next()).encode().join(moulds[number % len(moulds)])


async def asking(
    discord: Discord, room: Channel, people: list[Member], commands: int, every: float, rate: float
) -> dict[str, Any]:
    """Commands, with messages between them at this rate; how long each waited for its first answer."""
    asked, sent, began = [], 0, time.perf_counter()
    most = int(rate * _SLICE * 3) + 1  # where we fall behind ourselves, our answers must not wait for it
    for number in range(1, commands + 1):
        asked.append(await discord.runs(room, people[number % _PEOPLE], "leaderboard"))
        await discord.told()
        while (left := began + number * every - time.perf_counter()) > 0:
            due = min(int((time.perf_counter() - began) * rate) - sent, most)
            if due > 0:
                sent += await discord.pump("MESSAGE_CREATE", bodies(discord, room, people, due))
            await asyncio.sleep(min(left, _SLICE))
    seconds = time.perf_counter() - began
    await asyncio.sleep(3)
    waited = [(one.answered_at - one.at).total_seconds() * 1000 for one in asked if one.answered_at]
    return {"ms": waited, "unanswered": commands - len(waited), "frames": sent, "seconds": seconds}


def past(discord: Discord, people: list[Member], rooms: int, messages: int) -> int:
    """So many channels with so many messages each, of the last weeks, every tenth with a reaction."""
    now, every = discord.clock.now(), timedelta(minutes=5)
    guild = people[0].guild
    for number in range(rooms):
        room = discord.channel(guild, f"room {number}")
        discord.history_of(room, (
            Said(
                member=people[(n + number) % len(people)],
                at=now - every * (messages - n),
                content=_WORDS[: n % 400],
                reactions={"👍": [people[n % len(people)]]} if n % 10 == 0 else {},
            )
            for n in range(messages)
        ))  # fmt: skip
    return rooms * messages


def _mould(discord: Discord, room: Channel, member: Member) -> bytes:
    said = Message(id=_ID, channel=room, author=member.user, at=discord.clock.now(), content=_WORDS)
    return msgspec.json.encode(message_frame(said, me=discord.world.bot, readable=True))


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve())
