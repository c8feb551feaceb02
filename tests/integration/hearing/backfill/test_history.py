"""History is read back to the depth, gaps before it, and what is covered costs nothing."""

from datetime import timedelta

import attrs

from domain.community.backfill.channels import BackfillRules
from domain.community.backfill.progress import Doing
from domain.community.missed import JOURNAL_FULL, NotedGap
from tests.builders.activities import DAY, HOUR, MINUTE
from tests.integration.hearing.backfill.scene import ARCHIVED, NOW, a_scene


async def test_all_messages_back_to_the_depth_are_read_once() -> None:
    async with a_scene() as scene:
        general, tea = (scene.discord.channel(scene.inn, name) for name in ("general", "tea"))
        scene.said(general, 250)
        scene.said(tea, 120, ago=2 * DAY)
        old = scene.discord.channel(scene.inn, "old")
        scene.said(old, 300, ago=200 * DAY)
        progress = await scene.catch_up()
        assert progress.doing is Doing.DONE, progress.problem
        assert await scene.messages() == scene.written(general, tea)
        assert (progress.messages, progress.channels, progress.channels_done) == (370, 3, 3)
        assert [scene.pages_of(one) for one in (general, tea, old)] == [3, 2, 0]


async def test_everything_there_is_can_be_asked_for() -> None:
    async with a_scene() as scene:
        old = scene.discord.channel(scene.inn, "old")
        scene.said(old, 300, ago=200 * DAY)
        scene.rules = BackfillRules(days=None)
        await scene.catch_up()
        assert await scene.messages() == scene.written(old)


async def test_channels_whose_last_message_is_covered_cost_no_request() -> None:
    async with a_scene() as scene:
        general, quiet = (scene.discord.channel(scene.inn, name) for name in ("general", "quiet"))
        scene.said(general, 250)
        await scene.catch_up()
        asked, listed = scene.asked(), scene.asked(ARCHIVED)
        for _ in range(3):
            progress = await scene.catch_up()
        assert progress.doing is Doing.DONE
        assert (scene.asked(), scene.asked(ARCHIVED)) == (asked, listed)
        assert scene.pages_of(quiet) == 0


async def test_after_a_gap_only_channels_that_were_written_in_are_asked() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general, quiet = (discord.channel(scene.inn, name) for name in ("general", "quiet"))
        scene.said(general, 50)
        scene.said(quiet, 50)
        await scene.catch_up(since=NOW)
        await scene.listened(NOW, NOW + HOUR)
        discord.clock.advance(hours=3)
        scene.said(general, 30, ago=HOUR)
        before = scene.pages_of(quiet), scene.pages_of(general)
        await scene.catch_up(since=discord.clock.now())
        assert (scene.pages_of(quiet), scene.pages_of(general)) == (before[0], before[1] + 1)
        assert await scene.messages() == scene.written(general, quiet)


async def test_gaps_are_read_before_history_and_the_newest_first() -> None:
    async with a_scene() as scene:
        discord, scene.at_once = scene.discord, 1
        one, two = (discord.channel(scene.inn, name) for name in ("one", "two"))
        await scene.listened(NOW - 10 * DAY, NOW - 9 * DAY)
        await scene.listened(NOW - 5 * DAY, NOW - 4 * DAY)
        scene.said(one, 10, ago=20 * DAY)  # history
        scene.said(one, 110, ago=8 * DAY)  # the older gap
        scene.said(two, 110, ago=DAY)  # the newer gap
        await scene.catch_up(since=NOW)
        read = [path.split("/")[2] for _, path, _ in discord.rest.log if path.endswith("/messages")]
        assert [int(channel) for channel in read] == [two.id, two.id, one.id, one.id]
        assert await scene.messages() == scene.written(one, two)


