"""When the store breaks in the middle nothing is left of a batch; what it refuses alone is parked alone."""

import asyncio
from copy import deepcopy
from typing import Any

import attrs
import pytest

from adapters.memory.community import MemoryStore
from application.community.record import Answer
from domain.community.log.activity import Activity
from domain.community.log.entry import Entry
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Unavailable
from domain.kernel.instants import day_number
from tests.builders.activities import (
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    a_reply,
    enters_voice,
    joins,
    leaves,
    leaves_voice,
    reactions_seen,
)
from tests.builders.house import KEYS, House
from tests.unit.application.community.stores import breaking, choosy

TODAY = day_number(DAY_ZERO)
FIRST = a_message()
BEFORE = [
    FIRST,
    a_reaction(FIRST, at=TIME_ZERO + 5 * HOUR, inferred=True),
    reactions_seen(FIRST, 1),
    enters_voice(TIME_ZERO, a_person(3)),
    joins(TIME_ZERO - DAY, a_person(3)),
]
"""Something of every table stands there before."""

BATCH = [
    a_reply(FIRST, TIME_ZERO + MINUTE, a_person(4, name="A stranger")),
    a_reaction(FIRST, at=TIME_ZERO + HOUR),
    reactions_seen(FIRST, 4),
    leaves_voice(TIME_ZERO + HOUR, a_person(3, name="A newer name", bot=True)),
    leaves(TIME_ZERO + HOUR, a_person(3)),
]
STEPS = [
    *("guild.settings", "guild.profile", "members.numbers", "log.known", "log.append", "counters.tally"),
    *("spans.mark", "spans.of", "spans.put", "counters.add", "counters.touch"),
]


def state(memory: MemoryStore) -> dict[str, Any]:
    return attrs.asdict(deepcopy(memory.state(GUILD)), recurse=False)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "error", [Unavailable("the store is away"), RuntimeError("a bug"), asyncio.CancelledError()]
)
async def test_nothing_is_left_of_a_batch_whose_store_broke(step: str, error: BaseException) -> None:
    house = House.built()
    house.clock.at += DAY
    await house.told(*BEFORE)
    before = state(house.memory)
    broken = attrs.evolve(house, store=breaking(house.memory, step, error))
    with pytest.raises(type(error)):
        await broken.told(*BATCH)
    assert state(house.memory) == before
    # Telling it again is safe, and then it is as if nothing had happened.
    assert (await house.told(*BATCH)).count("accepted") == len(BATCH)
    untroubled = House.built()
    untroubled.clock.at += DAY
    await untroubled.told(*BEFORE)
    await untroubled.told(*BATCH)
    assert await house.folded() == await untroubled.folded()
    assert (await house.replay(GUILD, check=True)).differences == ()


async def test_a_guild_that_broke_leaves_the_guilds_before_it_alone() -> None:
    house = House.built()
    later = [attrs.evolve(activity, guild=GUILD + 1) for activity in BEFORE]

    def broken_only_there(work: Any) -> Any:
        broken = work.guild._state.guild == GUILD + 1
        return breaking(house.memory, "counters.touch", Unavailable("away")).replace(work) if broken else work

    store = attrs.evolve(breaking(house.memory, "", Unavailable("")), replace=broken_only_there)
    with pytest.raises(Unavailable):
        await attrs.evolve(house, store=store).told(*later, *BEFORE)
    assert (await house.folded()).member_day
    assert await house.memory.guilds() == [GUILD]


# ── what the store refuses ──────────────────────────────────────────────────


def refusing(*bad: Activity) -> tuple[House, House]:
    """A house, and the same behind a store that cannot hold these."""
    house, keys = House.built(), {KEYS.key(activity) for activity in bad}

    def refused(entry: Entry) -> bool:
        return entry.key in keys

    return house, attrs.evolve(house, store=choosy(house.memory, refused))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 16])
@pytest.mark.parametrize("position", [0, -1, 3])
async def test_one_record_that_the_store_refuses_is_parked_and_its_neighbours_land(
    size: int, position: int
) -> None:
    messages = [a_message(number=number) for number in range(size)]
    bad = messages[position % size]
    house, choosy_house = refusing(bad)
    told = await choosy_house.told(*messages)
    assert [answer.outcome for answer in told.answers] == [
        "parked" if message is bad else "accepted" for message in messages
    ]
    assert told.answers[position % size] == Answer("parked", "not_stored")
    assert (await house.folded()).member_day == ({(0, TODAY): (size - 1, 0, 0, 0)} if size > 1 else {})
    (letter,) = await house.letters()
    assert (letter.reason, letter.detail) == ("not_stored", "a value does not fit")
    assert letter.record is not None and letter.record["subject"] == str(bad.subject)
    # Mended, the same batch lands what was missing and nothing twice.
    again = await house.told(*messages)
    assert (again.count("accepted"), again.count("duplicate")) == (1, size - 1)
    assert (await house.folded()).member_day == {(0, TODAY): (size, 0, 0, 0)}


async def test_when_the_store_refuses_everything_every_record_is_parked() -> None:
    messages = [a_message(number=number) for number in range(9)]
    house, choosy_house = refusing(*messages)
    assert (await choosy_house.told(*messages)).count("parked") == 9
    assert len(await house.letters()) == 9
    assert (await house.folded()).member_day == {}


async def test_copies_of_a_refused_record_are_parked_alike() -> None:
    bad = a_message()
    _, choosy_house = refusing(bad)
    told = await choosy_house.told(bad, a_message(number=1), bad, a_message(number=1))
    assert told.answers == (
        Answer("parked", "not_stored"),
        Answer("accepted"),
        Answer("parked", "not_stored"),
        Answer("duplicate"),
    )


async def test_letters_that_cannot_be_parked_do_not_undo_what_landed() -> None:
    house = House.built()
    broken = attrs.evolve(house, store=breaking(house.memory, "letters.park", Unavailable("away")))
    bad = Unreadable(source="ingest", reason="unreadable", detail="", guild=GUILD)
    with pytest.raises(Unavailable):
        await broken.told(FIRST, bad)
    assert (await house.folded()).member_day == {(0, TODAY): (1, 0, 0, 0)}
    assert await house.letters() == []
    assert [answer.outcome for answer in (await house.told(FIRST, bad)).answers] == ["duplicate", "parked"]
