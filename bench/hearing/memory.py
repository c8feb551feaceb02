"""What the bot holds in memory after a million messages, its database there and everything drained."""

import asyncio
from pathlib import Path
from typing import Final

import asyncpg

from bench.hearing.bot import listening, megabytes
from bench.hearing.elsewhere import elsewhere
from bench.report.lines import Line, note, say
from domain.community.log.activity import MESSAGE

MESSAGES: Final = 1_000_000
PROMISE: Final = 150


async def run(dsn: str, connection: asyncpg.Connection, home: Path) -> list[Line]:
    """A million messages as fast as the bot takes them; then what stays once the journal is drained."""
    async with elsewhere() as there, listening(there, home / "bot-memory", dsn) as process:
        fresh = megabytes(process, "VmRSS")
        await there.does("pump", frames=MESSAGES)
        heard = megabytes(process, "VmRSS")
        note(f"hearing: {MESSAGES:,} messages heard, {heard:.0f} MB; now they are drained")
        await asyncio.wait_for(_drained(connection, there.guild), 1800)
        await asyncio.sleep(5)
        resident, most = megabytes(process, "VmRSS"), megabytes(process, "VmHWM")
    return [
        say(Line(name="the bot process, just connected", value=fresh, unit="MB")),
        say(Line(name=f"the bot process, after {MESSAGES:,} messages", value=max(heard, resident), unit="MB",
                 target=f"< {PROMISE} MB", met=max(heard, resident) < PROMISE)),
        say(Line(name="the bot process, the most that it ever held", value=most, unit="MB")),
    ]  # fmt: skip


async def _drained(connection: asyncpg.Connection, guild: int) -> None:
    while await _recorded(connection, guild) < MESSAGES:
        await asyncio.sleep(2)


async def _recorded(connection: asyncpg.Connection, guild: int) -> int:
    counted = "select count(*) from community_os.activity_log where guild_id = $1 and kind = $2"
    return int(await connection.fetchval(counted, guild, MESSAGE))
