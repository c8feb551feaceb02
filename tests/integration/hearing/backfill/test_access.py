"""Channels that refuse us are asked once a day, and deleted ones never again."""

from datetime import timedelta

from domain.community.backfill.progress import Doing
from tests.builders.activities import DAY, HOUR
from tests.integration.hearing.backfill.scene import ARCHIVED, NOW, a_scene
from tests.loopback import Kind, May


async def test_a_channel_that_refuses_us_is_marked_and_asked_again_a_day_later() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        secret = discord.channel(scene.inn, "secret", hidden=True)
        scene.said(general, 10)
        scene.said(secret, 150)
        first = await scene.catch_up()
        assert (first.doing, first.forbidden, first.channels) == (Doing.DONE, 1, 1)
        for _ in range(3):
            discord.clock.advance(hours=7)
            await scene.catch_up()
        assert scene.asked_of(secret) == 1, "asked once in 21 hours"
        discord.clock.advance(hours=4)
        assert (await scene.catch_up()).forbidden == 1
        assert scene.asked_of(secret) == 2
        discord.show(secret)
        discord.clock.advance(hours=25)
        last = await scene.catch_up()
        assert (last.forbidden, last.channels) == (0, 2)
        assert await scene.messages() == scene.written(general, secret)


async def test_what_was_written_while_a_channel_was_closed_to_us_is_read_although_we_listened() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        secret = discord.channel(scene.inn, "secret", hidden=True)
        scene.said(secret, 5)
        await scene.catch_up(since=NOW)
        discord.clock.advance(days=2)
        scene.said(secret, 120, ago=timedelta(hours=20))
        await scene.listened(NOW, NOW + 2 * DAY)
        discord.show(secret)
        await scene.catch_up(since=NOW)
        assert await scene.messages() == scene.written(secret)
        discord.clock.advance(hours=1)
        pages = scene.pages_of(secret)
        await scene.catch_up(since=NOW)
        assert scene.pages_of(secret) == pages


async def test_a_channel_whose_history_may_not_be_read_is_not_taken_for_empty() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        role = next(role for role in scene.inn.roles.values() if role.name == "the bot's role")
        scene.inn.everyone.permissions &= ~May.READ_MESSAGE_HISTORY
        role.permissions &= ~May.READ_MESSAGE_HISTORY
        general = discord.channel(scene.inn, "general")
        scene.said(general, 30)
        first = await scene.catch_up()
        assert (first.forbidden, await scene.messages()) == (1, set())
        role.permissions |= May.READ_MESSAGE_HISTORY
        discord.clock.advance(hours=25)
        assert (await scene.catch_up()).forbidden == 0
        assert await scene.messages() == scene.written(general)


async def test_threads_of_a_closed_channel_are_not_asked_one_by_one() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        secret = discord.channel(scene.inn, "secret")
        scene.said(secret, 10)
        for number in range(5):
            scene.said(discord.thread(secret, scene.mira, f"thread {number}"), 10, ago=2 * DAY)
        await scene.catch_up()
        discord.clock.advance(hours=2)
        scene.said(secret, 10, ago=HOUR)
        for thread in scene.inn.threads.values():
            scene.said(thread, 10, ago=HOUR)
        scene.at_once = 1
        refused = discord.rest.invalid_requests
        discord.rest_answers(403, times=float("inf"), matching="/messages")
        await scene.catch_up()
        assert discord.rest.invalid_requests - refused <= 6
        for _ in range(3):
            await scene.catch_up()
        assert discord.rest.invalid_requests - refused <= 6


async def test_a_deleted_channel_is_not_asked_and_one_that_goes_while_we_read_is_given_up() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general, doomed = (discord.channel(scene.inn, name) for name in ("general", "doomed"))
        scene.said(general, 10)
        scene.said(doomed, 10)
        discord.rest_answers(404, matching=f"{doomed.id}/messages", code=10003)
        progress = await scene.catch_up()
        assert (progress.doing, progress.channels, progress.forbidden) == (Doing.DONE, 1, 0)
        assert await scene.messages() == scene.written(general)
        await discord.channel_deleted(doomed)
        pages = scene.pages_of(doomed)
        discord.clock.advance(days=3)
        await scene.catch_up()
        assert scene.pages_of(doomed) == pages
        assert await scene.heard(NOW - DAY, NOW) == 1, "nobody can have written there"


