"""A connection that is acknowledged but tells nothing is noticed, mended, and what it missed has a reason."""

from datetime import timedelta
from pathlib import Path

import attrs

from application.community.hearing.told import InVoice
from domain.community.deafness import Bustle, DeafnessRules
from domain.community.missed import DEAF, SESSION_LOST
from tests.integration.hearing.gateway.bots import HURRY, a_bot, caught_up, log_of, settings_for, until
from tests.integration.hearing.gateway.overheard import covers, overhearing
from tests.loopback import Kind, loopback

WATCHFUL = attrs.evolve(HURRY, watch=0.02, deafness=DeafnessRules(least=timedelta(seconds=0.5)))
BUSY = Bustle(told=(36_000.0,) * 24, hours=(1.0,) * 24)
"""Ten things a second at any hour: half a second of silence is too long."""


async def test_a_deaf_connection_is_taken_up_again_and_then_begun_anew_and_the_gap_is_caught_up_with(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path, pace=WATCHFUL, usual={inn.id: BUSY}) as heard:
            await discord.connected()
            before = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [before.id])
            await discord.go_deaf()
            lost = await discord.member_writes(general, mira)
            await until(lambda: discord.resumes == 1)
            await until(lambda: discord.identifies == 2)
            await until(lambda: any(gap.reason == DEAF for gap in heard.missed(inn.id)))
            gap = next(gap for gap in heard.missed(inn.id) if gap.reason == DEAF)
            assert gap.start <= lost.at <= gap.end
            assert gap.start >= before.at
            await until(lambda: heard.caught_up[:2] == [inn.id, inn.id])
            after = await discord.member_writes(general, mira)
            await until(lambda: after.id in heard.messages())


async def test_what_only_a_listener_hears_is_a_gap_when_a_connection_was_deaf_though_it_tells_again(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        general, busy = discord.channel(inn), discord.channel(inn, "busy")
        hall, mira = discord.channel(inn, "hall", kind=Kind.VOICE), discord.member(inn)
        async with overhearing(discord, tmp_path, pace=WATCHFUL, usual={inn.id: BUSY}) as heard:
            await discord.connected()
            await discord.voice_joins(hall, mira)
            said = [(await discord.member_writes(room, mira)).id for room in (general, busy)]
            await until(lambda: heard.messages() == said)
            await discord.go_deaf()
            lost = await discord.member_writes(general, mira)
            await discord.voice_leaves(mira)
            await until(lambda: discord.resumes == 1)

            async def admitted() -> bool:
                await discord.member_writes(busy, mira)  # it is silent no more
                return any("voice" in gap.families for gap in heard.missed(inn.id))

            await until(admitted)
        gap = next(gap for gap in heard.missed(inn.id) if "voice" in gap.families)
        assert gap.reason == DEAF
        assert gap.start <= lost.at <= gap.end
        found = [told for told in heard.told() if isinstance(told, InVoice)]
        assert not found[-1].present


async def test_a_quiet_time_that_turns_out_to_have_missed_nothing_is_no_gap(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        async with overhearing(discord, tmp_path, pace=WATCHFUL, usual={inn.id: BUSY}) as heard:
            await discord.connected()
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])
            began = heard.hearing.hears_since(inn.id)
            assert began is not None
            await until(lambda: discord.identifies == 2)
            ends = discord.clock.now()
            await until(lambda: any(gap.reason == SESSION_LOST for gap in heard.missed(inn.id)))
            deaf = [gap for gap in heard.missed(inn.id) if gap.reason == DEAF]
            assert {gap.families for gap in deaf} == {("messages",)}, "those are looked at again, and heard"
            lost = [gap for gap in heard.missed(inn.id) if gap.reason == SESSION_LOST]
            assert all(gap.end - gap.start < timedelta(seconds=0.5) for gap in lost)
            await until(lambda: covers([*heard.listened(inn.id), *heard.missed(inn.id)], began, ends))


async def test_where_nobody_ever_speaks_silence_is_trusted(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        busy_elsewhere = Bustle(told=(36_000.0,) * 24, hours=(1.0,) * 24)
        async with overhearing(discord, tmp_path, pace=WATCHFUL, usual={1: busy_elsewhere}) as heard:
            await discord.connected()
            await until(lambda: discord.sockets.counts["op 1"] > 40)
            assert discord.sockets.counts["connections"] == 1
            said = await discord.member_writes(general, mira)
            await until(lambda: heard.messages() == [said.id])


async def test_what_a_deaf_connection_missed_is_in_the_log_in_the_end(tmp_path: Path) -> None:
    async with loopback() as discord:
        discord.sockets.heartbeat_seconds = 0.05
        inn = discord.guild()
        general, mira = discord.channel(inn), discord.member(inn)
        settings = settings_for(discord, tmp_path)
        async with a_bot(settings, pace=WATCHFUL) as bot:
            await discord.connected()
            for _ in range(200):
                await discord.member_writes(general, mira)
            await discord.told()
            await until(lambda: caught_up(bot.product, inn.id))
            await discord.go_deaf()
            lost = [(await discord.member_writes(general, mira)).id for _ in range(5)]

            async def all_there() -> bool:
                return {one.subject for one in await log_of(bot.product, inn.id)} >= set(lost)

            await until(all_there)
            assert discord.identifies >= 2
