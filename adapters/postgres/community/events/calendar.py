"""A guild's events in PostgreSQL."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import asyncpg
import attrs

from adapters.postgres.community.moved import Moved
from adapters.postgres.link import Connection
from domain.community.events.event import Event, Status
from domain.community.events.plan import FIELDS, Plan
from domain.kernel.errors import Conflict

_OF = """
select * from community_os.events
where guild_id = $1 and event_id = any($2::bigint[])
"""
_MIRRORED = """
select * from community_os.events
where guild_id = $1 and (event_id = any($2::bigint[]) or discord_id = any($2::bigint[]))
order by starts_at, event_id
"""
_BETWEEN = """
select * from community_os.events
where guild_id = $1 and least(starts_at, started_at) < $3
  and (status = 'started' or greatest(starts_at, coalesce(ended_at, ends_at)) >= $2)
order by starts_at, event_id
"""
_ALIVE = """
select * from community_os.events
where guild_id = $1 and status in ('planned', 'started')
order by starts_at, event_id
"""
_RIPE = """
select * from community_os.events
where guild_id = $1 and status in ('planned', 'started') and starts_at <= $2
  and (status = 'planned' or ends_at <= $2)
order by starts_at, event_id
"""
_OF_SERIES = """
select * from community_os.events
where guild_id = $1 and series = $2
order by coalesce(occurrence, starts_at), event_id
"""
_PUT = """
insert into community_os.events (
    guild_id, event_id, title, type, description, hosts, channels, place, starts_at, ends_at, capacity,
    before_minutes, minimum_minutes, status, started_at, ended_at, series, occurrence, discord_id, created_by,
    changed_by, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
on conflict (guild_id, event_id) do update set
    title = excluded.title, type = excluded.type, description = excluded.description, hosts = excluded.hosts,
    channels = excluded.channels, place = excluded.place, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, capacity = excluded.capacity, before_minutes = excluded.before_minutes,
    minimum_minutes = excluded.minimum_minutes, status = excluded.status, started_at = excluded.started_at,
    ended_at = excluded.ended_at, series = excluded.series, occurrence = excluded.occurrence,
    discord_id = excluded.discord_id, created_by = excluded.created_by, changed_by = excluded.changed_by,
    version = excluded.version
"""
_OF_EVENT: Final = tuple(
    field.name for field in attrs.fields(Event) if field.name not in ("event_id", "plan")
)


@attrs.frozen
class PostgresEvents:
    """The calendar."""

    _connection: Connection
    _guild: int
    _moved: Moved

    async def of(self, ids: Collection[int]) -> dict[int, Event]:
        """The events with these ids."""
        rows = await self._connection.fetch(_OF, self._guild, list(ids))
        return {event.event_id: event for event in _read(rows)}

    async def mirrored(self, discord_ids: Collection[int]) -> dict[int, Event]:
        """The event that each of these events of Discord is the twin of."""
        wanted = set(discord_ids)
        found: dict[int, Event] = {}
        for event in _read(await self._connection.fetch(_MIRRORED, self._guild, list(wanted))):
            found |= dict.fromkeys(wanted.intersection(event.subjects), event)
        return found

    async def between(self, start: datetime, end: datetime) -> list[Event]:
        """Every event of [start, end)."""
        return _read(await self._connection.fetch(_BETWEEN, self._guild, start, end))

    async def alive(self) -> list[Event]:
        """Every event that is planned or going on."""
        return _read(await self._connection.fetch(_ALIVE, self._guild))

    async def ripe(self, now: datetime) -> list[Event]:
        """The living ones whose planned start or, once they began, planned end has come."""
        return _read(await self._connection.fetch(_RIPE, self._guild, now))

    async def of_series(self, series: int) -> list[Event]:
        """The events of a series."""
        return _read(await self._connection.fetch(_OF_SERIES, self._guild, series))

    async def put(self, events: Collection[Event]) -> None:
        """Keep these as they are now."""
        self._moved.events |= bool(events)
        try:
            await self._connection.executemany(_PUT, [(self._guild, *_row(event)) for event in events])
        except asyncpg.UniqueViolationError as taken:
            what = "is in Discord" if taken.constraint_name == "events_twins" else "of that series"
            raise Conflict(f"another event {what} already: look at the calendar") from None


def _row(event: Event) -> Iterable[Any]:
    plan = event.plan
    yield event.event_id
    yield from (getattr(plan, name) for name in FIELDS)
    yield from (getattr(event, name) for name in _OF_EVENT)


def _read(rows: Sequence[asyncpg.Record]) -> list[Event]:
    if not rows:
        return []
    names = tuple(rows[0].keys())
    hosts, channels = names.index("hosts"), names.index("channels")
    found = []
    for row in rows:
        values = list(row.values())
        values[hosts], values[channels] = tuple(values[hosts]), tuple(values[channels])
        found.append(_event(names, tuple(values)))
    return found


@lru_cache(maxsize=8_192)
def _event(names: tuple[str, ...], values: tuple[Any, ...]) -> Event:
    """Most rows are as they were when they were read last: then so is the event, which nobody changes."""
    found = dict(zip(names, values, strict=True))
    plan = Plan(**{name: found[name] for name in FIELDS})
    rest = {name: found[name] for name in _OF_EVENT} | {"status": Status(found["status"])}
    return Event(event_id=found["event_id"], plan=plan, **rest)
