"""Linked accounts are read as one person, everywhere; taken apart again, every reading is as it was."""

from typing import Any

import pytest

from application.community.identity.accounts import LinkAccount, UnlinkAccount
from domain.community.log.activity import Activity, Person
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    enters_voice,
    joins,
    leaves_voice,
    runs,
)
from tests.builders.house import KEYS, House

ADA, BEN = a_person(1, name="Ada"), a_person(2, name="Ben")
WEB = Person(id="8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11", source="supabase", name="ada on the web")
MOMENTS = (None, "2026-03-02T12:30Z", "2026-03-01")


def told(account: Person) -> list[Activity]:
    """Ada and Ben on Discord, and what was done with an account."""
    return [
        joins(TIME_ZERO - 3 * DAY, ADA),
        joins(TIME_ZERO - 3 * DAY, BEN),
        a_message(TIME_ZERO - DAY, ADA),
        a_message(TIME_ZERO - DAY + HOUR, account, 1),
        a_message(TIME_ZERO - DAY + 2 * HOUR, account, 2, toward=BEN),
        a_message(TIME_ZERO, BEN, 3, toward=account),
        a_message(TIME_ZERO + MINUTE, BEN, 4, toward=ADA),
        a_message(TIME_ZERO + 40 * MINUTE, account, 5),
        a_reaction(a_message(TIME_ZERO, BEN, 3), account),
        a_reaction(a_message(TIME_ZERO + 40 * MINUTE, account, 5), BEN),
        runs("rank", TIME_ZERO - 3 * HOUR, account),
        enters_voice(TIME_ZERO - 2 * HOUR, account),
        leaves_voice(TIME_ZERO - HOUR, account),
    ]


async def a_house(account: Person) -> House:
    house = House.built()
    house.clock.at = TIME_ZERO + HOUR
    await house.told(*told(account))
    return house


async def linked(house: House) -> House:
    link = LinkAccount(store=house.store, clock=house.clock, keys=KEYS)
    await link(GUILD, ADA.id, "supabase", WEB.id, COMMAND_LINE)
    return house


async def readings(house: House, people: int = 2) -> dict[str, Any]:
    """Everything that a page or a command shows, of three moments."""
    found: dict[str, Any] = {}
    for moment in MOMENTS:
        found[f"overview {moment}"] = await house.show_overview(GUILD, "30d", moment)
        found[f"top {moment}"] = await house.show_top(GUILD, "30d", moment)
        found[f"directory {moment}"] = await house.show_directory(GUILD, "30d", moment)
        found[f"channels {moment}"] = await house.show_channels(GUILD, "30d", moment)
        for number in range(people):
            found[f"member {number} {moment}"] = await house.show_member(GUILD, number, "30d", moment)
    found["quality"] = await house.show_data_quality(GUILD)
    return found


def words(reading: Any) -> str:
    """A reading with every figure in it."""
    return repr(reading)


async def test_what_a_linked_account_did_is_read_as_if_its_person_had_done_it() -> None:
    merged = await readings(await linked(await a_house(WEB)))
    whole = await readings(await a_house(ADA))
    assert {name: words(found) for name, found in merged.items()} == {
        name: words(found) for name, found in whole.items()
    }


async def test_every_kpi_is_of_people_and_not_of_their_accounts() -> None:
    merged, whole = await linked(await a_house(WEB)), await a_house(ADA)
    for page in ("leadership", "organisers", "engineering"):  # of quality are the links themselves
        found = [await house.show_board(GUILD, page) for house in (merged, whole)]
        assert words(found[0].lines) == words(found[1].lines), page


async def test_a_link_taken_away_leaves_every_reading_as_it_was() -> None:
    house = await a_house(WEB)
    before = await readings(house, 3)
    folded = await house.folded()
    await linked(house)
    assert words(await readings(house, 3)) != words(before)
    assert await house.folded() == folded, "a link changes nothing that was recorded or counted"
    account_no = await house.number_of(WEB.id, source="supabase")
    await UnlinkAccount(store=house.store, clock=house.clock)(GUILD, account_no, COMMAND_LINE)
    assert words(await readings(house, 3)) == words(before)
    assert await house.folded() == folded


async def test_an_account_that_nobody_saw_leaves_no_trace_when_its_link_is_taken_away() -> None:
    house = await a_house(ADA)
    before = await readings(house)
    await linked(house)
    assert words(await readings(house)) == words(before)
    account_no = await house.number_of(WEB.id, source="supabase")
    await UnlinkAccount(store=house.store, clock=house.clock)(GUILD, account_no, COMMAND_LINE)
    assert words(await readings(house)) == words(before)
    await house.told(a_message(TIME_ZERO + 30 * MINUTE, WEB, 9))
    board = (await house.show_top(GUILD)).board
    assert [place.member_no for place in board.standings] == [0, 1, account_no]


async def test_what_a_linked_account_does_later_is_its_persons_at_once() -> None:
    house = await linked(await a_house(WEB))
    ada = (await house.show_member(GUILD, 0)).doings
    house.clock.at += HOUR
    await house.told(a_message(TIME_ZERO + HOUR + MINUTE, WEB, 9))
    later = (await house.show_member(GUILD, 0)).doings
    assert ada is not None and later is not None
    assert later.amounts != ada.amounts


async def test_the_number_of_a_linked_account_shows_its_person() -> None:
    house = await linked(await a_house(WEB))
    account_no = await house.number_of(WEB.id, source="supabase")
    assert words(await house.show_member(GUILD, account_no)) == words(await house.show_member(GUILD, 0))
    with pytest.raises(NotFound):
        await house.show_member(GUILD, 99)


async def test_a_linked_account_is_not_in_the_list_of_names() -> None:
    house = await a_house(WEB)
    assert set((await house.sheets.names(GUILD)).names) == {"Ada", "Ben", WEB.name}
    await linked(house)
    assert set((await house.sheets.names(GUILD)).names) == {"Ada", "Ben"}


async def test_days_whose_raw_records_are_gone_are_read_through_links_too() -> None:
    merged, whole = await linked(await a_house(WEB)), await a_house(ADA)
    for house in (merged, whole):
        assert await house.seal(GUILD, TIME_ZERO.date() - DAY) > 0
    found = [await house.show_top(GUILD, "all", "2026-03-01") for house in (merged, whole)]
    assert words(found[0].board) == words(found[1].board)
    assert found[0].board.standings[0].messages == 3