async def test_a_guild_that_we_are_not_in_says_so() -> None:
    async with a_scene() as scene:
        await scene.discord.bot_is_removed(scene.inn)
        progress = await scene.catch_up()
        assert progress.doing is Doing.STOPPED and "not there" in progress.problem


async def test_forums_have_threads_and_no_messages_of_their_own() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        forum = discord.channel(scene.inn, "ideas", kind=Kind.FORUM)
        post = discord.thread(forum, scene.mira, "a bench")
        scene.said(post, 12)
        await scene.catch_up()
        assert await scene.messages() == scene.written(post)
        assert (scene.pages_of(forum), scene.asked(ARCHIVED)) == (0, 1)
        assert {entry.parent for entry in await scene.log()} == {forum.id}


async def test_archived_threads_are_found_once_a_day() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        old = [
            discord.thread(general, scene.mira, f"thread {n}", archived_at=NOW - HOUR * (n + 1))
            for n in range(130)
        ]
        for thread in old:
            scene.said(thread, 2, ago=3 * DAY)
        await scene.catch_up()
        assert await scene.messages() == scene.written(*old)
        assert scene.asked(ARCHIVED) == 2, "a hundred on a page"
        await scene.catch_up()
        assert scene.asked(ARCHIVED) == 2
        discord.clock.advance(hours=26)
        late = discord.thread(general, scene.mira, "late", archived_at=discord.clock.now() - HOUR)
        scene.said(late, 3, ago=2 * HOUR)
        await scene.catch_up()
        assert await scene.messages() == scene.written(*old, late)
        assert scene.asked(ARCHIVED) == 3


async def test_a_channel_that_was_closed_while_we_listened_is_found_out_by_its_last_message() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        room = discord.channel(scene.inn, "room")
        scene.said(room, 20)
        await scene.catch_up(since=NOW)
        discord.clock.advance(hours=3)
        discord.hide(room)
        scene.said(room, 130, ago=2 * HOUR, every=timedelta(seconds=30))
        await scene.listened(NOW, NOW + 3 * HOUR)
        assert (await scene.catch_up(since=NOW)).forbidden == 1, "it is said to be closed"
        discord.show(room)
        discord.clock.advance(hours=25)
        await scene.catch_up(since=NOW)
        assert await scene.messages() == scene.written(room)


async def test_a_thread_of_a_time_when_its_channel_was_closed_is_read() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        secret = discord.channel(scene.inn, "secret", hidden=True)
        scene.said(secret, 5)
        await scene.catch_up(since=NOW)
        discord.clock.advance(days=2)
        thread = discord.thread(secret, scene.mira, "unseen")
        scene.said(thread, 30, ago=timedelta(hours=20))
        await scene.listened(NOW, NOW + 2 * DAY)
        discord.show(secret)
        for _ in range(2):
            await scene.catch_up(since=NOW)
            discord.clock.advance(hours=1)
        assert await scene.messages() == scene.written(secret, thread)


async def test_a_thread_that_was_written_in_and_archived_while_nobody_listened_is_read_at_once() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 5)
        await scene.catch_up(since=NOW)
        await scene.listened(NOW, NOW + HOUR)
        discord.clock.advance(hours=2)
        thread = discord.thread(general, scene.mira, "solved", archived_at=NOW + 1.5 * HOUR)
        scene.said(thread, 10, ago=HOUR)
        back = discord.clock.now()
        await scene.catch_up(since=back)
        assert await scene.messages() == scene.written(general, thread)
        discord.clock.advance(hours=1)
        listed = scene.asked(ARCHIVED)
        await scene.catch_up(since=back)
        assert scene.asked(ARCHIVED) == listed, "what is heard need not be asked for"
