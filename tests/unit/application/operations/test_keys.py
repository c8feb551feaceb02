"""Keys of other programs: made once, recognised at each question, revoked at once."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest

from adapters.memory.community import MemoryStore
from adapters.memory.operations.keys import MemoryApiKeys
from application.operations.keys import CreateKey, Made, RecogniseKey, RevokeKey
from domain.community.log.keys import Keyring
from domain.kernel.actors import COMMAND_LINE, Actor
from domain.kernel.errors import Invalid, NotFound, Refused
from domain.operations.keys import ApiKey, UnknownKey
from tests.builders.activities import HOUR, SECRET, StoppedClock

STAFF = Actor(kind="staff", name="Ada", assurance="declared")


class Slow(MemoryApiKeys):
    """Counts its looks, and takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    async def of(self, ids: Collection[str]) -> dict[str, ApiKey]:
        self.looks += 1
        found = await super().of(ids)
        await asyncio.sleep(0.01)
        return found


class House:
    def __init__(self) -> None:
        self.kept, self.clock, keys = Slow(), StoppedClock(), Keyring(SECRET)
        self.create = CreateKey(api_keys=self.kept, store=MemoryStore(), keys=keys, clock=self.clock)
        self.revoke = RevokeKey(api_keys=self.kept, clock=self.clock)
        self.recognise = RecogniseKey(api_keys=self.kept, keys=keys, clock=self.clock)

    async def a_key(self, **wishes: Any) -> Made:
        return await self.create("Grafana", ["read:kpis"], COMMAND_LINE, **wishes)


async def test_a_key_is_recognised_and_its_secret_kept_nowhere():
    house = House()
    made = await house.a_key()
    assert await house.recognise(made.token) == made.key
    secret = made.token.split("_", 2)[2]
    assert secret not in repr(await house.kept.all()) and secret not in repr(made)


async def test_what_is_no_key_of_ours_is_refused_without_saying_which_part_was_wrong():
    house = House()
    made = await house.a_key()
    other = await house.a_key()
    mixed = f"cos_{made.key.id}_{other.token.split('_', 2)[2]}"
    told = set()
    for wrong in (mixed, f"cos_00000000_{'x' * 43}"):
        with pytest.raises(UnknownKey) as refused:
            await house.recognise(wrong)
        told.add(str(refused.value))
    assert len(told) == 1
    for nonsense in ("", "cos_", made.token + "x", made.token.upper(), "\ud800"):
        with pytest.raises(UnknownKey):
            await house.recognise(nonsense)


async def test_a_revoked_key_opens_nothing_from_its_next_question_on():
    house = House()
    made = await house.a_key()
    await house.recognise(made.token)
    await house.revoke(made.key.id, COMMAND_LINE)
    with pytest.raises(UnknownKey, match="revoked"):
        await house.recognise(made.token)
    assert (await house.revoke(made.key.id, COMMAND_LINE)).revoked_at == house.clock.at
    with pytest.raises(NotFound):
        await house.revoke("00000000", COMMAND_LINE)


async def test_a_key_revoked_while_a_look_is_under_way_is_refused_to_whoever_asks_after_that():
    house = House()
    made = await house.a_key()
    first = asyncio.create_task(house.recognise(made.token))
    while not house.kept.looks:
        await asyncio.sleep(0)
    await house.revoke(made.key.id, COMMAND_LINE)
    with pytest.raises(UnknownKey, match="revoked"):
        await house.recognise(made.token)
    await first


async def test_a_key_expires_by_itself():
    house = House()
    made = await house.a_key(expires="1d")
    house.clock.at += timedelta(hours=24) - timedelta(seconds=1)
    await house.recognise(made.token)
    house.clock.at += timedelta(seconds=1)
    with pytest.raises(UnknownKey, match="expired"):
        await house.recognise(made.token)


async def test_fifty_questions_at_once_need_few_looks():
    house = House()
    made = [await house.a_key() for _ in range(3)]
    found = await asyncio.gather(*(house.recognise(made[at % 3].token) for at in range(50)))
    assert {key.id for key in found} == {one.key.id for one in made}
    assert house.kept.looks <= 3


async def test_when_a_key_was_used_last_is_known_to_the_minute():
    house = House()
    made = await house.a_key()
    began = house.clock.at
    for seconds in (0, 30, 59, 60):
        house.clock.at = began + timedelta(seconds=seconds)
        await house.recognise(made.token)
        kept = (await house.kept.of([made.key.id]))[made.key.id]
        assert kept.used_at == began + timedelta(seconds=60 if seconds == 60 else 0)
    house.clock.at = began + HOUR


@pytest.mark.parametrize(
    "wish",
    [
        {"scopes": []},
        {"scopes": ["read:everything"]},
        {"name": "  "},
        {"name": "two\nlines"},
        {"expires": "0d"},
        {"expires": "soon"},
        {"per_minute": 0},
    ],
)
async def test_a_wrong_wish_makes_no_key(wish):
    house = House()
    wishes: dict[str, Any] = {"name": "Grafana", "scopes": ["read:kpis"], "actor": COMMAND_LINE, **wish}
    with pytest.raises(Invalid):
        await house.create(**wishes)
    assert await house.kept.all() == []


async def test_only_the_command_line_makes_and_revokes_keys_and_only_for_a_guild_that_there_is():
    house = House()
    made = await house.a_key()
    for actor in (STAFF, made.key.actor):
        with pytest.raises(Refused):
            await house.create("Grafana", ["read:kpis"], actor)
        with pytest.raises(Refused):
            await house.revoke(made.key.id, actor)
    with pytest.raises(NotFound):
        await house.a_key(guild=7)


def test_a_key_opens_what_it_was_made_for_and_nothing_else():
    key = ApiKey(
        id="00000000",
        name="x",
        hash=b"",
        scopes=frozenset({"read:kpis"}),
        guild=5,
        per_minute=1,
        created_at=StoppedClock().at,
        created_by="x",
        expires_at=None,
    )
    key.must_open("read:kpis")
    key.must_reach(5)
    with pytest.raises(Refused, match="read:members"):
        key.must_open("read:members")
    with pytest.raises(NotFound):
        key.must_reach(6)


async def test_of_keys_that_come_and_go_no_more_are_remembered_than_were_allowed():
    house = House()
    house.recognise.most_noted = 3
    for _ in range(8):
        assert (await house.recognise((await house.a_key()).token)).state(house.clock.now()) == "works"
        assert house.recognise.noted <= 3
