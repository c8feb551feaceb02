"""Many who decide at once, over the wire: everybody is told something true, and nobody loses a place."""

import asyncio
import re
from pathlib import Path

from domain.community.events.event import Status
from domain.community.log.activity import EVENT_COMPLETED
from domain.kernel.actors import COMMAND_LINE
from tests.integration.answering.asking import answer_to
from tests.integration.hearing.gateway.bots import until
from tests.integration.outbox.scene import a_scene
from tests.integration.outbox.test_announcing import shown
from tests.integration.outbox.test_answers import an_announced, pressed
from tests.loopback import May

PLACES, PEOPLE = 7, 20


async def test_of_twenty_who_press_at_once_as_many_go_as_there_are_places(tmp_path: Path) -> None:
    async with a_scene(tmp_path, people=PEOPLE) as scene:
        _, message = await an_announced(scene, capacity=PLACES)
        answers = await asyncio.gather(*(pressed(scene, who, message, "Going") for who in scene.people))
        waiting = [re.search(r"number (\d+) of those who wait", each.text) for each in answers]
        assert sorted(int(found[1]) for found in waiting if found) == list(range(1, PEOPLE - PLACES + 1))
        going = [who for who, found in zip(scene.people, waiting, strict=True) if found is None]
        assert len(going) == PLACES
        await until(
            lambda: f"Going: {PLACES} of {PLACES}" in shown(message) and "Waiting: 13" in shown(message)
        )
        again = await asyncio.gather(*(pressed(scene, who, message, "Going") for who in going))
        assert all("you are going" in each.text for each in again)


async def test_of_two_hosts_who_end_it_at_once_one_is_told_that_the_other_did(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        hosts = scene.discord.role(scene.inn, "staff", permissions=int(May.MANAGE_MESSAGES))
        for who in scene.people:
            who.roles.append(hosts)
        event = await scene.plan(channels=(scene.tavern.id,))
        await scene.ask.start_event(scene.inn.id, event.event_id, COMMAND_LINE)
        named = {"event": str(event.event_id)}
        answers = await asyncio.gather(
            *(answer_to(scene.discord, scene.general, who, "event end", **named) for who in scene.people)
        )
        late = [each for each in answers if "is over already" in each.text]
        assert len(late) == 1 and "ended it" in late[0].text
        assert late[0].only_they_see_it
        assert (await scene.event(event)).status is Status.COMPLETED
        async with scene.ask.store.reading(scene.inn.id) as work:
            told = [
                entry.kind
                async for page in work.log.pages()
                for entry in page
                if entry.subject == event.event_id
            ]
        assert told.count(EVENT_COMPLETED) == 1
