"""What nobody foresaw: parts that fail come back, and hours of sleep are never taken for heard."""

import asyncio
import contextlib
import gc
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from adapters.discord.client.hearing.everything import Hearing
from adapters.discord.client.hearing.last import LastHeard
from adapters.discord.client.supervision import Listener, Wish
from bootstrap.bot import run_bot
from bootstrap.processes import Opened
from domain.community.missed import SESSION_LOST
from tests.integration.hearing.gateway.bots import HURRY, a_store, log_of, settings_for, until
from tests.integration.hearing.gateway.overheard import covers, overhearing
from tests.loopback import loopback

PACE = attrs.evolve(HURRY, watch=0.05)
MOMENT = timedelta(seconds=5)
IMPATIENT = attrs.evolve(HURRY, answer=1.0, watch=0.05)


async def test_a_session_that_nobody_grants_is_asked_for_again(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        discord.sockets.unanswered = 2
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path, pace=IMPATIENT) as heard:
            await discord.connected()
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            assert discord.identifies >= 3


async def test_a_session_that_nobody_gives_back_is_asked_for_again_and_nothing_is_missed(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path, pace=IMPATIENT) as heard:
            await discord.connected()
            first = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [first.id])
            discord.sockets.unanswered = 1
            await discord.drop_connection()
            second = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [first.id, second.id])
            assert (discord.identifies, discord.resumes) == (1, 1)
            assert discord.sockets.counts["op 6"] == 2


@pytest.mark.parametrize("listened", [False, True], ids=["the first time", "again"])
async def test_whoever_ends_while_it_connects_leaves_no_connection_open(
    tmp_path: Path, listened: bool
) -> None:
    async with loopback() as discord:
        discord.guild("Amber Inn")
        sockets = discord.sockets
        with warnings.catch_warnings(record=True) as left:
            warnings.simplefilter("always", ResourceWarning)
            async with overhearing(discord, tmp_path) as heard:
                if listened:
                    await discord.connected()
                connections, sockets.silent = sockets.counts["connections"], 1
                if listened:
                    await discord.drop_connection()
                await until(lambda: sockets.counts["connections"] == connections + 1)
                await heard.stop()
                await until(lambda: not sockets.sockets)
            gc.collect()
        assert [str(one.message) for one in left] == []


async def test_noting_what_is_heard_goes_on_after_an_error_that_nobody_foresaw(tmp_path: Path) -> None:
    notes: list[bytes] = []

    def append(payload: bytes, _: datetime) -> bool:
        if b'"kind":"listened"' in payload:
            notes.append(payload)
            if len(notes) == 1:
                raise ZeroDivisionError
        return True

    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        discord.guild()
        hearing = Hearing(append=append, clock=discord.clock, last=LastHeard(tmp_path / "heard.json"))
        wish = Wish(token=discord.token, api=discord.api, gateway=discord.gateway)
        task = asyncio.create_task(Listener(wish, hearing, pace=HURRY).run())
        try:
            await until(lambda: len(notes) > 2)
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=60)


async def test_a_store_that_fails_as_nobody_foresaw_is_opened_again_and_what_was_heard_is_in_it(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        settings = settings_for(discord, tmp_path)
        opened = []
        async with a_store(settings) as product:

            @asynccontextmanager
            async def open_store() -> AsyncIterator[Opened]:
                opened.append(1)
                if len(opened) < 3:
                    raise ZeroDivisionError
                yield product

            life = asyncio.create_task(run_bot(settings, lambda _: None, open_store=open_store, pace=HURRY))
            try:
                await discord.connected()
                said = await discord.member_writes(general, mira)

                async def recorded() -> bool:
                    return said.id in {one.subject for one in await log_of(product, inn.id)}

                await until(lambda: len(opened) == 3)
                await until(recorded)
                assert discord.identifies == 1
                assert not life.done()
            finally:
                life.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await life


async def test_hours_of_sleep_are_a_gap_where_discord_has_forgotten_the_session(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        async with overhearing(discord, tmp_path, pace=PACE) as heard:
            await discord.connected()
            await until(lambda: heard.hearing.hears_since(inn.id))
            await discord.forget_sessions()
            slept = discord.clock.now()
            discord.clock.advance(hours=5)
            await until(lambda: discord.identifies == 2)
            await until(lambda: any(gap.reason == SESSION_LOST for gap in heard.missed(inn.id)))
            gap = next(gap for gap in heard.missed(inn.id) if gap.reason == SESSION_LOST)
            assert gap.start <= slept + MOMENT
            assert gap.end >= slept + timedelta(hours=5)
            assert all(note.end <= slept + MOMENT or note.start >= gap.end for note in heard.listened(inn.id))


async def test_hours_of_sleep_are_no_gap_where_discord_tells_them_again(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        async with overhearing(discord, tmp_path, pace=PACE) as heard:
            await discord.connected()
            await until(lambda: heard.hearing.hears_since(inn.id))
            began = heard.hearing.hears_since(inn.id)
            discord.clock.advance(hours=5)
            await until(lambda: discord.resumes == 1)
            now = discord.clock.now()
            await until(lambda: covers(heard.listened(inn.id), began, now))
            assert discord.identifies == 1


async def test_a_clock_that_is_set_back_stops_no_note_and_hides_no_later_absence(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        async with overhearing(discord, tmp_path, pace=PACE) as heard:
            await discord.connected()
            await until(lambda: heard.hearing.hears_since(inn.id))
            ahead = discord.clock.now()
            discord.clock.advance(hours=-5)
            now = discord.clock.now()
            await until(lambda: any(now <= note.end < ahead for note in heard.listened(inn.id)))
            assert heard.hearing.last_heard()[inn.id] < ahead - timedelta(hours=4)


async def test_sessions_that_discord_breaks_off_again_and_again_are_not_begun_until_it_resets_the_token(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.guild()
        pace = attrs.evolve(HURRY, sessions=6)
        async with overhearing(discord, tmp_path, pace=pace) as heard:
            for begun in range(1, 7):
                await until(lambda begun=begun: discord.identifies == begun)
                await discord.connected()
                await discord.invalidate_session()
            await until(lambda: "6 sessions within a day" in heard.listener.state().words)
            await until(lambda: sum(asked[1] == "/applications/@me" for asked in discord.rest.log) > 3)
            assert discord.identifies == 6


async def test_refusals_are_counted_however_the_address_is_written(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.rest_answers(403, times=2, matching="/applications/@me")
        wish = Wish(
            token=discord.token,
            api=discord.api.replace("127.0.0.1", "LOCALHOST"),
            gateway=discord.gateway,
        )
        hearing = Hearing(
            append=lambda *_: True, clock=discord.clock, last=LastHeard(tmp_path / "heard.json")
        )
        listener = Listener(wish, hearing, pace=HURRY)
        task = asyncio.create_task(listener.run())
        try:
            await discord.connected()
            assert listener.state().invalid_requests == 2
        finally:
            task.cancel()
            await asyncio.wait([task], timeout=60)
