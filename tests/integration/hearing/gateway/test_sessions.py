"""Sessions of the gateway: whatever breaks them, what people wrote counts once."""

import asyncio
import time
from datetime import datetime
from pathlib import Path

import attrs
import pytest

from domain.community.log.activity import Activity
from domain.community.missed import SESSION_LOST
from tests.builders.activities import TIME_ZERO
from tests.integration.hearing.gateway.bots import HURRY, a_bot, log_of, settings_for, until
from tests.integration.hearing.gateway.overheard import covers, overhearing
from tests.loopback import Kind, Member, loopback


@pytest.mark.parametrize("code", [None, 1000, 1001, 4000, 4009])
async def test_a_message_that_was_missed_by_a_broken_connection_counts_once_after_a_resume(
    tmp_path: Path, code: int | None
) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn), discord.member(inn)
        async with a_bot(settings_for(discord, tmp_path)) as bot:
            await discord.connected()
            first = await discord.member_writes(general, mira, "before")
            await discord.told()
            discord.repeat_on_resume(2)
            if code is None:
                await discord.drop_connection()
            else:
                await discord.close(code)
            missed = await discord.member_writes(general, mira, "meanwhile")
            await until(lambda: discord.resumes == 1)
            last = await discord.member_writes(general, mira, "after")

            async def all_there() -> bool:
                log = await log_of(bot.product, inn.id)
                return {one.subject for one in log} >= {first.id, missed.id, last.id}

            await until(all_there)
            messages = [one for one in await log_of(bot.product, inn.id) if one.kind == "message"]
            assert sorted(one.subject or 0 for one in messages) == [first.id, missed.id, last.id]
            assert discord.identifies == 1


