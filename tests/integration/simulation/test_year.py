"""A simulated year, told in any order: memory and PostgreSQL give the same answer to every question."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database, DatabaseAddress
from adapters.simulation.telling.course import batches
from adapters.simulation.telling.roster import roster
from adapters.simulation.world import TIERS, World
from adapters.simulation.world.places import SOURCE
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.activity import Activity
from domain.community.members import Sighting
from domain.insights.directory import Question
from domain.kernel.actors import SYSTEM
from domain.kernel.instants import day_of_number
from tests.builders.house import KEYS, House
from tests.builders.worlds import a_plan

WORLD: Final = World(a_plan(seed=3, members=100, days=365))
LAST: Final = WORLD.plan.end
NOW: Final = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC) + timedelta(hours=31)
WINDOWS: Final = ("7d", "30d", "90d", "all", f"{LAST - timedelta(days=200)}..{LAST - timedelta(days=130)}")
MOMENTS: Final = (
    None,
    f"{LAST}",
    f"{LAST - timedelta(days=40)}",
    f"{LAST - timedelta(days=101)}T18:30",
    f"{day_of_number(WORLD.plan.first + 1)}T03:00",
)

pytestmark = pytest.mark.slow

Batches = Sequence[Sequence[Activity]]


def day_by_day() -> Batches:
    return list(batches(WORLD))


def the_latest_first() -> Batches:
    return list(reversed(cut([each for batch in batches(WORLD) for each in batch])))


def shuffled_and_every_tenth_twice() -> Batches:
    everything = [each for batch in batches(WORLD) for each in batch]
    everything += everything[::10]
    Random(5).shuffle(everything)
    return cut(everything)


def cut(activities: Sequence[Activity], size: int = 7_001) -> Batches:
    return [activities[start : start + size] for start in range(0, len(activities), size)]


async def told(house: House, order: Callable[[], Batches]) -> House:
    """The year in that order, to a store that gives everybody the number that they have in the world."""
    house.clock.at = NOW
    await numbered(house)
    await house.told_in(order())
    await house.heard(*heard(), guild=WORLD.guild)
    await house.change_settings(WORLD.guild, {"tiers": dict(TIERS)}, SYSTEM)
    return house


async def numbered(house: House) -> None:
    at = datetime(2016, 1, 1, tzinfo=UTC)
    async with house.store.writing(WORLD.guild) as work:
        for person in roster(WORLD).people:
            seen = Sighting(hash=KEYS.person(person.source, person.id), person=person, named_at=at)
            await work.members.numbers([seen])


def heard() -> list[CoverageSpan]:
    start = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=WORLD.plan.first)
    down = WORLD.outage
    assert down is not None
    since, until = (datetime.fromtimestamp(ms / 1000, UTC) for ms in (down.start, down.end))
    return [
        CoverageSpan(family=family, start=begin, end=end, source=SOURCE)
        for family in FAMILIES
        for begin, end in ((start, since), (until, NOW))
    ]


async def answers(house: House) -> dict[str, Any]:
    """Everything that the pages ask, for windows and moments all over the year."""
    guild = WORLD.guild
    found: dict[str, Any] = {"snapshot": await house.folded(guild)}
    for window in WINDOWS:
        for moment in MOMENTS if window == "30d" else MOMENTS[:1]:
            asked = f"{window} as of {moment}"
            found[f"overview {asked}"] = await house.show_overview(guild, window, moment)
            found[f"top {asked}"] = await house.show_top(guild, window, moment, places=400)
            found[f"directory {asked}"] = await house.show_directory(guild, window, moment, ALL)
            found[f"channels {asked}"] = await house.show_channels(guild, window, moment)
    for tier in ("staff", "host", "captain", "volunteer"):
        found[tier] = await house.show_directory(guild, "90d", None, Question(tier=tier, sort="voice"))
    for number in range(1, 100, 11):
        found[f"member {number}"] = await house.show_member(guild, number, "90d")
    return found


ALL: Final = Question(page=None)


async def belief(house: House) -> dict[str, Any]:
    """What depends on the order in which the year was told: how it was told."""
    return {window: await house.show_data_quality(WORLD.guild, window) for window in ("30d", "all")}


def assert_the_same(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert mine.keys() == theirs.keys()
    assert mine["snapshot"].differences(theirs["snapshot"]) == []
    for question, answer in mine.items():
        assert theirs[question] == answer, question


@pytest.fixture(scope="module")
async def as_it_happened() -> House:
    return await told(House.built(), day_by_day)


@pytest.fixture(scope="module")
async def in_memory(as_it_happened: House) -> dict[str, Any]:
    return await answers(as_it_happened)


@pytest.mark.postgres
@pytest.mark.parametrize("order", [day_by_day, the_latest_first, shuffled_and_every_tenth_twice])
async def test_a_year_told_in_any_order_is_answered_alike_by_memory_and_postgres(
    order: Callable[[], Batches],
    as_it_happened: House,
    in_memory: dict[str, Any],
    fresh_address: DatabaseAddress,
):
    memory = as_it_happened if order is day_by_day else await told(House.built(), order)
    assert_the_same(await answers(memory), in_memory)
    async with Database(fresh_address) as database:
        postgres = await told(
            House.built(store=PostgresStore(database), facts=PostgresFacts(database)), order
        )
        assert_the_same(await answers(postgres), in_memory)
        assert await belief(postgres) == await belief(memory)


def test_the_year_is_one_worth_asking_about(in_memory: dict[str, Any]):
    snapshot = in_memory["snapshot"]
    assert len(snapshot.member_day) > 5_000
    assert len(snapshot.reply_day) > 1_000
    assert len(snapshot.spans) > 200
    overview = in_memory["overview all as of None"]
    assert overview.top.standings[0].score > 100
