"""A guild's series in PostgreSQL."""

import attrs

from adapters.postgres.link import Connection
from domain.community.events.plan import FIELDS, Plan
from domain.community.events.recurrence import Recurrence

_ALL = "select * from community_os.event_series where guild_id = $1 order by series_id"
_PUT = """
insert into community_os.event_series (
    guild_id, series_id, rule, time_zone, made_through, until, created_by, title, type, description, hosts,
    channels, place, starts_at, ends_at, capacity, before_minutes, minimum_minutes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
on conflict (guild_id, series_id) do update set
    rule = excluded.rule, time_zone = excluded.time_zone, made_through = excluded.made_through,
    until = excluded.until, created_by = excluded.created_by, title = excluded.title, type = excluded.type,
    description = excluded.description, hosts = excluded.hosts, channels = excluded.channels,
    place = excluded.place, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    capacity = excluded.capacity, before_minutes = excluded.before_minutes,
    minimum_minutes = excluded.minimum_minutes
"""


@attrs.frozen
class PostgresRecurrences:
    """The series."""

    _connection: Connection
    _guild: int

    async def all(self) -> list[Recurrence]:
        """Every series."""
        found = []
        for row in await self._connection.fetch(_ALL, self._guild):
            rest = dict(row)
            del rest["guild_id"]
            plan = Plan(**{name: rest.pop(name) for name in FIELDS})
            found.append(Recurrence(plan=plan, **rest))
        return found

    async def put(self, recurrence: Recurrence) -> None:
        """Keep this series as it is now."""
        one = recurrence
        await self._connection.execute(
            _PUT,
            self._guild,
            one.series_id,
            one.rule,
            one.time_zone,
            one.made_through,
            one.until,
            one.created_by,
            *(getattr(one.plan, name) for name in FIELDS),
        )
