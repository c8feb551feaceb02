"""Draining: in order, once, whatever fails in between."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from application.community.hearing.told import HasRoles, InVoice, Listened, Missed, Named
from domain.community.guild import ChannelName
from domain.kernel.errors import Unavailable
from tests.builders.activities import GUILD, HOUR, MINUTE, TIME_ZERO, a_message, a_person
from tests.unit.application.community.hearing.hall import Hall, unreadable


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall.opened(tmp_path)
    yield opened
    opened.journal.close()


def messages(count: int, first: int = 0) -> list:
    return [a_message(TIME_ZERO + number * MINUTE, number=number) for number in range(first, first + count)]


async def written(hall: Hall, guild: int = GUILD) -> int:
    return sum(row[0] for row in (await hall.snapshot(guild)).member_day.values())


async def test_what_the_journal_holds_is_in_the_log_and_the_journal_is_empty(hall: Hall) -> None:
    for message in messages(5):
        hall.hear(message)
    await hall.drained()
    assert await written(hall) == 5
    assert hall.journal.state().waiting_records == 0
    assert await hall.drain() == 0


async def test_drained_twice_it_counts_once(hall: Hall) -> None:
    ada, ben = a_person(1), a_person(2)
    hall.hear(*messages(3))
    hall.hear(Listened(guild=GUILD, families=("voice", "messages"), start=TIME_ZERO, end=TIME_ZERO + HOUR))
    hall.hear(InVoice(guild=GUILD, at=TIME_ZERO, present={ada: 5, ben: 6}))
    hall.hear(HasRoles(guild=GUILD, at=TIME_ZERO, person=ada, roles=frozenset({8, 9}), exact=False))
    hall.hear(InVoice(guild=GUILD, at=TIME_ZERO + HOUR, present={ada: 6}))
    hall.hear(HasRoles(guild=GUILD, at=TIME_ZERO + HOUR, person=ada, roles=frozenset({9}), exact=True))
    await hall.drained()
    once = await hall.snapshot()
    for number in range(len(hall.script.lines)):
        hall.hear_bytes(str(number).encode())
    await hall.drained()
    assert await hall.snapshot() == once
    assert await written(hall) == 3


async def test_while_the_store_is_away_nothing_is_drained_and_then_everything_once(hall: Hall) -> None:
    for message in messages(4):
        hall.hear(message)
    hall.store.away = True
    for _ in range(3):
        with pytest.raises(Unavailable):
            await hall.drain()
        await asyncio.sleep(0)
    assert hall.journal.state().waiting_records == 4
    hall.store.away = False
    await hall.drained()
    assert await written(hall) == 4
    assert len(hall.script.read_so_far) == 4  # the reader is never asked again for what it told


@pytest.mark.parametrize("transactions", range(14))
async def test_an_absence_at_any_moment_loses_and_doubles_nothing(hall: Hall, transactions: int) -> None:
    hall.store.left = transactions
    ada = a_person(1)
    hall.hear(*messages(2), unreadable(1))
    hall.hear(Named(guild=GUILD, at=TIME_ZERO, name="Guild", people=(ada,)))
    hall.hear(Listened(guild=GUILD, families=("voice",), start=TIME_ZERO, end=TIME_ZERO + MINUTE))
    hall.hear(InVoice(guild=GUILD, at=TIME_ZERO, present={ada: 5}), *messages(2, first=2))
    hall.hear(Missed(guild=GUILD, families=("voice",), start=TIME_ZERO, end=TIME_ZERO, reason="deaf"))
    hall.hear(*messages(2, first=4))
    async with asyncio.timeout(30):
        while hall.journal.state().waiting_records:
            try:
                await hall.drain()
            except Unavailable:
                hall.store.left, hall.store.away = None, False
    assert await written(hall) == 6
    assert len((await hall.snapshot()).marks) == 1
    async with hall.store.inner.unaddressed() as letters:
        assert await letters.counts() == {"unreadable": 1}


async def test_killed_between_the_log_and_the_journal_it_counts_once(hall: Hall) -> None:
    hall.hear(*messages(3))
    hall.hear(InVoice(guild=GUILD, at=TIME_ZERO, present={a_person(1): 5}))
    await hall.drained()
    once = await hall.snapshot()
    (hall.folder / "drained").unlink()  # the process died before it could say how far it was
    again = hall.killed()
    assert again.journal.state().waiting_records == 2
    await again.drained()
    assert await again.snapshot() == once
    again.journal.close()


async def test_a_record_that_nobody_can_read_is_a_dead_letter_and_its_neighbours_land(hall: Hall) -> None:
    hall.hear(messages(1)[0])
    hall.hear_bytes(b"poison")
    hall.hear(unreadable(7), messages(2)[1])
    await hall.drained()
    assert await written(hall) == 2
    async with hall.store.inner.unaddressed() as letters:
        assert await letters.counts() == {"unreadable": 2}
        assert all(letter.record is None for letter in await letters.waiting())


async def test_what_cannot_be_taken_is_a_dead_letter_and_what_follows_lands(hall: Hall) -> None:
    backwards = Listened(guild=GUILD, families=("voice",), start=TIME_ZERO + HOUR, end=TIME_ZERO)
    hall.hear(backwards, messages(1)[0])
    await hall.drained()
    assert await written(hall) == 1
    async with hall.store.inner.reading(GUILD) as work:
        assert await work.letters.counts() == {"not_stored": 1}


async def test_only_the_guilds_that_are_allowed_are_recorded(tmp_path: Path) -> None:
    hall = Hall.opened(tmp_path, guilds=frozenset({GUILD}))
    hall.hear(messages(1)[0], attrs.evolve(messages(1)[0], guild=GUILD + 1))
    hall.hear(Named(guild=GUILD + 1, at=TIME_ZERO, name="Elsewhere"), unreadable(1))
    await hall.drained()
    assert await hall.store.inner.guilds() == [GUILD]
    assert await written(hall) == 1
    hall.journal.close()


async def test_the_reader_is_told_which_threads_were_known(hall: Hall) -> None:
    threads = [
        ChannelName(channel=5, name="general", seen_at=TIME_ZERO),
        ChannelName(channel=6, name="thread", parent=5, seen_at=TIME_ZERO),
    ]
    async with hall.store.inner.writing(GUILD) as work:
        await work.guild.name_channels(threads)
        await work.counters.touch((), members=False, last_activity=None)
    await hall.drain()
    assert hall.script.parents == {GUILD: {6: 5}}


async def test_rounds_are_bounded_by_what_is_told(tmp_path: Path) -> None:
    hall = Hall.opened(tmp_path, at_once=10)
    for first in range(0, 60, 6):
        hall.hear(*messages(6, first=first))
    async with asyncio.timeout(30):
        while not (drained := await hall.drain()):
            pass
    assert drained == 2
    await hall.drained()
    assert await written(hall) == 60
    hall.journal.close()


async def test_it_runs_until_it_is_told_to_stop_and_waits_ever_longer_for_an_absent_store(hall: Hall) -> None:
    stop, waits = asyncio.Event(), []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 9:
            hall.store.away = False
        if await written_so_far() == 1:
            stop.set()
        await asyncio.sleep(0)

    async def written_so_far() -> int:
        return await written(hall)

    hall.hear(messages(1)[0])
    hall.store.away = True
    await asyncio.wait_for(hall.drain.run(stop, sleep=sleep), 30)
    assert waits[:9] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    assert await written(hall) == 1


async def test_stopping_does_not_wait_for_an_absent_store(hall: Hall) -> None:
    stop = asyncio.Event()
    hall.store.away = True
    running = asyncio.ensure_future(hall.drain.run(stop, sleep=lambda _: asyncio.sleep(3600)))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(running, 30)


async def test_one_record_that_the_log_chokes_on_is_a_dead_letter_and_its_neighbours_land(hall: Hall) -> None:
    chokes = attrs.evolve(messages(1)[0], person=attrs.evolve(a_person(9), id=9))  # what no reader makes
    for message in [*messages(40), chokes, *messages(40, first=40)]:
        hall.hear(message)
    await hall.drained()
    assert await written(hall) == 80
    async with hall.store.inner.reading(GUILD) as work:
        assert await work.letters.counts() == {"not_stored": 1}


async def test_where_the_log_chokes_on_everything_nothing_is_given_up(hall: Hall) -> None:
    chokes = attrs.evolve(messages(1)[0], person=attrs.evolve(a_person(9), id=9))
    hall.hear(*[chokes] * 3)
    await until_on_disk(hall)
    with pytest.raises((TypeError, AttributeError)):
        await hall.drain()
    assert hall.journal.state().waiting_records == 1


async def until_on_disk(hall: Hall) -> None:
    async with asyncio.timeout(30):
        while not await hall.journal.read(most=1):
            await asyncio.sleep(0)
    await hall.journal.rewind()
