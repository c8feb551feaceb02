"""The bot catches up by itself, while it listens."""

from datetime import timedelta
from pathlib import Path

from application.community.ports import Store
from domain.community.backfill.progress import Doing
from domain.community.coverage import BACKFILL, coverage
from domain.community.log.activity import MESSAGE
from tests.integration.hearing.gateway.bots import Bot, a_bot, a_store, log_of, settings_for, until
from tests.loopback import Channel, loopback


async def caught_up(store: Store, guild: int) -> bool:
    async with store.reading(guild) as work:
        progress = await work.backfills.progress()
    return progress is not None and progress.doing is Doing.DONE


async def test_the_bot_reads_the_past_and_closes_the_gap_of_its_absence(tmp_path: Path) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        general, mira = discord.channel(inn, "general"), discord.member(inn, "mira")
        start = discord.clock.now() - timedelta(days=3)
        discord.chatter(general, [mira], 230, start=start, every=timedelta(minutes=1))
        settings = settings_for(discord, tmp_path)
        async with a_store(settings) as product:
            store = product.use_cases.store

            async def heard(bot: Bot, *channels: Channel) -> None:
                wanted = {number for channel in channels for number in channel.ids}
                entries = [entry for entry in await log_of(bot.product, inn.id) if entry.kind == MESSAGE]
                assert len({entry.key for entry in entries}) == len(entries)
                assert {entry.subject for entry in entries} == wanted

            async with a_bot(settings, product) as bot:
                await discord.connected()
                for number in range(5):
                    await discord.member_writes(general, mira, f"live {number}")
                await until(lambda: caught_up(store, inn.id))
                await until(lambda: _count(bot, inn.id, 235))
                await heard(bot, general)
            away = discord.clock.now()
            for number in range(7):
                await discord.member_writes(general, mira, f"unheard {number}")
            async with a_bot(settings, product) as bot:
                await discord.connected()
                back = discord.clock.now()
                await discord.member_writes(general, mira, "live again")
                await until(lambda: _count(bot, inn.id, 243))
                await heard(bot, general)
                await until(lambda: _is_heard(store, inn.id, away, back))
            async with store.reading(inn.id) as work:
                sources = {span.source for span in await work.listening.spans()}
            assert BACKFILL in sources


async def test_a_channel_that_was_hidden_from_the_bot_for_a_while_is_read_when_it_is_shown(
    tmp_path: Path,
) -> None:
    async with loopback() as discord:
        inn = discord.guild("Amber Inn")
        rooms = [discord.channel(inn, name) for name in ("general", "plans")]
        mira = discord.member(inn, "mira")
        settings = settings_for(discord, tmp_path)
        async with a_store(settings) as product, a_bot(settings, product) as bot:
            await discord.connected()
            for room in rooms:
                await discord.member_writes(room, mira, "seen")
            await until(lambda: caught_up(product.use_cases.store, inn.id))
            await discord.channel_hidden(rooms[1])
            for _ in range(3):
                await discord.member_writes(rooms[1], mira, "unseen")
            thread = await discord.thread_created(rooms[1], mira)
            await discord.member_writes(thread, mira, "unseen")
            await discord.channel_shown(rooms[1])
            await discord.member_writes(rooms[1], mira, "seen again")
            written = sum(len(room.ids) for room in (*rooms, thread))
            await until(lambda: _count(bot, inn.id, written))


async def _count(bot: Bot, guild: int, messages: int) -> bool:
    return sum(entry.kind == MESSAGE for entry in await log_of(bot.product, guild)) == messages


async def _is_heard(store: Store, guild: int, since: object, until: object) -> bool:
    async with store.reading(guild) as work:
        spans = await work.listening.spans()
    return coverage(spans, "messages", since, until).share == 1  # type: ignore[arg-type]
