"""What the front door promises on every store: counted once for ever, whatever happens on the way."""

import asyncio
from datetime import UTC, datetime
from random import Random

import attrs

from application.community.ports import Store
from application.community.record import RecordActivities
from application.community.replay import ReplayLog
from application.community.sealing import SealDays
from domain.community.fold import RECEIVED
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from domain.community.log.letters import Unreadable
from domain.community.settings import GuildSettings, SettingsVersion
from tests.builders.activities import (
    DAY,
    HOUR,
    MINUTE,
    SECRET,
    TIME_ZERO,
    StoppedClock,
    a_message,
    a_person,
    a_reaction,
    enters_voice,
    leaves_voice,
    reactions_seen,
)
from tests.contracts import Contract, a_guild
from tests.contracts.front_door.recount import observed, recounted
from tests.contracts.strategies import of_guild

KEYS = Keyring(SECRET)
PATIENCE = 60
"""Seconds after which writers count as waiting for each other for ever."""


def a_door(store: Store) -> RecordActivities:
    """The front door, long after everything in these histories."""
    return RecordActivities(store=store, clock=StoppedClock(TIME_ZERO + 30 * DAY), keys=KEYS)


async def live_in(store: Store, guild: int, zone: str) -> None:
    """Let the guild's days be those of a zone."""
    version = SettingsVersion(
        version=1,
        settings=GuildSettings(time_zone=zone),
        changed_at=TIME_ZERO,
        changed_by="a test",
        effective_from=datetime(2020, 1, 1, tzinfo=UTC),
    )
    async with store.writing(guild) as work:
        await work.guild.add_settings(version)


def cut(history: list[Activity], draw: Random) -> list[list[Activity]]:
    """Anywhere, into batches."""
    batches, rest = [], list(history)
    while rest:
        size = draw.randint(1, len(rest))
        batches.append(rest[:size])
        rest = rest[size:]
    return batches


async def check_counts(store: Store, guild: int, history: list[Activity], zone: str = "UTC") -> None:
    """The guild holds what a slow recount of its history finds, and a replay of its log finds the same."""
    assert attrs.asdict(await observed(store, guild)) == attrs.asdict(recounted(history, zone, KEYS))
    replayed = await ReplayLog(store=store)(guild, check=True)
    assert replayed.differences == ()


async def check_any_order(store: Store, history: list[Activity], zone: str, draw: Random) -> None:
    """Late, twice, in disagreement, in any order and in any batches: it counts the same."""
    for _ in range(2):
        guild = a_guild()
        await live_in(store, guild, zone)
        told = of_guild(history, guild)
        draw.shuffle(told)
        door = a_door(store)
        for batch in cut([*told, *draw.sample(told, draw.randint(0, len(told)))], draw):
            await door(batch)
        await check_counts(store, guild, told, zone)


async def check_writers_at_once(stores: list[Store], history: list[Activity], draw: Random) -> None:
    """Several writers who tell the same things at the same time: it counts the same."""
    guild = a_guild()

    async def tell(store: Store, batches: list[list[Activity]]) -> None:
        door = a_door(store)
        for batch in batches:
            await door(batch)

    told = of_guild(history, guild)
    parts = [draw.sample(told, draw.randint(0, len(told))) for _ in stores]
    left_out = [one for one in told if not any(one is other for part in parts for other in part)]
    work = list(zip(stores, [cut(part, draw) for part in [parts[0] + left_out, *parts[1:]]], strict=True))
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(tell(store, batches) for store, batches in work))
    await check_counts(stores[0], guild, told)


def a_busy_day(people: int = 40, messages: int = 600) -> list[Activity]:
    """Everybody writes, answers, reacts and talks; the same few are hit by every batch."""
    draw = Random(4)
    crowd = [a_person(number) for number in range(people)]
    told: list[Activity] = []
    for number in range(messages):
        at = TIME_ZERO + number * MINUTE
        wrote = a_message(at, crowd[number % 7], number, channel=500 + number % 3)
        if number % 3 == 0:
            wrote = attrs.evolve(wrote, toward=crowd[(number * 5) % people])
        told += [wrote, a_reaction(wrote, crowd[draw.randrange(people)], emoji="🎉🔥"[number % 2])]
        if number % 5 == 0:
            who = crowd[number % 11]
            told += [enters_voice(at, who), leaves_voice(at + 3 * MINUTE, who)]
    return told