async def test_a_resume_leaves_no_gap_in_what_was_heard(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.1
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.member_writes(general, mira)
            await until(heard.messages)
            began = heard.hearing.hears_since(inn.id)
            assert began is not None
            await discord.drop_connection()
            await until(lambda: discord.resumes == 1 and heard.hearing.shards[0].live)
            ends = discord.clock.now()
            await until(lambda: covers(heard.listened(inn.id), began, ends))
            assert heard.missed(inn.id) == []


async def test_what_a_resume_sends_again_is_inferred_and_what_was_heard_before_stays_exact(
    tmp_path: Path,
) -> None:
    async with loopback(start=TIME_ZERO) as discord:
        inn = discord.guild("Amber Inn")
        den, mira, otis = discord.channel(inn, kind=Kind.VOICE), discord.member(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:

            def told(kind: str, by: Member) -> list[tuple[datetime, bool]]:
                found = [one for one in heard.told() if isinstance(one, Activity) and one.kind == kind]
                return [
                    (one.occurred_at, one.inferred)
                    for one in found
                    if one.person and one.person.id == str(by.id)
                ]

            await discord.connected()
            came = discord.clock.now()
            await discord.voice_joins(den, mira)
            await until(lambda: told("voice_joined", mira))
            discord.repeat_on_resume(1)
            await discord.gateway_down()
            await until(lambda: not heard.hearing.shards[0].live)
            await discord.voice_joins(den, otis)
            discord.clock.advance(seconds=90)
            again = discord.clock.now()
            await discord.gateway_up()
            await until(lambda: discord.resumes == 1 and heard.hearing.shards[0].live)
            left = discord.clock.now()
            await discord.voice_leaves(mira)
            await until(lambda: told("voice_left", mira))
            assert told("voice_joined", mira) == [(came, False)]
            assert [(at >= again, guessed) for at, guessed in told("voice_joined", otis)] == [(True, True)]
            ((at, guessed),) = told("voice_left", mira)
            assert (at >= left, guessed) == (True, False)
            assert discord.identifies == 1


async def test_an_invalidated_session_is_begun_anew_and_what_was_missed_has_a_reason(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.member_writes(general, mira, "told")
            await until(heard.messages)
            await discord.forget_sessions()
            await discord.drop_connection()
            lost = await discord.member_writes(general, mira, "never told")
            await until(lambda: discord.identifies == 2)
            await discord.connected()
            await until(lambda: heard.missed(inn.id))
            (gap,) = heard.missed(inn.id)
            assert gap.reason == SESSION_LOST
            assert gap.start <= lost.at <= gap.end
            assert heard.caught_up == [inn.id, inn.id]


async def test_what_was_written_between_two_sessions_is_caught_up_with(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn), discord.member(inn)
        async with a_bot(settings_for(discord, tmp_path)) as bot:
            await discord.connected()
            await discord.forget_sessions()
            await discord.drop_connection()
            lost = await discord.member_writes(general, mira, "never told by the gateway")

            async def there() -> bool:
                return lost.id in {one.subject for one in await log_of(bot.product, inn.id)}

            await until(there)
            assert discord.identifies == 2


@pytest.mark.parametrize(("resumable", "identifies"), [(True, 1), (False, 2)])
async def test_op_nine_says_whether_the_session_goes_on(
    tmp_path: Path, resumable: bool, identifies: int
) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.invalidate_session(resumable=resumable)
            await until(lambda: discord.sockets.counts["connections"] == 2 and heard.hearing.shards[0].live)
            await discord.connected()
            assert discord.identifies == identifies
            assert bool(heard.missed(inn.id)) is not resumable


async def test_op_seven_is_obeyed_and_loses_nothing(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.reconnect_please()
            said = await discord.member_writes(general, mira)
            await until(lambda: discord.resumes == 1 and heard.messages() == [said.id])
            assert discord.identifies == 1


async def test_a_zombie_connection_is_left_and_what_it_withheld_is_heard(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.1
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path, pace=attrs.evolve(HURRY, heartbeat=0.5)) as heard:
            await discord.connected()
            await discord.zombie()
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            assert discord.identifies == 1


async def test_twenty_broken_connections_under_load_are_counted_exactly(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        rooms = [discord.channel(inn, f"room {number}") for number in range(5)]
        people = discord.members(inn, 20)
        async with a_bot(settings_for(discord, tmp_path)) as bot:
            await discord.connected()
            for round_ in range(20):
                for number in range(100):
                    await discord.member_writes(rooms[number % 5], people[(number * 7 + round_) % 20])
                    if number == 50:
                        await discord.drop_connection()
                    if number % 10 == 0:
                        await asyncio.sleep(0)
                await until(lambda expected=round_ + 1: discord.resumes == expected)
                await discord.connected()
            wanted = sorted(said.id for said in discord.truth.seen(inn.id))
            assert len(wanted) == 2000

            async def exactly() -> bool:
                return len({one.subject for one in await log_of(bot.product, inn.id) if one.subject}) == 2000

            await until(exactly, timeout=60)
            log = [one for one in await log_of(bot.product, inn.id) if one.kind == "message"]
            assert sorted(one.subject or 0 for one in log) == wanted
            assert discord.identifies == 1


async def test_a_gateway_that_is_down_for_a_while_is_found_again_and_the_session_goes_on(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path) as heard:
            await discord.connected()
            await discord.gateway_down()
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.listener.state().phase == "reconnecting")
            await discord.gateway_up()
            await until(lambda: heard.messages() == [said.id])
            assert discord.identifies == 1
            assert heard.missed(inn.id) == []


async def test_a_gateway_that_is_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.guild()
        await discord.rest_down()
        async with overhearing(discord, tmp_path) as heard:
            await until(lambda: heard.listener.state().phase == "waiting")
            assert "cannot be reached" in heard.listener.state().words
            await discord.rest_up()
            await discord.connected()
            await until(lambda: heard.listener.state().phase == "listening")


@pytest.mark.parametrize(
    "when", ["at once", "logged in", "listening", "resuming", "waiting", "answering nothing"]
)
async def test_it_stops_at_once_whatever_it_is_doing(tmp_path: Path, when: str) -> None:
    async with loopback() as discord:
        discord.guild()
        if when == "waiting":
            await discord.rest_down()
        async with overhearing(discord, tmp_path) as heard:
            await asyncio.sleep(0)
            if when == "logged in":
                await until(lambda: discord.rest.log)
            elif when == "waiting":
                await until(lambda: heard.listener.state().phase == "waiting")
            elif when != "at once":
                await discord.connected()
                if when == "resuming":
                    await discord.drop_connection()
                    await until(lambda: discord.sockets.counts["connections"] == 2)
                elif when == "answering nothing":
                    await discord.zombie()
            began = time.monotonic()
            await heard.stop()
            assert time.monotonic() - began < 15, "two seconds, on a machine that has nothing else to do"
            assert heard.listener.state().phase == "stopped"
