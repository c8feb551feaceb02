"""Frames that nobody should send, and text that nobody should keep."""

import json
import logging
import random
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from adapters.postgres.link import DatabaseAddress
from tests.integration.hearing.whole.scene import MESSAGE, Log, a_bot
from tests.integration.postgres_link.scene import a_link
from tests.loopback import Discord, Guild, Kind

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

CANARY = "xylophonezanzibar"
STRANGE: list[Any] = [
    None,
    True,
    -1,
    2**70,
    1e308,
    "",
    "🦜" * 50,
    "\x00",
    [],
    {},
    [[]],
    {"id": None},
    "9" * 30,
]


async def test_a_thousand_frames_of_noise_end_nothing(
    discord_: Discord, log: Log, address: DatabaseAddress, home: Path
) -> None:
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_bot(discord_, address, home):
        kept = [msgspec.json.decode(frame) for frame in await _one_of_each(discord_, inn)]
        draw = random.Random(20261121)
        for number in range(1000):
            frame = draw.choice(kept)
            await discord_.dispatches(frame["t"], inn, _spoilt(frame["d"], draw))
            if number % 100 == 0:
                await discord_.send_raw(
                    draw.choice(["{", "null", '{"op": 0}', '{"op":0,"t":"MESSAGE_CREATE"}'])
                )
                await discord_.member_writes(general, mira, f"in between {number}")
        await discord_.member_writes(general, mira, "at last")
        written = {said.id for said in discord_.truth.by_people(inn.id)}

        async def all_there() -> bool:
            return written <= {entry.subject for entry in await log.entries(inn, MESSAGE)}

        await log.until(all_there, "what was written between the noise is recorded", 180)


async def _one_of_each(discord: Discord, inn: Guild) -> list[bytes]:
    """Genuine frames of every kind of thing."""
    room, hall = discord.channel(inn, "noise"), discord.channel(inn, "hall", kind=Kind.VOICE)
    oz = await discord.member_joins(inn, "oz")
    said = await discord.member_writes(room, oz, mentions=[oz], attachments=1, embeds=1)
    await discord.reacts(oz, said)
    await discord.unreacts(oz, said)
    await discord.voice_joins(hall, oz)
    await discord.voice_leaves(oz)
    event = await discord.event_created(inn, creator=oz)
    await discord.rsvp(event, oz)
    await discord.thread_created(room, oz)
    await discord.member_changes_roles(oz, [discord.role(inn)])
    await discord.interaction(room, oz)
    await discord.told()
    (session,) = [one for one in discord.sockets.sessions.values() if one.valid]
    return [session.frame(number) for number in range(session.oldest, session.seq + 1)]


def _spoilt(data: Any, draw: random.Random) -> Any:
    """The same with one to three of its parts lost or replaced, at any depth."""
    spoilt = json.loads(json.dumps(data))
    for _ in range(draw.randint(1, 3)):
        inside = spoilt
        while isinstance(inside, dict) and inside:
            key = draw.choice(list(inside))
            if isinstance(inside[key], dict) and inside[key] and draw.random() < 0.6:
                inside = inside[key]
                continue
            if draw.random() < 0.4:
                del inside[key]
            else:
                inside[key] = draw.choice(STRANGE)
            break
    return spoilt


async def test_no_written_text_is_anywhere_not_even_of_frames_that_cannot_be_read(
    discord_: Discord,
    log: Log,
    address: DatabaseAddress,
    home: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    inn = discord_.guild()
    general, mira = discord_.channel(inn), discord_.member(inn)
    async with a_link(address) as link, a_bot(discord_, link.address(address), home) as bot:
        link.go_silent()  # so that everything waits on disk, where it can be looked at
        said = await discord_.member_writes(general, mira, CANARY, embeds=1, attachments=1)
        await discord_.edits(said, f"{CANARY} again")
        await discord_.member_writes(general, mira, CANARY, reply_to=said)
        await discord_.dispatches("MESSAGE_CREATE", inn, {"content": CANARY, "id": CANARY})
        await discord_.send_raw('{"op":0,"t":"MESSAGE_CREATE","s":"' + CANARY + '","d":{"content":"' + CANARY)
        last = await discord_.member_writes(general, mira, CANARY)
        await discord_.until(lambda: str(last.id).encode() in _kept(home), 60, "the last message on disk")
        assert CANARY.encode() not in _kept(home)
        link.speak_again()

        async def there() -> bool:
            if inn.id not in await log.store.guilds():
                return False
            return last.id in {entry.subject for entry in await log.entries(inn, MESSAGE)}

        await log.until(there, "the last message is recorded")
        await bot.stop()
    told = [*bot.said, *(record.getMessage() for record in caplog.records), caplog.text]
    assert told
    assert not [line for line in told if CANARY in line]
    assert CANARY.encode() not in _kept(home)
    assert not await _tables_with(CANARY, address)


def _kept(home: Path) -> bytes:
    """All that the bot has on disk."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


async def _tables_with(text: str, address: DatabaseAddress) -> list[str]:
    connection = await asyncpg.connect(address.url)
    try:
        tables = await connection.fetch(
            "select format('%I.%I', schemaname, tablename) as name from pg_tables"
            " where schemaname like 'community_os%'"
        )
        assert len(tables) > 10
        return [
            one["name"]
            for one in tables
            # The name is the catalogue's own: an identifier cannot be a parameter.
            if await connection.fetchval(
                f"select 1 from {one['name']} t where t::text like $1 limit 1", f"%{text}%"
            )
        ]
    finally:
        await connection.close()
