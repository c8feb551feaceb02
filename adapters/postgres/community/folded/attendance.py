"""Attendance in PostgreSQL."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import asyncpg
import attrs

from adapters.postgres.link import Connection
from application.community.attendance.ports import PresenceKey
from domain.community.events.attendance import Presence, Window
from domain.community.spans import LONGEST_SESSION, Span

_AT_ONCE: Final = 20_000
"""Rows of one statement: every statement has a limit of time."""

_WINDOWS = """
select event_id, channels, opens_at, begins_at, closes_at, minimum_seconds, over
from community_os.event_windows
where guild_id = $1 and closes_at > $2 and opens_at < $3 order by event_id
"""
_ALL_WINDOWS = """
select event_id, channels, opens_at, begins_at, closes_at, minimum_seconds, over
from community_os.event_windows
where guild_id = $1 order by event_id
"""
_PUT_WINDOW = """
insert into community_os.event_windows as held (
    guild_id, event_id, channels, opens_at, begins_at, closes_at, minimum_seconds, over)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (guild_id, event_id) do update set
    channels = excluded.channels, opens_at = excluded.opens_at, begins_at = excluded.begins_at,
    closes_at = excluded.closes_at, minimum_seconds = excluded.minimum_seconds, over = excluded.over
"""
_DROP_WINDOW = "delete from community_os.event_windows where guild_id = $1 and event_id = $2"
# No session is longer than a day, so that the index need not be read from the channel's first one on.
_SESSIONS = """
select member_no, family, start_at, end_at, start_inferred, end_inferred, channel
from community_os.spans
where guild_id = $1 and family = 'voice' and channel = any ($2::bigint[])
  and start_at > $3 and start_at < $5 and coalesce(end_at, 'infinity') > $4
order by member_no, position
"""
_OF_EVENT = """
select event_id, member_no, day, first_join, last_leave, seconds, open_since, open_until
from community_os.attendance where guild_id = $1 and event_id = $2 order by member_no
"""
_OF_MEMBER = """
select event_id, member_no, day, first_join, last_leave, seconds, open_since, open_until
from community_os.attendance where guild_id = $1 and member_no = $2 order by event_id
"""
_ALL = """
select event_id, member_no, day, first_join, last_leave, seconds, open_since, open_until
from community_os.attendance where guild_id = $1
"""
_PUT = """
insert into community_os.attendance as held (
    guild_id, event_id, member_no, day, first_join, last_leave, seconds, open_since, open_until)
select $1, unnest($2::bigint[]), unnest($3::integer[]), unnest($4::integer[]), unnest($5::timestamptz[]),
       unnest($6::timestamptz[]), unnest($7::integer[]), unnest($8::timestamptz[]), unnest($9::timestamptz[])
on conflict (guild_id, event_id, member_no) do update set
    day = excluded.day, first_join = excluded.first_join, last_leave = excluded.last_leave,
    seconds = excluded.seconds, open_since = excluded.open_since, open_until = excluded.open_until
"""
_DROP = """
delete from community_os.attendance held
using unnest($2::bigint[], $3::integer[]) as gone (event_id, member_no)
where held.guild_id = $1 and held.event_id = gone.event_id and held.member_no = gone.member_no
"""


@attrs.define
class PostgresAttendance:
    """The windows and presences of one guild, on the connection of one unit of work."""

    _connection: Connection
    _guild: int

    async def windows(self, start: datetime | None = None, end: datetime | None = None) -> list[Window]:
        """The windows of events that overlap [start, end), or all of them, by the event's id."""
        if start is None or end is None:
            rows = await self._connection.fetch(_ALL_WINDOWS, self._guild)
        else:
            rows = await self._connection.fetch(_WINDOWS, self._guild, start, end)
        return [_window(row) for row in rows]

    async def put_window(self, event: int, window: Window | None) -> None:
        """Replace the window of an event; None where it has none."""
        if window is None:
            await self._connection.execute(_DROP_WINDOW, self._guild, event)
            return
        await self._connection.execute(
            _PUT_WINDOW,
            self._guild,
            event,
            sorted(window.channels),
            window.opens,
            window.begins,
            window.closes,
            int(window.minimum.total_seconds()),
            window.over,
        )

    async def sessions(self, window: Window) -> dict[int, list[Span]]:
        """The voice sessions of which some part lies in a window, by member number, in their order."""
        earliest = window.opens - LONGEST_SESSION
        rows = await self._connection.fetch(
            _SESSIONS, self._guild, sorted(window.channels), earliest, window.opens, window.closes
        )
        found: dict[int, list[Span]] = {}
        for row in rows:
            span = Span(*row[2:])
            if window.part(span) is not None:
                found.setdefault(row["member_no"], []).append(span)
        return found

    async def of_event(self, event: int) -> list[Presence]:
        """Everybody who was at an event, by member number."""
        return [Presence(*row) for row in await self._connection.fetch(_OF_EVENT, self._guild, event)]

    async def of_member(self, member_no: int) -> list[Presence]:
        """Every event that a member was at, by the event's id."""
        return [Presence(*row) for row in await self._connection.fetch(_OF_MEMBER, self._guild, member_no)]

    async def put(self, rows: Mapping[PresenceKey, Presence | None]) -> None:
        """Replace rows, sorted by their keys; None where a member was not at that event after all."""
        for gone in _slices(sorted(key for key, row in rows.items() if row is None)):
            await self._connection.execute(_DROP, self._guild, *zip(*gone, strict=True))
        for kept in _slices([row for _, row in sorted(rows.items()) if row is not None]):
            await self._connection.execute(_PUT, self._guild, *zip(*kept, strict=True))


async def all_presences(connection: Connection, guild: int) -> dict[PresenceKey, Presence]:
    """Every presence of a guild, for comparison."""
    rows = [Presence(*row) for row in await connection.fetch(_ALL, guild)]
    return {(row.event, row.member_no): row for row in rows}


def _window(row: asyncpg.Record) -> Window:
    return Window(
        event=row["event_id"],
        channels=frozenset(row["channels"]),
        opens=row["opens_at"],
        begins=row["begins_at"],
        closes=row["closes_at"],
        minimum=timedelta(seconds=row["minimum_seconds"]),
        over=row["over"],
    )


def _slices(rows: Sequence[tuple[object, ...]]) -> Iterator[Sequence[tuple[object, ...]]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
