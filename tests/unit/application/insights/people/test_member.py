"""Who is this, and how are they doing: from activities to a profile."""

from datetime import timedelta

import pytest

from domain.community.coverage import FAMILIES, CoverageSpan
from domain.insights.profile import Profile
from domain.insights.profile.profile import Doings
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import Invalid, NotFound
from tests.builders.activities import (
    CHANNEL,
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    enters_voice,
    is_given,
    joins,
    leaves,
    leaves_voice,
)
from tests.builders.house import House

ADA, BEN, CLEO = (a_person(number, name=name) for number, name in ((1, "Ada"), (2, "Ben"), (3, "Cleo")))


@pytest.fixture
def house() -> House:
    return House.built()


async def listening(house: House) -> None:
    """Everything was heard until now."""
    start, end = TIME_ZERO - 90 * DAY, house.clock.now()
    await house.heard(
        *(CoverageSpan(family=family, start=start, end=end, source="gateway") for family in FAMILIES)
    )


def doings(read: Profile) -> Doings:
    assert read.doings is not None
    return read.doings


async def test_nobody_has_a_number_that_was_never_given(house: House) -> None:
    await house.told(a_message(by=ADA))
    for guild, number in ((GUILD, 1), (GUILD + 1, 0)):
        with pytest.raises(NotFound):
            await house.show_member(guild, number)


async def test_a_window_that_cannot_be_read_is_refused(house: House) -> None:
    await house.told(a_message(by=ADA))
    with pytest.raises(Invalid):
        await house.show_member(GUILD, 0, "soon")


async def test_somebody_is_shown_with_what_they_did_where_and_with_whom(house: House) -> None:
    house.clock.at += DAY
    wrote = a_message(by=ADA)
    await house.told(
        joins(TIME_ZERO - 5 * DAY, by=BEN),
        wrote,
        a_message(TIME_ZERO + HOUR, by=BEN, number=1, toward=ADA),
        a_message(TIME_ZERO + 2 * HOUR, by=ADA, number=2, toward=BEN),
        a_message(TIME_ZERO + 3 * HOUR, by=CLEO, number=3, toward=BEN),
        a_reaction(wrote, by=BEN),
        enters_voice(TIME_ZERO - HOUR, by=BEN),
        leaves_voice(TIME_ZERO, by=BEN),
    )
    await listening(house)
    read = await house.show_member(GUILD, await house.number_of(BEN.id))
    assert (read.person.name, read.joined) == ("Ben", DAY_ZERO - timedelta(days=5))
    assert read.member.discord_id == BEN.id
    found = doings(read)
    assert {one.key: one.total for one in found.amounts} == {
        "messages": 1,
        "reactions": 1,
        "received": 0,
        "voice": 3600,
    }
    assert (found.standing.score, found.standing.rank) == (1.5, 2)
    assert [(one.channel, one.messages, one.share) for one in found.places] == [(CHANNEL, 1, 1.0)]
    assert found.rhythm[0] == (0, 0, 0, 0, 1, 0, 0, 0)
    assert [(read.people[bond.member_no].name, bond.given, bond.received) for bond in found.talk.bonds] == [
        ("Ada", 1, 1),
        ("Cleo", 0, 1),
    ]
    assert found.sessions is not None
    assert [one.seconds for one in found.sessions.shown] == [3600]


async def test_the_past_is_shown_as_it_was(house: House) -> None:
    house.clock.at += 10 * DAY
    await house.told(
        joins(TIME_ZERO, by=ADA),
        a_message(TIME_ZERO + HOUR, by=ADA),
        a_message(TIME_ZERO + HOUR, by=BEN, number=1, toward=ADA),
        a_message(TIME_ZERO + 3 * HOUR, by=ADA, number=2, toward=BEN),
        leaves(TIME_ZERO + 5 * DAY, by=ADA),
    )
    await listening(house)
    number = await house.number_of(ADA.id)
    now = await house.show_member(GUILD, number)
    assert now.left and doings(now).talk.given == 1
    within = await house.show_member(GUILD, number, as_of_text=f"{DAY_ZERO}T14:00+00:00")
    assert not within.left
    found = doings(within)
    assert [one.total for one in found.amounts if one.key == "messages"] == [1]
    assert (found.talk.given, found.talk.received) == (0, 1)
    assert sum(one.messages for one in found.places) == sum(map(sum, found.rhythm)) == 1


async def test_the_tier_is_that_of_the_roles_held_on_that_day(house: House) -> None:
    house.clock.at += 10 * DAY
    role = 910_000_000_000_000_001
    await house.told(joins(TIME_ZERO - HOUR, by=ADA), is_given(role, TIME_ZERO + DAY, ADA), a_message(by=BEN))
    ada, ben = await house.number_of(ADA.id), await house.number_of(BEN.id)
    assert (await house.show_member(GUILD, ada)).tier is None
    await house.change_settings(GUILD, {"tiers": {str(role): "host"}}, COMMAND_LINE)
    assert (await house.show_member(GUILD, ada)).tier == "host"
    assert (await house.show_member(GUILD, ben)).tier == "member"
    assert (await house.show_member(GUILD, ada, "30d", DAY_ZERO.isoformat())).tier == "member"


async def test_whoever_was_forgotten_is_shown_as_such_and_as_nothing_else(house: House) -> None:
    await house.told(a_message(by=ADA), a_message(by=BEN, number=1, toward=ADA))
    await listening(house)
    number = await house.number_of(ADA.id)
    async with house.store.writing(GUILD) as work:
        await work.members.erase(number, house.clock.now())
    read = await house.show_member(GUILD, number)
    assert (read.person.name, read.doings, read.member.discord_id) == ("Erased member", None, None)
    other = await house.show_member(GUILD, await house.number_of(BEN.id))
    assert [person.name for person in other.people.values()] == ["Erased member"]
    assert doings(other).standing.rank == 1
