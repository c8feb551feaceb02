"""Whatever is linked, done and unlinked in between: without links all is as if there had never been one."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.community.identity.accounts import LinkAccount, UnlinkAccount
from domain.community.log.activity import Person
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Conflict, NotFound
from tests.builders.activities import DAY, GUILD, HOUR, MINUTE, TIME_ZERO, a_message, a_person
from tests.builders.house import KEYS, House

PEOPLE = (a_person(1, name="Ada"), a_person(2, name="Ben"))
ACCOUNTS = (
    Person(id="8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11", source="supabase"),
    Person(id="76561198000000001", source="steam"),
    Person(id="76561198000000002", source="steam"),
)
EVERYBODY = (*PEOPLE, *ACCOUNTS)

STEPS = st.one_of(
    st.tuples(st.just("link"), st.integers(0, 1), st.integers(0, 2)),
    st.tuples(st.just("unlink"), st.just(0), st.integers(0, 2)),
    st.tuples(st.just("write"), st.integers(0, 4), st.integers(0, 4)),
)


async def reading(house: House) -> str:
    found = [await house.show_overview(GUILD), await house.show_top(GUILD), await house.show_directory(GUILD)]
    return repr(found) + repr([await house.show_member(GUILD, number) for number in range(len(EVERYBODY))])


async def walked(steps: list[tuple[str, int, int]], *, linking: bool) -> House:
    house = House.built()
    house.clock.at = TIME_ZERO + DAY
    await house.told(*(a_message(TIME_ZERO, one, number) for number, one in enumerate(EVERYBODY)))
    link = LinkAccount(store=house.store, clock=house.clock, keys=KEYS)
    unlink = UnlinkAccount(store=house.store, clock=house.clock)
    for number, (what, one, other) in enumerate(steps):
        if what == "write":
            at = TIME_ZERO + HOUR + number * MINUTE
            await house.told(a_message(at, EVERYBODY[one], number, toward=EVERYBODY[other]))
        elif linking:
            with suppress(Conflict, NotFound):
                account = ACCOUNTS[other]
                if what == "link":
                    await link(GUILD, PEOPLE[one].id, account.source, account.id, COMMAND_LINE)
                else:
                    await unlink(GUILD, len(PEOPLE) + other, COMMAND_LINE)
            await house.show_top(GUILD)  # what was read meanwhile is in the cache
    for number in range(len(PEOPLE), len(EVERYBODY)):
        with suppress(NotFound):
            await unlink(GUILD, number, COMMAND_LINE)
    return house


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(STEPS, max_size=8))
async def test_without_links_every_reading_is_as_if_there_had_never_been_one(
    steps: list[tuple[str, int, int]],
) -> None:
    assert await reading(await walked(steps, linking=True)) == await reading(
        await walked(steps, linking=False)
    )
