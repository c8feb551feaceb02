"""What is known of the bot from outside: whoever speaks counts, and the last word where nobody does."""

from datetime import timedelta

import attrs

from domain.operations.bot import BotState, ShardState
from domain.operations.leases import Holder
from domain.operations.sight import SILENT_AFTER, Backlog, Process, present, shard_of
from tests.builders.activities import TIME_ZERO

LATER = TIME_ZERO + timedelta(hours=1)


def a_process(name: str, *, ago: timedelta, shards: tuple[int, ...] = (0,), count: int = 1) -> Process:
    states = tuple(ShardState(shard=one, count=count, phase="listening", since=TIME_ZERO) for one in shards)
    return Process(
        bot="b",
        holder=Holder(id=name, host="attic", pid=1),
        told_at=LATER - ago,
        state=BotState(phase="listening", since=TIME_ZERO, shards=states),
        backlog=Backlog(),
    )


def names(*processes: Process) -> list[str]:
    return [one.holder.id for one in present(processes, LATER)]


def test_a_process_is_silent_after_a_minute_without_a_word() -> None:
    assert not a_process("new", ago=SILENT_AFTER).is_silent(LATER)
    assert a_process("old", ago=SILENT_AFTER + timedelta(seconds=1)).is_silent(LATER)


def test_a_process_that_said_farewell_is_silent_at_once() -> None:
    stopped = a_process("gone", ago=timedelta(0))
    stopped = attrs.evolve(stopped, state=attrs.evolve(stopped.state, phase="stopped"))
    assert stopped.is_silent(LATER)
    assert names(stopped, a_process("there", ago=SILENT_AFTER)) == ["there"]
    assert names(stopped) == ["gone"]


def test_those_that_speak_count_in_the_order_of_their_shards() -> None:
    second = a_process("second", ago=timedelta(0), shards=(2, 3), count=4)
    first = a_process("first", ago=timedelta(0), shards=(0, 1), count=4)
    gone = a_process("gone", ago=timedelta(hours=2), shards=(0, 1), count=2)
    assert names(second, gone, first) == ["first", "second"]


def test_where_none_speaks_the_one_that_spoke_last_is_shown() -> None:
    assert names(a_process("older", ago=timedelta(days=2)), a_process("old", ago=timedelta(days=1))) == [
        "old"
    ]
    assert names() == []


def test_a_guild_is_heard_on_the_shard_that_discord_gives_it() -> None:
    both = (a_process("first", ago=timedelta(0), shards=(0, 1), count=2),)
    for guild in (113266560123256832, 1 << 22, 5 << 22):
        found = shard_of(guild, both)
        assert found is not None
        assert found.shard == (guild >> 22) % 2
    assert shard_of(7, ()) is None
