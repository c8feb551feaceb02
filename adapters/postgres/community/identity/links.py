"""Links and one-time codes of one guild, on the connection of one unit of work."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime

import asyncpg
import attrs
from asyncpg.pgproto.pgproto import UUID

from adapters.postgres.link import Connection
from domain.community.identity.accounts import Account
from domain.community.identity.aliases import Aliases
from domain.community.identity.codes import Code
from domain.community.identity.coverage import IdCoverage, LinkedAccounts, SourceCoverage
from domain.community.identity.links import Link
from domain.kernel.errors import Conflict

_ACCOUNTS = """
select member_no, source, external_id from community_os.identities
where guild_id = $1 and member_no = any ($2::integer[]) order by member_no
"""
_KNOWN = """
select hash, member_no from community_os.identities where guild_id = $1 and hash = any ($2::uuid[])
"""
_OF = """
select member_no, canonical_no, source, proved_by, since, linked_by from community_os.member_alias
where guild_id = $1 and member_no = any ($2::integer[])
union
select member_no, canonical_no, source, proved_by, since, linked_by from community_os.member_alias
where guild_id = $1 and canonical_no = any ($2::integer[])
order by member_no
"""
_ADD = """
insert into community_os.member_alias (guild_id, member_no, canonical_no, source, proved_by, since, linked_by)
select $1, unnest($2::integer[]), unnest($3::integer[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::timestamptz[]), unnest($7::integer[])
"""
_REMOVE = """
delete from community_os.member_alias where guild_id = $1 and member_no = $2
returning member_no, canonical_no, source, proved_by, since, linked_by
"""
_ALIASES = "select member_no, canonical_no from community_os.member_alias where guild_id = $1"
_LINKED = "select canonical_no, source, since from community_os.member_alias where guild_id = $1"
_UNMET = "select member_no from community_os.identities where guild_id = $1 and proved_by = 'link'"
_DAYS = """
select day from community_os.member_day where guild_id = $1 and member_no = any ($2::integer[])
union select day from community_os.member_channel_day where guild_id = $1 and member_no = any ($2::integer[])
union select day from community_os.command_day where guild_id = $1 and member_no = any ($2::integer[])
union select day from community_os.reply_day where guild_id = $1 and member_no = any ($2::integer[])
union select day from community_os.reply_day where guild_id = $1 and toward_no = any ($2::integer[])
union select day from community_os.command_day where guild_id = $1 and member_no = any ($2::integer[])
union select day from community_os.attendance where guild_id = $1 and member_no = any ($2::integer[])
"""
_PEOPLE = """
with person as (
    select member_no from community_os.identities join community_os.members using (guild_id, member_no)
    where guild_id = $1 and source = 'discord' and not bot and erased_at is null
)
select count(*) as people, count(*) filter (where linked) as anywhere
from person cross join lateral (
    select exists (
        select from community_os.member_alias where guild_id = $1 and canonical_no = person.member_no
    ) as linked
) found
"""
_SOURCES = """
select identity.source, count(alias.member_no)::integer as linked,
       (count(*) - count(alias.member_no))::integer as strangers
from community_os.identities identity
join community_os.members member on member.guild_id = $1 and member.member_no = identity.member_no
left join community_os.member_alias alias on alias.guild_id = $1 and alias.member_no = identity.member_no
left join community_os.members person on person.guild_id = $1 and person.member_no = alias.canonical_no
where identity.guild_id = $1 and identity.source <> 'discord' and member.erased_at is null
  and person.erased_at is null and (alias.member_no is not null or identity.proved_by <> 'link')
group by identity.source order by identity.source collate "C"
"""
_KEEP_CODE = """
insert into community_os.link_codes (guild_id, hash, member_no, expires_at) values ($1, $2, $3, $4)
on conflict (guild_id, member_no) do update set hash = excluded.hash, expires_at = excluded.expires_at
"""
_TAKE_CODE = """
delete from community_os.link_codes where guild_id = $1 and (hash = $2 or expires_at <= $3)
returning hash, member_no, expires_at
"""
_FORGET_CODES = "delete from community_os.link_codes where guild_id = $1 and member_no = any ($2::integer[])"


@attrs.define
class PostgresLinks:
    """Which accounts are whose."""

    _connection: Connection
    _guild: int

    async def accounts(self, numbers: Collection[int]) -> list[Account]:
        """The outside accounts of these numbers."""
        rows = await self._connection.fetch(_ACCOUNTS, self._guild, list(numbers))
        return [Account(**row) for row in rows]

    async def known(self, hashes: Collection[bytes]) -> dict[bytes, int]:
        """The numbers of those whom these hashes find."""
        rows = await self._connection.fetch(_KNOWN, self._guild, [UUID(one) for one in hashes])
        return {row["hash"].bytes: row["member_no"] for row in rows}

    async def of(self, numbers: Collection[int]) -> list[Link]:
        """Every link that one of these numbers is on either side of."""
        return [Link(**row) for row in await self._connection.fetch(_OF, self._guild, list(numbers))]

    async def add(self, links: Sequence[Link]) -> None:
        """Keep links; Conflict where one would not be 1:1."""
        rows = [
            (one.member_no, one.canonical_no, one.source, one.proved_by, one.since, one.linked_by)
            for one in links
        ]
        if not rows:
            return
        try:
            await self._connection.execute(_ADD, self._guild, *zip(*rows, strict=True))
        except asyncpg.UniqueViolationError:
            raise Conflict("somebody linked one of these accounts meanwhile: look again who has it") from None

    async def remove(self, member_no: int) -> Link | None:
        """Take the link of this account away."""
        row = await self._connection.fetchrow(_REMOVE, self._guild, member_no)
        return None if row is None else Link(**row)

    async def aliases(self) -> Aliases:
        """Every link as numbers."""
        pairs = await self._connection.fetch(_ALIASES, self._guild)
        unmet = await self._connection.fetch(_UNMET, self._guild)
        return Aliases.of(
            ((row["member_no"], row["canonical_no"]) for row in pairs), [row["member_no"] for row in unmet]
        )

    async def days(self, numbers: Collection[int]) -> set[int]:
        """Days that hold a row of one of these numbers."""
        return {row["day"] for row in await self._connection.fetch(_DAYS, self._guild, list(numbers))}

    async def linked(self) -> LinkedAccounts:
        """Every link, by the person whose account it is."""
        rows = await self._connection.fetch(_LINKED, self._guild)
        return await asyncio.to_thread(LinkedAccounts.of, [tuple(row) for row in rows])

    async def coverage(self) -> IdCoverage:
        """How many people are known elsewhere."""
        [people] = await self._connection.fetch(_PEOPLE, self._guild)
        sources = await self._connection.fetch(_SOURCES, self._guild)
        return IdCoverage(
            people=people["people"],
            anywhere=people["anywhere"],
            sources=tuple(SourceCoverage(**row) for row in sources),
        )


@attrs.define
class PostgresLinkCodes:
    """One-time codes by their hash."""

    _connection: Connection
    _guild: int

    async def keep(self, code: Code) -> None:
        """Keep a code in the place of the one before it of the same account."""
        await self._connection.execute(
            _KEEP_CODE, self._guild, UUID(code.hash), code.member_no, code.expires_at
        )

    async def take(self, hash: bytes, now: datetime) -> int | None:
        """The account's number, once; expired codes go."""
        rows = await self._connection.fetch(_TAKE_CODE, self._guild, UUID(hash), now)
        proved = (row["member_no"] for row in rows if row["hash"].bytes == hash and row["expires_at"] > now)
        return next(proved, None)

    async def forget(self, numbers: Collection[int]) -> None:
        """No code proves these accounts any more."""
        await self._connection.execute(_FORGET_CODES, self._guild, list(numbers))
