"""Names: the newest wins in any order and any batches; nobody who was erased is named again."""

from datetime import datetime
from typing import Any

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from domain.community.log.activity import Person
from domain.community.log.admission import AdmissionRules, clean_name
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import DAY, GUILD, HOUR, TIME_ZERO, a_message, a_person, joins
from tests.builders.house import House

ADA = a_person(1)
SAYINGS = st.tuples(
    st.integers(0, 4),
    st.none() | st.integers(-4, 4),
    st.sampled_from(["Ada", "Bea", "Ada\n", " ", "\x01Zoe", "\x00", "", None, "x" * 120, "\ud800"]),
    st.booleans(),
)
"""(hour of the message, hour at which the name was true, name, whether a bot)"""


def slow_name(sayings: list[tuple[int, int | None, str | None, bool]]) -> str | None:
    """The rule in words: of the names that are any, cleaned, the newest; of two at once the greater."""
    named = []
    for at, true_at, name, _ in sayings:
        cleaned = clean_name(name, AdmissionRules())
        if cleaned:
            named.append((at if true_at is None else true_at, cleaned))
    return max(named)[1] if named else None


def told_of(number: int, saying: tuple[int, int | None, str | None, bool]) -> Any:
    at, true_at, name, bot = saying
    named_at: datetime | None = None if true_at is None else TIME_ZERO + true_at * HOUR
    person = Person(id=ADA.id, name=name, bot=bot, named_at=named_at)
    message = a_message(TIME_ZERO + at * HOUR, a_person(9), number=number)
    return attrs.evolve(message, toward=person) if number % 2 else attrs.evolve(message, person=person)


@given(st.lists(SAYINGS, min_size=1, max_size=7), st.lists(st.integers(1, 4)))
@example([(1, None, "Ada", False), (2, None, "\n", False)], [2])
@example([(1, None, "\x01Zoe", False), (1, None, "Bea", False)], [2])
async def test_the_newest_name_wins_however_the_sayings_were_cut(
    sayings: list[tuple[int, int | None, str | None, bool]], cuts: list[int]
) -> None:
    house = House.built()
    house.clock.at += DAY
    activities = [told_of(number, saying) for number, saying in enumerate(sayings)]
    while activities:
        size = cuts.pop() if cuts else len(activities)
        await house.told(*activities[:size])
        activities = activities[size:]
    member = await house.member(ADA.id)
    assert member.name == slow_name(sayings)
    assert member.bot == any(bot for *_, bot in sayings)


async def test_one_person_object_in_many_places_takes_its_latest_time() -> None:
    house = House.built()
    house.clock.at += DAY
    older, newer = a_person(1, name="Older"), a_person(1, name="Newer")
    await house.told(
        a_message(TIME_ZERO + 1 * HOUR, newer),
        a_message(TIME_ZERO, older),
        a_message(TIME_ZERO + 5 * HOUR, newer, number=1),
        a_message(TIME_ZERO + 4 * HOUR, older, number=2),
    )
    assert (await house.member(ADA.id)).name == "Newer"
    await house.told(a_message(TIME_ZERO + 6 * HOUR, older, number=3))
    assert (await house.member(ADA.id)).name == "Older"


async def test_names_of_one_id_in_two_worlds_are_two_peoples() -> None:
    house = House.built()
    await house.told(
        a_message(by=Person(id="7", name="On Discord")),
        a_message(by=Person(id="7", source="forum", name="In the forum"), number=1),
    )
    assert (await house.member("7")).name == "On Discord"
    assert (await house.member("7", source="forum")).name == "In the forum"


# ── erasure ─────────────────────────────────────────────────────────────────


async def test_who_was_erased_keeps_a_number_and_nothing_else() -> None:
    house = House.built()
    house.clock.at += DAY
    await house.told(a_message(by=ADA), joins(TIME_ZERO, ADA))
    before = await house.folded()
    number = await house.number_of(ADA.id)
    forgotten = await house.forget(GUILD, ADA.id, COMMAND_LINE)
    assert (forgotten.member_no, forgotten.outside_ids) == (number, 1)
    member = await house.member(ADA.id)
    assert (member.member_no, member.name, member.discord_id, member.erased) == (number, None, None, True)
    assert await house.folded() == before
    assert ADA.id not in repr(house.memory.state(GUILD)) and "Person 1" not in repr(house.memory.state(GUILD))


async def test_who_was_erased_is_not_named_again_by_anything_that_comes() -> None:
    house = House.built()
    house.clock.at += DAY
    await house.told(a_message(by=ADA))
    number = await house.number_of(ADA.id)
    await house.forget(GUILD, ADA.id, COMMAND_LINE)
    later = attrs.evolve(ADA, name="Ada again", named_at=TIME_ZERO + 9 * DAY, bot=True)
    await house.told(a_message(TIME_ZERO + HOUR, later), a_message(by=a_person(2), number=4, toward=later))
    member = await house.member(ADA.id)
    assert (member.member_no, member.name, member.discord_id, member.erased) == (number, None, None, True)
    assert "Ada again" not in repr(house.memory.state(GUILD))
    assert sum(row[0] for (who, _), row in (await house.folded()).member_day.items() if who == number) == 1
    async with house.store.reading(GUILD) as work:
        assert await work.members.outside_ids() == {1 - number: a_person(2).id}
