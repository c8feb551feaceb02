"""Those who go are reminded, once; and events begin and end by themselves."""

from datetime import timedelta
from pathlib import Path

from domain.kernel.actors import COMMAND_LINE, Actor
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import Scene, a_scene
from tests.integration.outbox.test_announcing import shown
from tests.loopback import Member

A_MINUTE = 60.0


async def goes(scene: Scene, event_id: int, who: Member) -> None:
    number = (await scene.ask.find_member(scene.inn.id, str(who.id))).member_no
    actor = Actor(kind="member", name=who.user.name, assurance="proved", member_no=number)
    await scene.ask.answer_event(scene.inn.id, event_id, "going", actor)


async def test_exactly_those_who_have_a_place_are_called_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path, people=3) as scene:
        await scene.set(announcement_channel=str(scene.general.id), reminder_minutes=1)
        event = await scene.plan(hours=(A_MINUTE + 2.5) / 3600, capacity=1)
        first, second, _ = scene.people
        await goes(scene, event.event_id, first)
        await goes(scene, event.event_id, second)  # waits
        await scene.until_told(event, "reminder")
        (reminder,) = [one for one in scene.written if "begins" in one.content]
        assert [one.id for one in reminder.mentions] == [first.id]
        assert str(second.id) not in reminder.content
        await scene.set(reminder_minutes=2)
        await scene.set(announcement_channel=str(scene.tavern.id))
        await goes(scene, event.event_id, scene.people[2])
        await scene.until_told(event, "announcement")
        assert [one for one in scene.written if "begins" in one.content] == [reminder]


async def test_nobody_is_called_again_whom_a_call_reached_that_seemed_to_fail(tmp_path: Path) -> None:
    async with a_scene(tmp_path, people=2) as scene:
        await scene.set(announcement_channel=str(scene.general.id), reminder_minutes=1)
        event = await scene.plan(hours=(A_MINUTE + 2.5) / 3600)
        first, second = scene.people
        await goes(scene, event.event_id, first)
        await scene.until_told(event, "announcement")
        scene.discord.loses_answers(f"POST /channels/{scene.general.id}/messages")
        await until(lambda: [one for one in scene.written if "begins" in one.content])
        scene.discord.clock.advance(minutes=10)
        await goes(scene, event.event_id, second)
        await scene.until_told(event, "reminder")
        calls = [one for one in scene.written if "begins" in one.content]
        assert [[who.id for who in one.mentions] for one in calls] == [[first.id], [second.id]]


async def test_an_event_begins_and_ends_at_its_times_and_the_announcement_says_so(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(announcement_channel=str(scene.general.id))
        now = scene.ask.clock.now()
        event = await scene.plan(
            starts_at=now + timedelta(seconds=1), ends_at=now + timedelta(seconds=2.5), place="the inn"
        )

        async def over() -> bool:
            return (await scene.event(event)).status == "completed"

        await until(over)
        done = await scene.event(event)
        assert (done.started_at, done.ended_at) == (event.plan.starts_at, event.plan.ends_at)
        await until(lambda: "It is over." in shown(scene.written[0]))


async def test_a_guild_may_decide_that_events_do_not_run_themselves(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.set(events_run_themselves=False)
        waits = await scene.plan("Waits", hours=1 / 3600)
        other = await scene.plan("Later")
        await scene.until_told(other, "mirror")
        await scene.bot.use_cases.edit_event(
            scene.inn.id, other.event_id, {"title": "Even later"}, COMMAND_LINE
        )
        await until(lambda: [one.name for one in scene.listed] == ["Even later"])
        await until(lambda: scene.ask.clock.now() > waits.plan.starts_at)
        assert (await scene.event(waits)).status == "planned"
