"""Who reacted is asked last, of young messages, and once."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import attrs

from application.community.backfill.ports import Reactors
from application.community.forget import ForgetMember
from domain.community.backfill.progress import Doing
from domain.community.log.activity import MESSAGE, REACTION, REACTIONS_SEEN
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import DAY, HOUR
from tests.integration.hearing.backfill.scene import KEYS, MESSAGES, NOW, REACTORS, Scene, a_scene
from tests.loopback import Channel, Member, Message, Said

OWN = "party:710000000000000001"


def reacted(
    scene: Scene, channel: Channel, reactions: Mapping[str, Sequence[Member]], at: datetime = NOW - HOUR
) -> Message:
    """Somebody wrote, and others reacted; nobody heard it."""
    return scene.discord.history_of(channel, [Said(member=scene.mira, at=at, reactions=reactions)])[0]


async def test_everybody_who_reacted_is_known_by_a_request_for_each_emoji_and_hundred_people() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        crowd = scene.discord.members(scene.inn, 230)
        message = reacted(scene, general, {"👍": crowd, OWN: crowd[:3]})
        progress = await scene.catch_up()
        assert (progress.doing, progress.reactors_left) == (Doing.DONE, 0)
        entries = await scene.log(REACTION)
        assert len(entries) == 233 and {entry.subject for entry in entries} == {message.id}
        assert all(entry.inferred and entry.toward_no is not None for entry in entries)
        assert scene.asked(REACTORS) == 4
        await scene.catch_up()
        assert scene.asked(REACTORS) == 4
        async with scene.store.reading(scene.inn.id) as work:
            tallies = (await work.counters.snapshot()).tallies
        assert sorted(tallies.values()) == [(3, 3), (230, 230)], "nobody counts twice"


async def test_of_old_messages_only_the_number_of_reactions_is_known() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        reacted(scene, general, {"👍": [scene.mira]}, at=NOW - 40 * DAY)
        young = reacted(scene, general, {"🎉": [scene.mira]}, at=NOW - 20 * DAY)
        await scene.catch_up()
        assert [entry.subject for entry in await scene.log(REACTION)] == [young.id]
        assert len(await scene.log(REACTIONS_SEEN)) == 2


async def test_nobody_is_asked_who_reacted_where_that_is_switched_off() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        reacted(scene, general, {"👍": [scene.mira]})
        scene.rules = attrs.evolve(scene.rules, reactor_days=0)
        assert (await scene.catch_up()).doing is Doing.DONE
        assert scene.asked(REACTORS) == 0


async def test_messages_come_before_those_who_reacted_to_them() -> None:
    async with a_scene() as scene:
        one, two = (scene.discord.channel(scene.inn, name) for name in ("one", "two"))
        reacted(scene, one, {"👍": [scene.mira]})
        scene.said(two, 250, ago=50 * DAY)
        await scene.catch_up()
        asked = [path.endswith("/messages") for _, path, _ in scene.discord.rest.log if "/messages" in path]
        assert asked == [True] * 4 + [False]
        assert scene.asked(MESSAGES) == 4


async def test_asking_goes_on_where_it_was_interrupted() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        crowd = scene.discord.members(scene.inn, 150)
        for number in range(5):
            reacted(scene, general, {"👍": crowd}, at=NOW - HOUR - timedelta(minutes=number))
        scene.at_once = 1
        third = general.ids[-3]
        scene.discord.rest_answers(503, times=float("inf"), matching=f"{third}/reactions")
        first = await scene.catch_up()
        assert first.doing is Doing.STOPPED and 0 < first.reactors_left <= 5
        scene.discord.rest_recovers()
        assert (await scene.catch_up()).doing is Doing.DONE
        assert len(await scene.log(REACTION)) == 750
        answered = sum(
            count
            for (route, status), count in scene.discord.rest.requests.items()
            if route == REACTORS and status == 200
        )
        assert answered == 10


async def test_a_message_that_was_deleted_meanwhile_is_given_up() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        gone = reacted(scene, general, {"👍": [scene.mira]})
        kept = reacted(scene, general, {"🎉": [scene.mira]})
        scene.discord.rest_answers(404, matching=f"{gone.id}/reactions", code=10008)
        progress = await scene.catch_up()
        assert (progress.doing, progress.reactors_left) == (Doing.DONE, 0)
        assert [entry.subject for entry in await scene.log(REACTION)] == [kept.id]


async def test_a_forgotten_person_stays_forgotten() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        theo = scene.discord.member(scene.inn, "theo")
        scene.said(general, 3, ago=2 * DAY)
        reacted(scene, general, {"👍": [theo, scene.mira]}, at=NOW - 2 * DAY)
        await scene.catch_up()
        forget = ForgetMember(store=scene.store, clock=scene.discord.clock, keys=KEYS)
        numbers = {
            (await forget(scene.inn.id, str(person.id), COMMAND_LINE)).member_no
            for person in (theo, scene.mira)
        }
        scene.discord.clock.advance(days=1)
        reacted(scene, general, {"👍": [theo, scene.mira]}, at=NOW + HOUR)
        assert (await scene.catch_up()).doing is Doing.DONE
        async with scene.store.reading(scene.inn.id) as work:
            people = await work.members.of(numbers)
            assert await work.members.outside_ids() == {}
        assert all(person.erased and person.name is None for person in people.values())
        assert len(await scene.log(REACTION)) == 4, "what they do goes to the same nameless number"
        assert {entry.member_no for entry in await scene.log(REACTION)} == numbers
        assert len(await scene.log(MESSAGE)) == 5


@attrs.frozen
class Noting:
    """A store that notes behind whose id a reading goes on."""

    inner: Any
    behind: list[int]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    @asynccontextmanager
    async def writing(self, guild: int) -> AsyncIterator[Any]:
        async with self.inner.writing(guild) as work:
            yield NotingWork(work, self.behind)


@attrs.frozen
class NotingWork:
    inner: Any
    behind: list[int]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    @property
    def backfills(self) -> "NotingWork":
        return NotingWork(self.inner.backfills, self.behind)

    async def asked(self, reactors: Reactors, after: int | None) -> None:
        if after is not None:
            self.behind.append(after)
        await self.inner.asked(reactors, after)


async def test_a_reading_never_goes_on_behind_the_id_of_somebody_who_was_erased() -> None:
    async with a_scene() as scene:
        general = scene.discord.channel(scene.inn, "general")
        crowd = sorted(scene.discord.members(scene.inn, 230), key=lambda one: one.id)
        first, last = crowd[98], crowd[99]
        reacted(scene, general, {"👍": [last]}, at=NOW - 2 * HOUR)
        await scene.catch_up()
        await ForgetMember(store=scene.store, clock=scene.discord.clock, keys=KEYS)(
            scene.inn.id, str(last.id), COMMAND_LINE
        )
        behind: list[int] = []
        scene.store = Noting(scene.store, behind)
        scene.discord.clock.advance(days=1)
        reacted(scene, general, {"🎉": crowd}, at=NOW + HOUR)
        assert (await scene.catch_up()).reactors_left == 0
        assert behind == [first.id, crowd[198].id]
        assert len(await scene.log(REACTION)) == 1 + 230, "who was asked for twice counts once"
