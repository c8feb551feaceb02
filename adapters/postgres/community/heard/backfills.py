"""How far a guild was caught up with, in PostgreSQL."""

from collections.abc import Collection

import attrs

from adapters.postgres.link import Connection
from application.community.backfill.ports import Reactors
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.progress import BackfillProgress, Doing
from domain.community.backfill.ranges import Ranges

_CHANNELS = """
select channel, parent, last_message, threaded, access, refused_at, heard_from, joined,
       threads_at, lows, highs
from community_os.backfill_channels where guild_id = $1
"""
_KEEP = """
insert into community_os.backfill_channels (
    guild_id, channel, parent, last_message, threaded, access, refused_at, heard_from, joined, threads_at,
    lows, highs
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (guild_id, channel) do update set
    parent = excluded.parent, last_message = excluded.last_message, threaded = excluded.threaded,
    access = excluded.access, refused_at = excluded.refused_at,
    heard_from = greatest(backfill_channels.heard_from, excluded.heard_from),
    joined = excluded.joined, threads_at = excluded.threads_at, lows = excluded.lows, highs = excluded.highs
"""
_ASK = """
insert into community_os.backfill_reactors (guild_id, message, emoji, burst, channel, parent, after)
select $1, unnest($2::bigint[]), unnest($3::text[]), unnest($4::boolean[]), unnest($5::bigint[]),
       unnest($6::bigint[]), unnest($7::bigint[])
on conflict (guild_id, message, emoji, burst) do nothing
"""
_TO_ASK = """
select message, emoji, burst, channel, parent, after
from community_os.backfill_reactors
where guild_id = $1 and message >= $2 and channel <> all ($3::bigint[])
order by message desc, emoji, burst limit $4
"""
_GO_ON = """
update community_os.backfill_reactors set after = $5
where guild_id = $1 and message = $2 and emoji = $3 and burst = $4
"""
_DONE = """
delete from community_os.backfill_reactors
where guild_id = $1 and message = $2 and emoji = $3 and burst = $4
"""
_FORGET = "delete from community_os.backfill_reactors where guild_id = $1 and message < $2"
_COUNT = "select count(*) from community_os.backfill_reactors where guild_id = $1"
_PROGRESS = """
select doing, began_at, told_at, channels, channels_done, forbidden, messages, requests, reactors_left,
       reached, remaining, problem
from community_os.backfill_progress where guild_id = $1
"""
_TELL = """
insert into community_os.backfill_progress (
    guild_id, doing, began_at, told_at, channels, channels_done, forbidden, messages, requests,
    reactors_left, reached, remaining, problem
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (guild_id) do update set
    doing = excluded.doing, began_at = excluded.began_at, told_at = excluded.told_at,
    channels = excluded.channels, channels_done = excluded.channels_done, forbidden = excluded.forbidden,
    messages = excluded.messages, requests = excluded.requests, reactors_left = excluded.reactors_left,
    reached = excluded.reached, remaining = excluded.remaining, problem = excluded.problem
"""


@attrs.frozen
class PostgresBackfills:
    """Channels, reactors to ask, and what was told last."""

    _connection: Connection
    _guild: int

    async def channels(self) -> dict[int, BackfilledChannel]:
        """Every channel and thread that was ever met."""
        rows = await self._connection.fetch(_CHANNELS, self._guild)
        found = (dict(row) for row in rows)
        return {
            row["channel"]: BackfilledChannel(
                covered=Ranges(tuple(zip(row.pop("lows"), row.pop("highs"), strict=True))), **row
            )
            for row in found
        }

    async def keep(self, channels: Collection[BackfilledChannel]) -> None:
        """Replace what is known of these; a channel that was closed to us for longer stays so."""
        rows = [
            (
                self._guild,
                one.channel,
                one.parent,
                one.last_message,
                one.threaded,
                one.access,
                one.refused_at,
                one.heard_from,
                one.joined,
                one.threads_at,
                [low for low, _ in one.covered],
                [high for _, high in one.covered],
            )
            for one in sorted(channels, key=lambda one: one.channel)
        ]
        if rows:
            await self._connection.executemany(_KEEP, rows)

    async def ask(self, reactors: Collection[Reactors]) -> None:
        """Remember to ask; what is remembered already stays."""
        rows = [
            (one.message, one.emoji, one.burst, one.channel, one.parent, one.after)
            for one in sorted(reactors, key=lambda one: (one.message, one.emoji, one.burst))
        ]
        if rows:
            await self._connection.execute(_ASK, self._guild, *zip(*rows, strict=True))

    async def to_ask(self, *, above: int, most: int, besides: Collection[int] = ()) -> list[Reactors]:
        """The newest messages first."""
        rows = await self._connection.fetch(_TO_ASK, self._guild, above, list(besides), most)
        return [Reactors(**row) for row in rows]

    async def asked(self, reactors: Reactors, after: int | None) -> None:
        """Go on behind this id, or be done."""
        key = self._guild, reactors.message, reactors.emoji, reactors.burst
        if after is None:
            await self._connection.execute(_DONE, *key)
        else:
            await self._connection.execute(_GO_ON, *key, after)

    async def forget_reactors(self, *, below: int) -> None:
        """Do not ask any more of older messages."""
        await self._connection.execute(_FORGET, self._guild, below)

    async def count_reactors(self) -> int:
        """How many are still to be asked."""
        return int(await self._connection.fetchval(_COUNT, self._guild))

    async def progress(self) -> BackfillProgress | None:
        """What was last told."""
        row = await self._connection.fetchrow(_PROGRESS, self._guild)
        return None if row is None else BackfillProgress(**(dict(row) | {"doing": Doing(row["doing"])}))

    async def tell(self, progress: BackfillProgress) -> None:
        """Replace it."""
        values = attrs.asdict(progress) | {"doing": progress.doing.value}
        await self._connection.execute(_TELL, self._guild, *values.values())
