"""Members and identities in PostgreSQL: the only tables that know outside ids and names."""

from collections.abc import Collection, Sequence
from datetime import datetime

import attrs
from asyncpg.pgproto.pgproto import UUID

from adapters.postgres.community.acquaintances import Acquaintance, Acquaintances
from adapters.postgres.community.moved import Moved
from adapters.postgres.link import Connection
from domain.community.fold import FOLD
from domain.community.members import Member, Sighting

# Each lateral part with an offset is looked up by its key, whatever the planner believes of the guild's size.
_FIND = """
select identity.hash, member.member_no, member.named_at, member.name, member.bot, identity.unmet
from unnest($2::uuid[]) as wanted (hash)
cross join lateral (
    select hash, member_no, proved_by = 'link' as unmet from community_os.identities
    where guild_id = $1 and hash = wanted.hash offset 0
) identity
cross join lateral (
    select member_no, named_at, name, bot from community_os.members
    where guild_id = $1 and member_no = identity.member_no offset 0
) member
"""
_TAKE_NUMBERS = """
insert into community_os.guild_profile as profile (guild_id, next_member, fold) values ($1, $2, $3)
on conflict (guild_id) do update set next_member = profile.next_member + excluded.next_member
returning next_member - $2
"""
_ENROL = """
with person as (
    select * from unnest($2::integer[], $3::boolean[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[],
                         $8::text[], $9::text[])
             as person (member_no, bot, name, seen_at, hash, source, external_id, proved_by)
), enrolled as (
    insert into community_os.members (guild_id, member_no, bot, name, named_at)
    select $1, member_no, bot, name, case when name is not null then seen_at end from person
)
insert into community_os.identities (guild_id, hash, member_no, source, external_id, since, proved_by)
select $1, hash, member_no, source, external_id, seen_at, proved_by from person
"""
# Every one of them is there: an insert that always meets its row is an update that needs no join.
_RENAME = """
insert into community_os.members as held (guild_id, member_no, name, named_at)
select $1, unnest($2::integer[]), unnest($3::text[]), unnest($4::timestamptz[])
on conflict (guild_id, member_no) do update set name = excluded.name, named_at = excluded.named_at
where held.erased_at is null
  and (held.named_at is null or (held.named_at, held.name) < (excluded.named_at, excluded.name))
"""
_ARE_BOTS = """
update community_os.members set bot = true
where guild_id = $1 and member_no = any ($2::integer[]) and not bot
"""
_ARE_MET = """
update community_os.identities set proved_by = 'activity'
where guild_id = $1 and hash = any ($2::uuid[]) and proved_by = 'link'
"""
_OF = """
select member.member_no, member.name, member.bot, member.erased_at is not null as erased,
       identity.external_id as discord_id
from community_os.members member
left join lateral (
    select external_id from community_os.identities
    where guild_id = $1 and member_no = member.member_no and source = 'discord' offset 0
) identity on true
where member.guild_id = $1 and member.member_no = any ($2::integer[])
"""
_BY_HASH = "select member_no from community_os.identities where guild_id = $1 and hash = $2"
_OUTSIDE_IDS = """
select member_no, external_id from community_os.identities
where guild_id = $1 and source = $2 and external_id is not null
"""
_EMPTY_MEMBER = """
update community_os.members set name = null, named_at = null, erased_at = coalesce(erased_at, $3)
where guild_id = $1 and member_no = $2
"""
_EMPTY_IDENTITIES = """
with held as (
    select hash, external_id from community_os.identities
    where guild_id = $1 and member_no = $2 and external_id is not null
    for update
)
update community_os.identities identity set external_id = null
from held where identity.guild_id = $1 and identity.hash = held.hash
returning held.external_id
"""


