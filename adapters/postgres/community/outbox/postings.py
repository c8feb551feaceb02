"""What Discord was told of events, in PostgreSQL."""

from collections.abc import Collection

import attrs

from adapters.postgres.link import Connection
from application.community.outbox.ports import PostingKey
from domain.community.outbox.posting import Posting

_OF = """
select event, part, told, tried, version, attempts, problem, next_try, told_at, channel, thing,
       waiting
from community_os.event_postings where guild_id = $1 and event = any ($2::bigint[])
"""
_KEEP = """
insert into community_os.event_postings (
    guild_id, event, part, told, tried, version, attempts, problem, next_try, told_at, channel, thing,
    waiting
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (guild_id, event, part) do update set
    told = excluded.told, tried = excluded.tried, version = excluded.version, attempts = excluded.attempts,
    problem = excluded.problem, next_try = excluded.next_try, told_at = excluded.told_at,
    channel = excluded.channel, thing = excluded.thing, waiting = excluded.waiting
"""


@attrs.frozen
class PostgresPostings:
    """One for each event and part."""

    _connection: Connection
    _guild: int

    async def of(self, events: Collection[int]) -> dict[PostingKey, Posting]:
        """Those of these events."""
        rows = await self._connection.fetch(_OF, self._guild, list(events)) if events else []
        return {(row["event"], row["part"]): Posting(**row) for row in rows}

    async def keep(self, posting: Posting) -> None:
        """Add or replace it."""
        await self._connection.execute(
            _KEEP,
            self._guild,
            posting.event,
            posting.part,
            posting.told,
            posting.tried,
            posting.version,
            posting.attempts,
            posting.problem,
            posting.next_try,
            posting.told_at,
            posting.channel,
            posting.thing,
            list(posting.waiting),
        )
