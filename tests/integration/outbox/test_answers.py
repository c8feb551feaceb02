"""Whether one comes: by buttons that outlive a restart and by /event rsvp, over the wire."""

import asyncio
import json
from pathlib import Path

from domain.community.events.event import Event
from domain.kernel.actors import COMMAND_LINE
from tests.integration.answering.asking import Told, answer_to, told
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import Scene, a_scene
from tests.integration.outbox.test_announcing import announced, shown
from tests.loopback import Member, Message
from tests.loopback.payloads.messages import message as written
from tests.loopback.rest.interactions import Interaction


async def an_announced(scene: Scene, **wishes: object) -> tuple[Event, Message]:
    await scene.set(announcement_channel=str(scene.general.id))
    return await scene.plan(channels=(scene.tavern.id,), **wishes), await announced(scene)


async def press(scene: Scene, who: Member, message: Message, label: str) -> Interaction:
    """A button of the announcement, as Discord tells it."""
    buttons = [each for row in message.sent["components"] for each in row["components"]]  # type: ignore[attr-defined]
    (button,) = [each for each in buttons if each["label"] == label]
    payload = written(message, me=scene.discord.world.bot, readable=True)
    return await scene.discord.presses(scene.general, who, button["custom_id"], message=payload)


async def pressed(scene: Scene, who: Member, message: Message, label: str) -> Told:
    return await told(scene.discord, await press(scene, who, message, label))


def answers_in(file: bytes) -> list[str]:
    """What /mydata says that somebody answered."""
    return [each["answer"] for each in json.loads(file)["answers_to_events"]]


async def waits_are_known(scene: Scene, event: Event) -> None:
    async def known() -> bool:
        found = await scene.posting(event, "places")
        return found is not None and bool(found.waiting)

    await until(known)


async def test_a_button_takes_the_answer_and_the_card_counts_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        _, message = await an_announced(scene)
        mira, oz = scene.people
        answer = await pressed(scene, mira, message, "Going")
        assert "you are going" in answer.text
        assert answer.only_they_see_it
        await pressed(scene, oz, message, "Interested")
        await until(lambda: "Going: 1" in shown(message) and "Interested: 1" in shown(message))
        kept = await answer_to(scene.discord, scene.general, mira, "mydata")
        (file,) = kept.one.files.values()
        assert "1 answer" in kept.text and answers_in(file) == ["going"]
        await pressed(scene, mira, message, "Can't come")
        await until(lambda: "Going: 0" in shown(message))
        assert scene.written == [message]  # nobody's answer is written into the channel


async def test_a_button_that_is_pressed_twice_counts_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event, message = await an_announced(scene)
        mira, oz = scene.people
        twice = await asyncio.gather(*(pressed(scene, mira, message, "Going") for _ in range(2)))
        assert all("you are going" in each.text for each in twice)
        await pressed(scene, oz, message, "Going")
        await until(lambda: "Going: 2" in shown(message))
        seen = await answer_to(scene.discord, scene.general, mira, "event show", event=str(event.event_id))
        assert "You are going." in seen.text


async def test_who_comes_after_the_last_place_waits_and_is_told_when_there_is_one(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event, message = await an_announced(scene, capacity=1)
        mira, oz = scene.people
        await pressed(scene, mira, message, "Going")
        assert "number 1 of those who wait" in (await pressed(scene, oz, message, "Going")).text
        await until(lambda: "Going: 1 of 1" in shown(message) and "Waiting: 1" in shown(message))
        await waits_are_known(scene, event)
        await pressed(scene, mira, message, "Can't come")
        await until(lambda: len(scene.written) == 2)
        told_so = scene.written[1]
        assert told_so.content.startswith("A place is free for you at **Trivia night**")
        assert [one.id for one in told_so.mentions] == [oz.id]
        seen = await answer_to(scene.discord, scene.general, oz, "event show", event=str(event.event_id))
        assert "You are going." in seen.text


async def test_a_button_works_after_a_restart_of_the_bot(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        _, message = await an_announced(scene)
        async with scene.restarted(tmp_path):
            assert "you are going" in (await pressed(scene, scene.people[0], message, "Going")).text
            await until(lambda: "Going: 1" in shown(message))


async def test_an_answer_by_command_is_the_same_answer(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        _, message = await an_announced(scene)
        mira = scene.people[0]
        answer = await answer_to(
            scene.discord, scene.general, mira, "event rsvp", event="trivia night", answer="going"
        )
        assert "you are going" in answer.text
        await until(lambda: "Going: 1" in shown(message))


async def test_nobody_answers_to_what_is_over(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event, message = await an_announced(scene)
        old = written(message, me=scene.discord.world.bot, readable=True)
        await scene.ask.cancel_event(scene.inn.id, event.event_id, COMMAND_LINE)
        custom_id = f"community-os:event:{event.event_id}:going"
        late = await scene.discord.presses(scene.general, scene.people[0], custom_id, message=old)
        assert "nobody answers to it any more" in (await told(scene.discord, late)).text


async def test_an_answer_that_came_too_late_to_be_acknowledged_is_not_taken(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        event, message = await an_announced(scene)
        scene.discord.rest_answers(404, matching="/callback", code=10062)
        await press(scene, scene.people[0], message, "Going")
        await until(
            lambda: scene.discord.rest.asked("POST /interactions/{interaction}/{token}/callback") == 1
        )
        await pressed(scene, scene.people[1], message, "Interested")
        await until(lambda: "Interested: 1" in shown(message))
        assert "Going: 0" in shown(message)
        assert (await scene.event(event)).status == "planned"


async def test_while_the_database_is_away_who_presses_is_told_so_at_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        _, message = await an_announced(scene)
        async with scene.without_database(tmp_path):
            answer = await pressed(scene, scene.people[0], message, "Going")
            assert "The database does not answer" in answer.text
            assert answer.only_they_see_it