class FrontDoorContract(Contract):
    """Promises that need no drawn history; leaves add those that do."""

    async def test_sending_everything_again_counts_nothing(self, store: Store, guild: int) -> None:
        told, door = of_guild(a_busy_day(), guild), a_door(store)
        first = await door(told)
        again = await door(told[::-1])
        assert first.count("accepted") == len(told)
        assert again.count("duplicate") == len(told)
        await check_counts(store, guild, told)

    async def test_writers_who_meet_on_the_same_members_end_and_agree(self, store: Store) -> None:
        guilds = [a_guild(), a_guild()]
        day = a_busy_day()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(
                *(
                    a_door(store)(of_guild(day[start::4][:: 1 if start % 2 else -1], guild))
                    for guild in guilds
                    for start in range(4)
                )
            )
        for guild in guilds:
            await check_counts(store, guild, of_guild(day, guild))

    async def test_guilds_in_one_batch_are_counted_each_for_itself(self, store: Store) -> None:
        guilds = [a_guild() for _ in range(3)]
        day = a_busy_day(messages=40)
        mixed = [one for row in zip(*(of_guild(day, guild) for guild in guilds), strict=True) for one in row]
        answers = await a_door(store)(mixed)
        assert answers.count("accepted") == len(mixed)
        for guild in guilds:
            await check_counts(store, guild, mixed[guilds.index(guild) :: 3])

    async def test_more_reactions_in_a_day_than_32_bits_hold_keep_nobody_out(
        self, store: Store, guild: int
    ) -> None:
        """Whatever order they come in, a neighbour of the number that is too large still counts."""
        messages = [a_message(TIME_ZERO, a_person(1), number=number) for number in range(220)]
        seen = [reactions_seen(message, 10_000_000) for message in messages]
        late = a_reaction(a_message(TIME_ZERO, a_person(1), number=300))
        door = a_door(store)
        for batch in (seen, [late]):
            answers = await door(of_guild(batch, guild))
            assert answers.count("accepted") == len(batch)
        async with store.reading(guild) as work:
            days = (await work.counters.snapshot()).member_day
        assert max(row[RECEIVED] for row in days.values()) == 220 * 10_000_000 + 1

    async def test_neighbours_of_what_cannot_be_kept_land(self, store: Store, guild: int) -> None:
        good = of_guild(a_busy_day(messages=20), guild)
        unknown = attrs.evolve(good[0], kind="wave")
        unreadable = Unreadable(source="ingest", reason="unreadable", detail="line 3", guild=guild)
        answers = await a_door(store)([good[0], unknown, *good[1:], unreadable])
        outcomes = [answer.outcome for answer in answers.answers]
        assert outcomes == ["accepted", "parked", *["accepted"] * (len(good) - 1), "parked"]
        await check_counts(store, guild, good)
        async with store.reading(guild) as work:
            assert await work.letters.counts() == {"unknown_kind": 1, "unreadable": 1}

    async def test_a_sealed_day_keeps_what_it_has_and_takes_no_more(self, store: Store, guild: int) -> None:
        day = of_guild(a_busy_day(messages=2000), guild)  # a day and a third
        door = a_door(store)
        await door(day[::2])
        await SealDays(store=store)(guild, TIME_ZERO.date())
        before = await observed(store, guild)
        answers = await door(day[1::2])
        late = [one for one in day[1::2] if one.occurred_at.date() <= TIME_ZERO.date()]
        assert answers.count("parked") == len(late) > 0
        async with store.reading(guild) as work:
            assert await work.letters.counts() == {"sealed": len(late)}
        after = await observed(store, guild)
        today = (TIME_ZERO - datetime(1970, 1, 1, tzinfo=UTC)).days
        assert {key: row for key, row in after.member_day.items() if key[1] <= today} == {
            key: row for key, row in before.member_day.items() if key[1] <= today
        }
        assert (await ReplayLog(store=store)(guild, check=True)).differences == ()

    async def test_names_come_from_the_newest_sighting_of_all_batches(self, store: Store, guild: int) -> None:
        door = a_door(store)
        for hours, name in ((1, "Newer"), (2, "Newest"), (0, "Old")):
            at = TIME_ZERO + hours * HOUR
            await door(of_guild([a_message(at, a_person(name=name))], guild))
        assert (await observed(store, guild)).people == {f"discord:{a_person().id}": ("Newest", False)}