@attrs.define
class PostgresMembers:
    """Who is who in one guild, on the connection of one unit of work.

    `met` is what may be remembered once the work is committed.
    """

    _connection: Connection
    _guild: int
    _acquaintances: Acquaintances
    _moved: Moved
    met: dict[bytes, Acquaintance] = attrs.field(factory=dict)

    async def numbers(self, sightings: Sequence[Sighting]) -> dict[bytes, int]:
        """The number of each person by hash; strangers get the next ones."""
        known = self._remembered(sightings)
        unsure = [sighting for sighting in sightings if sighting.hash not in known]
        if unsure:
            known |= await self._look_up(unsure)
        strangers = {sighting.hash: sighting for sighting in unsure if sighting.hash not in known}
        if strangers:
            known |= await self._enrol(list(strangers.values()))
        news = [sighting for sighting in sightings if known[sighting.hash].learns(sighting)]
        if news:
            await self._tell(news, known)
        self.met |= known
        return {person: acquaintance.number for person, acquaintance in known.items()}

    def _remembered(self, sightings: Sequence[Sighting]) -> dict[bytes, Acquaintance]:
        known = {}
        for sighting in sightings:
            person = sighting.hash
            found = self.met.get(person) or self._acquaintances.find(self._guild, person)
            if found is not None:
                known[person] = found
        return known

    async def _look_up(self, sightings: Sequence[Sighting]) -> dict[bytes, Acquaintance]:
        rows = await self._connection.fetch(_FIND, self._guild, [UUID(one.hash) for one in sightings])
        return {
            row["hash"].bytes: Acquaintance(
                row["member_no"], row["named_at"], hash(row["name"]), row["bot"], row["unmet"]
            )
            for row in rows
        }

    async def _enrol(self, strangers: Sequence[Sighting]) -> dict[bytes, Acquaintance]:
        """Numbers are taken under the guild's lock, so that none is lost when the work is undone."""
        first = await self._connection.fetchval(_TAKE_NUMBERS, self._guild, len(strangers), FOLD)
        numbers = range(first, first + len(strangers))
        await self._connection.execute(
            _ENROL,
            self._guild,
            list(numbers),
            [one.person.bot for one in strangers],
            [one.person.name for one in strangers],
            [one.named_at for one in strangers],
            [UUID(one.hash) for one in strangers],
            [one.person.source for one in strangers],
            [one.person.id for one in strangers],
            ["link" if one.linked else "activity" for one in strangers],
        )
        self._moved.members = True
        return {
            one.hash: Acquaintance(
                number,
                one.named_at if one.person.name else None,
                hash(one.person.name),
                one.person.bot,
                one.linked,
            )
            for one, number in zip(strangers, numbers, strict=True)
        }

    async def _tell(self, news: Sequence[Sighting], known: dict[bytes, Acquaintance]) -> None:
        named: dict[int, Sighting] = {}
        bots: list[int] = []
        met: list[UUID] = []
        for sighting in news:
            number, named_at, name_hash, bot, unmet = known[sighting.hash]
            if unmet and not sighting.linked:
                met.append(UUID(sighting.hash))
            if sighting.person.bot and not bot:
                bots.append(number)
            if sighting.person.name is not None and (named_at is None or sighting.named_at >= named_at):
                named[number] = max(named.get(number, sighting), sighting, key=_name_and_time)
                named_at, name_hash = sighting.named_at, hash(named[number].person.name)
            known[sighting.hash] = Acquaintance(
                number, named_at, name_hash, bot or sighting.person.bot, unmet and sighting.linked
            )
        if named:
            numbers = sorted(named)
            names = [named[number].person.name for number in numbers]
            times = [named[number].named_at for number in numbers]
            await self._connection.execute(_RENAME, self._guild, numbers, names, times)
        if met:
            await self._connection.execute(_ARE_MET, self._guild, met)
            self._moved.members = True
        if bots and await self._connection.execute(_ARE_BOTS, self._guild, sorted(bots)) != "UPDATE 0":
            self._moved.members = True

    async def of(self, numbers: Collection[int]) -> dict[int, Member]:
        """The members with these numbers."""
        rows = await self._connection.fetch(_OF, self._guild, list(numbers))
        return {row["member_no"]: Member(**row) for row in rows}

    async def by_hash(self, person: bytes) -> int | None:
        """The number of the person with this hash."""
        found: int | None = await self._connection.fetchval(_BY_HASH, self._guild, UUID(person))
        return found

    async def outside_ids(self, *, source: str = "discord") -> dict[int, str]:
        """Member number -> outside id, of everybody who is not erased."""
        rows = await self._connection.fetch(_OUTSIDE_IDS, self._guild, source)
        return {row["member_no"]: row["external_id"] for row in rows}

    async def erase(self, member_no: int, at: datetime) -> list[str]:
        """Empty a member's row and outside ids, keeping the hashes; returns the ids that went."""
        await self._connection.execute(_EMPTY_MEMBER, self._guild, member_no, at)
        self._moved.members = True
        rows = await self._connection.fetch(_EMPTY_IDENTITIES, self._guild, member_no)
        return [row["external_id"] for row in rows]


def _name_and_time(sighting: Sighting) -> tuple[datetime, str]:
    return sighting.named_at, sighting.person.name or ""
