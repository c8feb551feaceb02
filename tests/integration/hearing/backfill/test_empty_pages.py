"""A page without messages: of a channel where all were deleted, or of one whose history we may not read."""

from tests.builders.activities import DAY, HOUR
from tests.integration.hearing.backfill.scene import ARCHIVED, NOW, Scene, a_scene
from tests.loopback import Channel, Kind, May

MESSAGE = "GET /channels/{channel}/messages/{message}"


def withhold(scene: Scene, channel: Channel) -> None:
    """The bot sees the channel and hears it live, and may not read its history."""
    channel.denied[scene.inn.id] = May.READ_MESSAGE_HISTORY


async def test_a_channel_in_which_everything_was_deleted_is_empty_and_its_threads_are_read_at_once() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        room = discord.channel(scene.inn, "welcome")
        scene.said(room, 5)
        threads = [discord.thread(room, scene.mira, f"plan {number}") for number in range(15)]
        threads.append(discord.thread(room, scene.mira, "old", archived_at=NOW - DAY))
        for thread in threads:
            scene.said(thread, 3, ago=2 * DAY)
        await discord.bulk_deletes(list(room.messages.values()))
        progress = await scene.catch_up(since=NOW)
        assert (progress.forbidden, progress.channels, progress.channels_done) == (0, 17, 17)
        assert await scene.messages() == scene.written(*threads)
        assert await scene.heard(NOW - 3 * DAY, NOW) == 1
        assert discord.rest.asked(MESSAGE, 404) == 1
        for _ in range(3):
            discord.clock.advance(hours=25)
            await scene.catch_up(since=NOW)
        assert (discord.rest.asked(MESSAGE), scene.pages_of(room)) == (1, 1), "asked once and for all"


async def test_a_history_that_is_withheld_is_not_taken_for_deleted_and_its_threads_wait_with_it() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        room = discord.channel(scene.inn, "room")
        scene.said(room, 5)
        thread = discord.thread(room, scene.mira, "plans")
        scene.said(thread, 5, ago=2 * DAY)
        await scene.catch_up(since=NOW)
        await scene.listened(NOW, NOW + HOUR)
        discord.clock.advance(hours=3)
        scene.said(thread, 5, ago=1.5 * HOUR)
        scene.said(room, 5, ago=HOUR)
        withhold(scene, room)
        scene.at_once = 1
        back = discord.clock.now()
        assert (await scene.catch_up(since=back)).forbidden == 1
        assert discord.rest.asked(MESSAGE, 403) == 1
        assert (await scene.catch_up(since=back)).forbidden == 1
        assert (scene.pages_of(room), scene.pages_of(thread)) == (2, 1), (
            "a thread's history is as its channel's"
        )
        room.denied.clear()
        discord.clock.advance(hours=25)
        assert (await scene.catch_up(since=back)).forbidden == 0
        assert await scene.messages() == scene.written(room, thread)


async def test_a_gap_that_is_withheld_stays_one_although_the_newest_message_was_heard_live() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        talk = discord.channel(scene.inn, "talk", kind=Kind.VOICE)
        scene.said(talk, 5)
        await scene.catch_up(since=NOW)
        await scene.listened(NOW, NOW + HOUR)
        discord.clock.advance(hours=3)
        scene.said(talk, 5, ago=HOUR)
        withhold(scene, talk)
        back = discord.clock.now()
        discord.clock.advance(hours=2)
        scene.said(talk, 1, ago=HOUR)
        assert (await scene.catch_up(since=back)).forbidden == 1
        talk.denied.clear()
        discord.clock.advance(hours=25)
        assert (await scene.catch_up(since=back)).forbidden == 0
        assert await scene.messages() == scene.written(talk)


async def test_before_there_was_a_thread_nothing_was_written_in_it_and_nothing_need_be_proven() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        room = discord.channel(scene.inn, "room")
        await scene.catch_up(since=NOW)
        discord.clock.advance(hours=2)
        thread = discord.thread(room, scene.mira, "young")
        scene.said(thread, 2, ago=HOUR)
        await scene.catch_up(since=NOW)
        assert (scene.pages_of(thread), discord.rest.asked(MESSAGE)) == (1, 0)
        assert scene.asked(ARCHIVED) == 1
