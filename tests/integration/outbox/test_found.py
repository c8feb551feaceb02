"""Events that people make in Discord, and what Discord itself is told of ours."""

from pathlib import Path

from domain.community.events.event import Event
from domain.kernel.actors import COMMAND_LINE, Actor
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import Scene, a_scene
from tests.integration.outbox.test_announcing import announced, shown
from tests.loopback import May


async def events(scene: Scene) -> list[Event]:
    async with scene.ask.store.reading(scene.inn.id) as work:
        return await work.events.alive()


async def the_found(scene: Scene) -> Event:
    async def there() -> bool:
        return bool(await events(scene))

    await until(there)
    (event,) = await events(scene)
    return event


async def test_what_is_listed_by_our_own_bot_is_not_found_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event = await scene.plan(channels=(scene.tavern.id,))
        await scene.until_told(event, "mirror")
        theirs = await scene.discord.event_created(scene.inn, "Raid", creator=scene.people[0])

        async def both() -> bool:
            return {one.discord_id for one in await events(scene)} == {scene.listed[0].id, theirs.id}

        await until(both)
        assert [one.plan.title for one in await events(scene)].count("Trivia night") == 1


async def test_an_event_made_in_discord_is_announced_and_left_as_it_is_there(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        await scene.discord.event_created(scene.inn, "Raid", creator=scene.people[0])
        event = await the_found(scene)
        assert "Raid" in shown(await announced(scene))
        assert await scene.posting(event, "mirror") is None
        assert scene.discord.rest.asked("POST /guilds/{guild}/scheduled-events") == 0


async def test_changing_here_what_was_made_in_discord_takes_manage_events(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        theirs = await scene.discord.event_created(scene.inn, "Raid", creator=scene.people[0])
        event = await the_found(scene)
        staff = (await scene.ask.find_member(scene.inn.id, str(scene.people[1].id))).member_no
        bo = Actor(kind="staff", name="Bo", assurance="declared", member_no=staff)
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"title": "Great raid"}, bo)
        refused = await scene.settled(event, "mirror")
        assert "Manage Events" in refused.problem
        scene.inn.everyone.permissions |= May.MANAGE_EVENTS
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"title": "Greatest raid"}, bo)
        await until(lambda: theirs.name == "Greatest raid")


async def test_interest_in_discords_own_list_counts_on_the_announcement(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        event = await scene.plan(channels=(scene.tavern.id,))
        message = await announced(scene)
        await scene.until_told(event, "mirror")
        await scene.discord.rsvp(scene.listed[0], scene.people[0])
        await until(lambda: "Interested: 1" in shown(message))


async def test_what_is_cancelled_in_discord_is_cancelled_here_and_the_announcement_says_so(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        event = await scene.plan()
        message = await announced(scene)
        await scene.until_told(event, "mirror")
        await scene.discord.event_cancelled(scene.listed[0])
        await until(lambda: "It was cancelled." in shown(message))
        assert (await scene.event(event)).status == "cancelled"


async def test_what_was_planned_while_the_bot_was_away_is_told_when_it_is_back(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        await scene.bot.stop()
        event = await scene.plan()
        await scene.ask.edit_event(scene.inn.id, event.event_id, {"title": "Quiz night"}, COMMAND_LINE)
        async with scene.restarted(tmp_path):
            await until(lambda: scene.listed and scene.written)
            assert [one.name for one in scene.listed] == ["Quiz night"]
            assert "Quiz night" in shown(scene.written[0])
