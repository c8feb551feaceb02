"""Erasure: by id or by number, letters included; totals stay, and the board shows nobody."""

import attrs
import pytest

from domain.community.log.activity import Person
from domain.community.log.letters import Unreadable
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, a_message, a_person
from tests.builders.house import House

ADA, BEN = a_person(1, name="Ada"), a_person(2, name="Ben")


@pytest.fixture
async def house() -> House:
    house = House.built()
    house.clock.at += DAY
    await house.told(a_message(by=ADA), a_message(by=ADA, number=1), a_message(by=BEN, number=2))
    return house


@pytest.mark.parametrize("member", [ADA.id, "#0"])
async def test_a_member_is_forgotten_by_their_id_or_their_number(house: House, member: str) -> None:
    assert await house.number_of(ADA.id) == 0
    forgotten = await house.forget(GUILD, member, COMMAND_LINE)
    assert (forgotten.member_no, forgotten.outside_ids, forgotten.letters) == (0, 1, 0)
    assert (await house.member(ADA.id)).erased
    assert not (await house.member(BEN.id)).erased


@pytest.mark.parametrize(
    "member",
    ["", "#", "#-1", "#²", "#99", "#999999999999999999999999", "# 0", "#0x0", "0", "Ada", "\x00", "\ud800"],
)
async def test_somebody_unknown_cannot_be_forgotten(house: House, member: str) -> None:
    with pytest.raises(NotFound, match="has no member"):
        await house.forget(GUILD, member, COMMAND_LINE)


async def test_a_stranger_is_forgotten_in_their_own_world(house: House) -> None:
    await house.told(a_message(by=Person(id=ADA.id, source="forum", name="Not Ada"), number=9))
    with pytest.raises(NotFound):
        await house.forget(GUILD, ADA.id, COMMAND_LINE, source="shop")
    await house.forget(GUILD, ADA.id, COMMAND_LINE, source="forum")
    assert not (await house.member(ADA.id)).erased
    assert (await house.member(ADA.id, source="forum")).erased


async def test_the_board_shows_nobody_at_once_and_the_totals_stay(house: House) -> None:
    before = await house.show_overview(GUILD)
    assert [place.member_no for place in before.top.standings] == [0, 1]
    await house.forget(GUILD, ADA.id, COMMAND_LINE)
    after = await house.show_overview(GUILD)
    assert [place.member_no for place in after.top.standings] == [1]
    assert set(after.people) == {1}
    assert [found.value for found in after.tiles] == [found.value for found in before.tiles]
    assert [place.member_no for place in (await house.show_top(GUILD)).board.standings] == [1]


async def test_letters_that_name_somebody_are_emptied_here_and_outside_of_all_guilds(house: House) -> None:
    await house.told(
        attrs.evolve(a_message(by=ADA), kind="dance"),
        attrs.evolve(a_message(by=BEN, toward=ADA, number=1), kind="dance"),
        attrs.evolve(a_message(by=BEN, number=2), kind="dance"),
        Unreadable(source="ingest", reason="unreadable", detail="x", record={"person": {"id": int(ADA.id)}}),
        Unreadable(source="ingest", reason="unreadable", detail="x", record={"person": {"id": BEN.id}}),
    )
    forgotten = await house.forget(GUILD, ADA.id, COMMAND_LINE)
    assert forgotten.letters == 3
    assert [letter.record is None for letter in await house.letters()].count(True) == 2
    assert sorted(letter.record is None for letter in await house.letters(None)) == [False, True]
    assert ADA.id not in repr(await house.letters()) + repr(await house.letters(None))


async def test_forgetting_again_empties_what_came_in_between(house: House) -> None:
    await house.forget(GUILD, ADA.id, COMMAND_LINE)
    await house.told(
        attrs.evolve(a_message(TIME_ZERO + HOUR, ADA), kind="dance"),
        Unreadable(source="ingest", reason="unreadable", detail="x", record={"person": {"id": ADA.id}}),
    )
    again = await house.forget(GUILD, ADA.id, COMMAND_LINE)
    assert (again.member_no, again.outside_ids, again.letters) == (0, 0, 1)
    assert ADA.id not in repr(house.memory.state(GUILD)) + repr(await house.letters(None))


async def test_a_broken_record_of_somebody_who_was_erased_is_parked_without_it(house: House) -> None:
    abroad = Person(id="76561198000000001", source="steam", name="Ada abroad")
    await house.told(a_message(by=abroad, number=7))
    await house.forget(GUILD, ADA.id, COMMAND_LINE)
    await house.forget(GUILD, abroad.id, COMMAND_LINE, source="steam")
    broken = attrs.evolve(a_message(by=ADA), kind="dance")
    await house.told(
        broken,
        attrs.evolve(a_message(by=abroad, number=1), kind="dance"),
        attrs.evolve(a_message(by=BEN, toward=ADA, number=2), kind="dance"),
        attrs.evolve(a_message(by=BEN, number=3), kind="dance"),
        Unreadable(
            guild=GUILD, source="ingest", reason="odd", detail="x", record={"a": [{"b": int(ADA.id)}]}
        ),
    )
    kept = [letter.record for letter in await house.letters() if letter.record is not None]
    assert len(kept) == 1 and BEN.id in repr(kept)
    assert len(await house.letters()) == 5, "that there was one is kept all the same"
    await house.told(broken)
    assert len(await house.letters()) == 5
    assert not [one for one in (ADA.id, abroad.id) if one in repr(house.memory.state(GUILD))]


async def test_a_guild_forgets_nobody_of_another(house: House) -> None:
    await house.told(a_message(by=ADA, guild=GUILD + 1))
    await house.forget(GUILD, ADA.id, COMMAND_LINE)
    assert (await house.member(ADA.id, guild=GUILD + 1)).name == "Ada"