async def test_a_closed_gap_vanishes_and_what_lies_deeper_stays_unheard() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 150, ago=100 * MINUTE, every=timedelta(seconds=30))
        discord.channel(scene.inn, "empty")
        await scene.listened(NOW - 10 * HOUR, NOW - 2 * HOUR)
        assert await scene.heard(NOW - 10 * HOUR, NOW) < 0.81
        await scene.catch_up(since=NOW)
        await scene.listened(NOW, NOW + HOUR)
        assert await scene.heard(NOW - 10 * HOUR, NOW + HOUR) == 1
        assert await scene.heard(NOW - 80 * DAY, NOW) == 1, "history was read too"
        assert await scene.heard(NOW - 200 * DAY, NOW - 100 * DAY) == 0
        async with scene.store.reading(scene.inn.id) as work:
            families = {span.family for span in await work.listening.spans()}
        assert families == {"messages", "reactions_received"}, "nothing else can be caught up with"


async def test_channels_without_a_message_and_with_one_are_read_like_any_other() -> None:
    async with a_scene() as scene:
        empty, single = (scene.discord.channel(scene.inn, name) for name in ("empty", "single"))
        scene.said(single, 1)
        progress = await scene.catch_up()
        assert await scene.messages() == scene.written(single)
        assert (scene.pages_of(empty), scene.pages_of(single)) == (0, 1)
        assert progress.channels_done == progress.channels == 2


async def test_names_of_channels_are_known_after_listing() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        thread = scene.discord.thread(general, scene.mira, "plans")
        scene.said(thread, 3)
        await scene.catch_up()
        async with scene.store.reading(scene.inn.id) as work:
            names = await work.guild.channels()
        assert (names[general.id].name, names[thread.id].name) == ("general", "plans")
        assert names[thread.id].parent == general.id


async def test_an_interrupted_run_goes_on_and_a_new_one_begins_anew() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        scene.said(general, 250)
        scene.at_once = 1
        scene.discord.rest_answers(503, times=float("inf"), matching=f"{general.id}/messages")
        stopped = await scene.catch_up()
        assert (stopped.doing, stopped.messages) == (Doing.STOPPED, 0)
        assert "503" in stopped.problem
        scene.discord.rest_recovers()
        done = await scene.catch_up()
        assert (done.messages, done.began_at) == (250, stopped.began_at)
        assert done.requests > stopped.requests
        scene.discord.clock.advance(hours=1)
        again = await scene.catch_up()
        assert (again.messages, again.began_at) == (250, NOW + HOUR)
        assert (again.reached, again.remaining) == (NOW + HOUR - 90 * DAY, timedelta())


async def test_sealed_days_are_not_read() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        scene.said(general, 100, ago=30 * DAY)
        scene.said(general, 20, ago=DAY)
        async with scene.store.writing(scene.inn.id) as work:
            await work.guild.seal((NOW - 10 * DAY).date().toordinal() - 719_163)
        scene.rules = attrs.evolve(scene.rules, days=None)
        await scene.catch_up()
        async with scene.store.reading(scene.inn.id) as work:
            refused = await work.letters.counts()
        assert len(await scene.messages()) == 20
        assert scene.pages_of(general) == 1 and refused.get("sealed", 0) <= 80


async def test_what_the_journal_had_no_room_for_is_read_although_the_bot_listened() -> None:
    async with a_scene() as scene:
        discord = scene.discord
        general = discord.channel(scene.inn, "general")
        scene.said(general, 10)
        await scene.catch_up(since=NOW)
        discord.clock.advance(hours=5)
        scene.said(general, 40, ago=3 * HOUR)
        await scene.listened(NOW, NOW + 5 * HOUR)
        async with scene.store.writing(scene.inn.id) as work:
            await work.listening.note(
                [NotedGap(family="messages", start=NOW + HOUR, end=NOW + 4 * HOUR, reason=JOURNAL_FULL)]
            )
        await scene.catch_up(since=NOW)
        assert await scene.messages() == scene.written(general)
