"""What can name somebody outside of the member list, in PostgreSQL."""

from collections.abc import Collection

import attrs

from adapters.postgres.community.moved import Moved
from adapters.postgres.link import Connection
from domain.community.identity.traces import telling, without
from domain.kernel.ids import MAX_ID

_SETTINGS = """
update community_os.guild_settings set changed_by = ''
where guild_id = $1 and changed_by <> '' and lower(changed_by) = any ($2::text[])
"""
_REACTORS = """
update community_os.backfill_reactors set after = 0 where guild_id = $1 and after = any ($2::bigint[])
"""
_EVENTS = """
select event_id as id, title, description, place from community_os.events
where guild_id = $1 and exists (
    select from unnest($2::text[]) as wanted (id)
    where strpos(concat_ws(' ', title, description, place), wanted.id) > 0
)
"""
_PUT_EVENT = """
update community_os.events set title = $3, description = $4, place = $5 where guild_id = $1 and event_id = $2
"""
_SERIES = """
select series_id as id, title, description, place from community_os.event_series
where guild_id = $1 and exists (
    select from unnest($2::text[]) as wanted (id)
    where strpos(concat_ws(' ', title, description, place), wanted.id) > 0
)
"""
_PUT_SERIES = """
update community_os.event_series set title = $3, description = $4, place = $5
where guild_id = $1 and series_id = $2
"""


@attrs.define
class PostgresTraces:
    """Settings, readings that wait, and events."""

    _connection: Connection
    _guild: int
    _moved: Moved

    async def empty(self, *, names: Collection[str], outside_ids: Collection[str]) -> None:
        """Nothing there names them any more."""
        connection, guild = self._connection, self._guild
        if names:
            await connection.execute(_SETTINGS, guild, [name.lower() for name in names])
        numbers = [int(one) for one in outside_ids if one.isascii() and one.isdigit() and len(one) < 20]
        if numbers:
            await connection.execute(_REACTORS, guild, [one for one in numbers if one <= MAX_ID])
        if wanted := telling(outside_ids):
            for find, put in ((_EVENTS, _PUT_EVENT), (_SERIES, _PUT_SERIES)):
                for row in await connection.fetch(find, guild, wanted):
                    texts = [without(row[name], outside_ids) for name in ("title", "description", "place")]
                    await connection.execute(put, guild, row["id"], *texts)
                    self._moved.events = True
