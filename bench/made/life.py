"""What else people of the large guild do: join and leave, talk, run commands, come to events and say so."""

from typing import Final

import asyncpg
import numpy as np
from numpy.typing import NDArray

from bench.made.world import GUILD, World
from domain.community.log.commands import OK, code_of

COMMANDS: Final = ("show_my_profile", "show_profile", "leaderboard", "help")
EVENTS_A_DAY, SERIES, CAME, SAID = 2, 14, 60, 50
VOICE_CHANNEL: Final = 700_000_000_000_000_001
VOICE_CHANNELS: Final = 20

_MEMBERSHIPS: Final = """
insert into community_os.spans
(guild_id, member_no, family, position, start_at, end_at, start_inferred, end_inferred)
select $1, n, 'membership', 0, timestamptz '1970-01-01Z' + joined * interval '1 day' + interval '1 hour',
       case when gone > 0 then timestamptz '1970-01-01Z' + gone * interval '1 day' + interval '23 hours' end,
       false, false
from unnest($2::integer[], $3::integer[], $4::integer[]) one(n, joined, gone)
"""
_TALKED: Final = """
update community_os.member_day day set voice_seconds = one.seconds
from unnest($2::integer[], $3::integer[], $4::integer[]) one(day, member_no, seconds)
where day.guild_id = $1 and day.day = one.day and day.member_no = one.member_no
"""
_SESSIONS: Final = """
insert into community_os.spans
(guild_id, member_no, family, position, start_at, end_at, channel, start_inferred, end_inferred)
select $1, member_no, 'voice', row_number() over (partition by member_no order by day) - 1, begun,
       begun + seconds * interval '1 second', $5::bigint + (member_no + day) % $6::integer, false, false
from unnest($2::integer[], $3::integer[], $4::integer[]) one(day, member_no, seconds),
     lateral (select timestamptz '1970-01-01Z' + day * interval '1 day' + interval '19 hours' begun) at
"""
_EVENTS: Final = """
insert into community_os.events
(guild_id, event_id, starts_at, ends_at, started_at, ended_at, series, capacity, version, before_minutes,
 minimum_minutes, hosts, channels, status, title, type, description, place, occurrence)
select $1, n, begins, begins + interval '1 hour', begins, begins + interval '1 hour', n % $3 + 1,
       case when n % 3 = 0 then 40 end, 3, 15, 5, array[n % 9], array[$4::bigint], 'completed',
       'Game night ' || n % $3, 'type ' || n % 5, '', '', begins
from generate_series(1, $2::integer) n,
     lateral (select timestamptz '1970-01-01Z' + ($5 + n / $6) * interval '1 day'
                     + interval '19 hours' begins) at
"""
_WINDOWS: Final = """
insert into community_os.event_windows
(guild_id, event_id, opens_at, begins_at, closes_at, minimum_seconds, channels)
select guild_id, event_id, starts_at - interval '15 minutes', starts_at, ends_at, 300, channels
from community_os.events where guild_id = $1
"""
_CAME: Final = """
insert into community_os.attendance (guild_id, event_id, member_no, day, first_join, last_leave, seconds)
select event.guild_id, event.event_id, (event.event_id * 31 + number * number * 47) % $2,
       extract(day from event.starts_at - timestamptz '1970-01-01Z')::integer, event.starts_at,
       event.starts_at + interval '50 minutes', 3000
from community_os.events event cross join generate_series(1, $3::integer) number
join community_os.spans member on member.guild_id = $1 and member.family = 'membership'
     and member.member_no = (event.event_id * 31 + number * number * 47) % $2
     and member.start_at < event.starts_at and coalesce(member.end_at, 'infinity') > event.ends_at
where event.guild_id = $1
on conflict do nothing
"""
_RUNS: Final = """
insert into community_os.run_day
(guild_id, day, command_code, command, outcome, error_code, error, bucket, runs)
select guild_id, day, command, name, $4::integer, 0, '', member_no % 9 + 3, sum(runs)
from community_os.command_day join unnest($2::bigint[], $3::text[]) called(code, name) on code = command
where guild_id = $1 group by 1, 2, 3, 4, 8
"""
_SAID: Final = """
insert into community_os.span_marks (guild_id, family, member_no, key, at, channel, kind, inferred)
select event.guild_id, 'answer', (event.event_id * 31 + number * number * 47) % $2, gen_random_uuid(),
       event.starts_at - interval '1 day', event.event_id, 'going', false
from community_os.events event cross join generate_series($3::integer, $3::integer + $4::integer) number
where event.guild_id = $1
"""


async def live(connection: asyncpg.Connection, world: World) -> None:
    """The rows that the fold would have left of it."""
    await _memberships(connection, world)
    rng = np.random.default_rng(17)
    talked = rng.random(len(world.day)) < 0.1
    seconds = rng.integers(600, 7200, int(talked.sum()))
    spoken = _lists(world.day[talked], world.member_no[talked], seconds)
    await connection.execute(_TALKED, GUILD, *spoken)
    await connection.execute(_SESSIONS, GUILD, *spoken, VOICE_CHANNEL, VOICE_CHANNELS)
    await _commands(connection, world, rng)
    first, count = int(world.day[0]), world.days * EVENTS_A_DAY - 1
    await connection.execute(_EVENTS, GUILD, count, SERIES, VOICE_CHANNEL, first, EVENTS_A_DAY)
    await connection.execute(_WINDOWS, GUILD)
    await connection.execute(_CAME, GUILD, world.members, CAME)
    await connection.execute(_SAID, GUILD, world.members, CAME // 2, SAID)


async def _memberships(connection: asyncpg.Connection, world: World) -> None:
    """Everybody joined in the last two years, at the latest when they were first active; a tenth left."""
    rng = np.random.default_rng(19)
    first, last = int(world.day[0]), int(world.day[-1])
    joined = rng.integers(last - 730, last - 6, world.members)
    np.minimum.at(joined, world.member_no, world.day)
    gone = np.zeros(world.members, dtype=np.int64)
    seen = np.full(world.members, first, dtype=np.int64)
    np.maximum.at(seen, world.member_no, world.day)
    left = (rng.random(world.members) < 0.1) & (seen < last)
    gone[left] = rng.integers(np.maximum(seen, joined)[left], last)
    await connection.execute(_MEMBERSHIPS, GUILD, *_lists(np.arange(world.members), joined, gone))


async def _commands(connection: asyncpg.Connection, world: World, rng: np.random.Generator) -> None:
    ran = np.flatnonzero(rng.random(len(world.day)) < 0.03)
    names = np.array([code_of(name) for name in COMMANDS])
    columns = (world.day[ran], world.member_no[ran], names[rng.integers(0, len(names), len(ran))])
    await connection.copy_records_to_table(
        "command_day",
        schema_name="community_os",
        columns=["guild_id", "day", "member_no", "command", "runs"],
        records=((GUILD, *row, 1) for row in zip(*_lists(*columns), strict=True)),
    )
    await connection.execute(_RUNS, GUILD, *_lists(names), list(COMMANDS), OK)


def _lists(*columns: NDArray[np.int32] | NDArray[np.int64]) -> list[list[int]]:
    return [column.tolist() for column in columns]
