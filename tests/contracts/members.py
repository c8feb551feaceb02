"""What a member list promises: it alone knows who is who."""

from datetime import datetime
from itertools import permutations

import attrs
import pytest

from application.community.ports import Store
from domain.community.log.activity import Person
from domain.community.log.keys import Keyring
from domain.community.members import Sighting
from tests.builders.activities import DAY, HOUR, SECRET, TIME_ZERO, a_person
from tests.contracts import Contract, a_guild

KEYS = Keyring(SECRET)


def seen(person: Person, at: datetime = TIME_ZERO) -> Sighting:
    return Sighting(hash=KEYS.person(person.source, person.id), person=person, named_at=at)


def named(name: str | None, at: datetime = TIME_ZERO, **changes: object) -> Sighting:
    return seen(attrs.evolve(a_person(), name=name, **changes), at)


class MembersContract(Contract):
    """A person has one number for ever; names are the newest; who was forgotten stays forgotten."""

    async def test_strangers_get_the_next_numbers_in_their_order(self, store: Store, guild: int) -> None:
        people = [seen(a_person(number)) for number in (5, 3, 9, 1)]
        async with store.writing(guild) as work:
            first = await work.members.numbers(people[:2])
            again = await work.members.numbers([people[1], people[2]])
        async with store.writing(guild) as work:
            later = await work.members.numbers([people[3], people[0]])
        assert first == {people[0].hash: 0, people[1].hash: 1}
        assert again == {people[1].hash: 1, people[2].hash: 2}
        assert later == {people[3].hash: 3, people[0].hash: 0}

    async def test_numbers_have_no_holes_after_a_work_that_was_undone(self, store: Store, guild: int) -> None:
        with pytest.raises(RuntimeError):
            async with store.writing(guild) as work:
                await work.members.numbers([seen(a_person(1)), seen(a_person(2))])
                raise RuntimeError
        async with store.writing(guild) as work:
            assert await work.members.numbers([seen(a_person(2))]) == {seen(a_person(2)).hash: 0}
            assert await work.members.numbers([seen(a_person(1))]) == {seen(a_person(1)).hash: 1}

    async def test_the_same_person_is_another_member_in_another_guild(self, store: Store, guild: int) -> None:
        other = a_guild()
        async with store.writing(guild) as work:
            await work.members.numbers([seen(a_person(1)), seen(a_person(2, name="Two"))])
        async with store.writing(other) as work:
            assert await work.members.by_hash(seen(a_person(2)).hash) is None
            assert list((await work.members.numbers([seen(a_person(2))])).values()) == [0]
            assert (await work.members.of([0]))[0].name == a_person(2).name

    async def test_an_id_of_another_source_is_another_person(self, store: Store, guild: int) -> None:
        abroad = attrs.evolve(a_person(1), source="webhook", name="Abroad")
        async with store.writing(guild) as work:
            numbers = await work.members.numbers([seen(a_person(1)), seen(abroad)])
            assert len(set(numbers.values())) == 2
            assert await work.members.outside_ids() == {0: a_person(1).id}
            assert await work.members.outside_ids(source="webhook") == {1: abroad.id}
            members = await work.members.of([0, 1, 7])
        assert {number: member.discord_id for number, member in members.items()} == {
            0: a_person(1).id,
            1: None,
        }

    async def test_the_newest_name_is_kept_whatever_came_first(self, store: Store) -> None:
        told = [
            named("Old", TIME_ZERO - DAY),
            named(None, TIME_ZERO + DAY),
            named("Anna", TIME_ZERO),
            named("Ben", TIME_ZERO),
        ]
        for order in permutations(told):
            for one_work in (True, False):
                guild = a_guild()
                if one_work:
                    async with store.writing(guild) as work:
                        await work.members.numbers(order)
                else:
                    for sighting in order:
                        async with store.writing(guild) as work:
                            await work.members.numbers([sighting])
                async with store.reading(guild) as work:
                    assert (await work.members.of([0]))[0].name == "Ben", order

    async def test_who_was_once_seen_as_a_bot_is_a_bot(self, store: Store, guild: int) -> None:
        for bot in (False, True, False):
            async with store.writing(guild) as work:
                await work.members.numbers([named("Robot", bot=bot)])
        async with store.reading(guild) as work:
            assert (await work.members.of([0]))[0].bot

    async def test_a_member_without_a_name_has_none_until_one_is_seen(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.members.numbers([named(None)])
            assert (await work.members.of([0]))[0].name is None
            await work.members.numbers([named("Ada", TIME_ZERO - DAY)])
            assert (await work.members.of([0]))[0].name == "Ada"

    async def test_erasure_empties_the_person_and_keeps_the_number(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.members.numbers([named("Ada"), seen(a_person(2))])
        async with store.writing(guild) as work:
            assert await work.members.erase(0, TIME_ZERO + DAY) == [a_person(1).id]
            assert await work.members.erase(0, TIME_ZERO + DAY) == []
        async with store.reading(guild) as work:
            member = (await work.members.of([0]))[0]
            assert (member.name, member.discord_id, member.erased) == (None, None, True)
            assert await work.members.outside_ids() == {1: a_person(2).id}
            assert await work.members.by_hash(named("Ada").hash) == 0

    async def test_who_was_forgotten_comes_back_as_the_same_nobody(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.members.numbers([named("Ada")])
            await work.members.erase(0, TIME_ZERO + HOUR)
        async with store.writing(guild) as work:
            again = await work.members.numbers([named("Ada again", TIME_ZERO + DAY)])
            member = (await work.members.of([0]))[0]
        assert list(again.values()) == [0]
        assert (member.name, member.discord_id, member.erased) == (None, None, True)

    async def test_many_people_are_met_at_once(self, store: Store, guild: int) -> None:
        crowd = [seen(a_person(number)) for number in range(1500)]
        async with store.writing(guild) as work:
            await work.members.numbers(crowd[::2])
        async with store.writing(guild) as work:
            numbers = await work.members.numbers(crowd)
            members = await work.members.of(numbers.values())
        assert sorted(numbers.values()) == list(range(1500))
        assert {members[numbers[one.hash]].discord_id for one in crowd} == {one.person.id for one in crowd}
