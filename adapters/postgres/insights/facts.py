"""The folded facts of a guild in PostgreSQL, as the columns that the rules read."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from adapters.postgres.insights.binary import Columns, copy_columns
from adapters.postgres.insights.days import local_days
from adapters.postgres.insights.tables import ALL_DAYS, SOME_DAYS
from adapters.postgres.link import Database
from application.insights.ports import Revisions
from domain.community.spans import LONGEST_SESSION
from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.sheet import (
    MEMBER_CHANNEL_DAY,
    REPLY_DAY,
    DayTable,
    MemberColumns,
    RoleColumns,
    Shape,
)
from domain.kernel.instants import midnights

_REVISIONS = """
select profile.revision, profile.last_activity, touched.*
from community_os.guild_profile profile
left join lateral (
    select array_agg(day) filter (where part = 'days') as days, bool_or(part = 'members') as members,
           bool_or(part = 'events') as events, bool_or(part = 'answers') as answers
    from community_os.sheet_days where guild_id = $1 and revision > $2
) touched on profile.revision > $2
where profile.guild_id = $1
"""
_CHANNEL_PEOPLE = """
select channel, member_no, sum(messages) from community_os.member_channel_day
where guild_id = $1 and day >= $2 and day < $3 and messages <> 0 group by channel, member_no
"""
# Each voice channel's sessions are looked up by their beginning, channel after channel of the index: none is
# longer than a day. Two midnights cut it as the days of the activity sheet do, to whole seconds.
_CHANNEL_TALKERS = """
with recursive place(channel) as (
    select min(channel) from community_os.spans where guild_id = $1 and family = 'voice'
    union all
    select (select min(channel) from community_os.spans
            where guild_id = $1 and family = 'voice' and channel > place.channel)
    from place where place.channel is not null
)
select channel, member_no, sum(seconds)::bigint
from place cross join lateral (
    select member_no, floor(extract(epoch from least(end_at, $3) - start_at))
                      - floor(extract(epoch from greatest($2 - start_at, interval '0'))) as seconds
    from community_os.spans
    where guild_id = $1 and family = 'voice' and channel = place.channel
      and start_at > $4 and start_at < $3 and end_at > $2
    offset 0
) session
where seconds > 0 group by channel, member_no
"""
# The part with an offset is looked up by its key, whatever the planner believes of the guild's size.
_MEMBER_CHANNELS = """
select found.*
from (select distinct * from unnest($2::integer[], $3::integer[]) as asked (day, member_no)) asked
cross join lateral (
    select day, member_no, channel, eighth, messages from community_os.member_channel_day
    where guild_id = $1 and day = asked.day and member_no = asked.member_no and messages <> 0 offset 0
) found
"""
# Two scans of the key instead of one with "or", which would look into every row of the days.
_REPLIES_OF = """
select day, member_no, toward_no, replies from community_os.reply_day
where guild_id = $1 and day >= $3 and day < $4 and member_no = $2 and replies <> 0
union all
select day, member_no, toward_no, replies from community_os.reply_day
where guild_id = $1 and day >= $3 and day < $4 and toward_no = $2 and member_no <> $2 and replies <> 0
"""
_MEMBERS = """
select member_no, bot, erased_at is not null from community_os.members where guild_id = $1
"""
_MEMBERSHIPS = """
select member_no, position, coalesce(start_at, 'infinity'), coalesce(end_at, 'infinity'), start_inferred,
       coalesce(channel, 0)
from community_os.spans where guild_id = $1 and family = 'membership'
"""
_ROLES = """
select member_no, position, channel, coalesce(start_at, 'infinity'), coalesce(end_at, 'infinity')
from community_os.spans where guild_id = $1 and family = 'role'
"""
_MEMBER_COLUMNS: Final = {"member_no": "i4", "bot": "u1", "erased": "u1"}
_MEMBERSHIP_COLUMNS: Final = {
    **{"member_no": "i4", "position": "i4", "start": "i8", "end": "i8"},
    **{"inferred": "u1", "invite": "i8"},
}
_ROLE_COLUMNS: Final = {"member_no": "i4", "position": "i4", "role": "i8", "given": "i8", "taken": "i8"}
# Arrays: one row to decode instead of one for each member.
_NAMES = """
select coalesce(array_agg(member_no), '{}') as numbers, coalesce(array_agg(name), '{}') as texts
from community_os.members where guild_id = $1 and name is not null
"""
_IDS = """
select coalesce(array_agg(member_no), '{}') as numbers, coalesce(array_agg(external_id), '{}') as texts
from community_os.identities where guild_id = $1 and source = 'discord' and external_id is not null
"""
_COMMAND_WORDS = """
select command_code as code, command as word from community_os.run_day where guild_id = $1
union
select error_code, error from community_os.run_day where guild_id = $1 and error <> ''
"""


@attrs.frozen
class PostgresFacts:
    """Reads what the fold left in the database."""

    _database: Database

    async def revisions(self, guild: int, since: int) -> Revisions:
        """Which days, and whether the member list, changed after revision `since`."""
        async with self._database.reading(guild) as connection:
            row = await connection.fetchrow(_REVISIONS, guild, since)
        if row is None:
            return Revisions(latest=0, days=frozenset(), members=False, last_activity=None)
        return Revisions(
            latest=row["revision"],
            days=frozenset(row["days"] or ()),
            members=bool(row["members"]),
            last_activity=row["last_activity"],
            events=bool(row["events"]),
            answers=bool(row["answers"]),
        )

    async def day_table(self, guild: int, shape: Shape, days: Collection[int] | None = None) -> DayTable:
        """All days of a kind of table, or only these."""
        types = _types(shape)
        async with self._database.reading(guild) as connection:
            if days is None:
                columns = await copy_columns(connection, ALL_DAYS[shape.name], guild, columns=types)
            else:
                wanted = sorted(set(days))
                columns = await copy_columns(connection, SOME_DAYS[shape.name], guild, wanted, columns=types)
        return await asyncio.to_thread(DayTable.of, shape, columns)

    async def channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        """Who wrote how much in which channel on the days in [first, end)."""
        types = {"channel": "i8", "member_no": "i4", "messages": "i8"}
        async with self._database.reading(guild) as connection:
            found = await copy_columns(connection, _CHANNEL_PEOPLE, guild, *span, columns=types)
        return await asyncio.to_thread(ChannelPeople.of, *(found[name] for name in types))

    async def channel_talkers(self, guild: int, span: tuple[int, int], time_zone: str) -> ChannelPeople:
        """Who talked how long in which channel on the days in [first, end), from the sessions themselves."""
        types = {"channel": "i8", "member_no": "i4", "seconds": "i8"}
        begin, end = midnights(span, time_zone)
        arguments = (guild, begin, end, begin - LONGEST_SESSION)
        async with self._database.reading(guild) as connection:
            found = await copy_columns(connection, _CHANNEL_TALKERS, *arguments, columns=types)
        where, who, seconds = (found[name] for name in types)
        return await asyncio.to_thread(lambda: ChannelPeople.of(where, who, voice_seconds=seconds))

    async def member_channels(self, guild: int, days: Sequence[int], members: Sequence[int]) -> DayTable:
        """Where each of these members wrote on the day at the same place."""
        types = {name: np.dtype(kind).str[1:] for name, kind in MEMBER_CHANNEL_DAY.columns}
        async with self._database.reading(guild) as connection:
            columns = await copy_columns(
                connection, _MEMBER_CHANNELS, guild, list(days), list(members), columns=types
            )
        return await asyncio.to_thread(DayTable.of, MEMBER_CHANNEL_DAY, columns)

    async def replies_of(self, guild: int, member_no: int, span: tuple[int, int]) -> DayTable:
        """The reply days in which this member is on either side.

        Who answered them has no index of its own: the key of 2.5 million rows is read in 45 ms, and an
        index made the front door slower by a twentieth.
        """
        async with self._database.reading(guild) as connection:
            columns = await copy_columns(
                connection, _REPLIES_OF, guild, member_no, *span, columns=_types(REPLY_DAY)
            )
        return DayTable.of(REPLY_DAY, columns)

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        """The member list, with memberships by day of that zone."""
        async with self._database.reading(guild) as connection:
            people = await copy_columns(connection, _MEMBERS, guild, columns=_MEMBER_COLUMNS)
            memberships = await copy_columns(connection, _MEMBERSHIPS, guild, columns=_MEMBERSHIP_COLUMNS)
            roles = await copy_columns(connection, _ROLES, guild, columns=_ROLE_COLUMNS)
        return await asyncio.to_thread(_member_columns, people, memberships, roles, time_zone)

    async def names(self, guild: int) -> MemberNames:
        """What everybody is called, and their Discord ids."""
        async with self._database.reading(guild) as connection:
            [names] = await connection.fetch(_NAMES, guild)
            [ids] = await connection.fetch(_IDS, guild)
        return await asyncio.to_thread(_member_names, dict(names), dict(ids))

    async def command_words(self, guild: int) -> dict[int, str]:
        """What the numbers of commands and of types of errors stand for."""
        async with self._database.reading(guild) as connection:
            found = await connection.fetch(_COMMAND_WORDS, guild)
        return {row["code"]: row["word"] for row in found}


def _types(shape: Shape) -> dict[str, str]:
    return {name: np.dtype(kind).str[1:] for name, kind in shape.columns}


def _member_names(names: Mapping[str, Any], ids: Mapping[str, Any]) -> MemberNames:
    return MemberNames.of(
        dict(zip(names["numbers"], names["texts"], strict=True)),
        dict(zip(ids["numbers"], ids["texts"], strict=True)),
    )


def _member_columns(people: Columns, memberships: Columns, roles: Columns, time_zone: str) -> MemberColumns:
    order = np.lexsort((memberships["position"], memberships["member_no"]))
    return MemberColumns(
        bot=_by_number(people["member_no"], people["bot"]),
        erased=_by_number(people["member_no"], people["erased"]),
        member_no=memberships["member_no"][order],
        joined=local_days(memberships["start"][order], time_zone),
        left=local_days(memberships["end"][order], time_zone),
        joined_inferred=memberships["inferred"][order].astype(np.bool_),
        invite=memberships["invite"][order],
        roles=_role_columns(roles, time_zone),
    )


def _role_columns(roles: Columns, time_zone: str) -> RoleColumns:
    order = np.lexsort((roles["position"], roles["member_no"]))
    return RoleColumns(
        member_no=roles["member_no"][order],
        role=roles["role"][order],
        given=local_days(roles["given"][order], time_zone),
        taken=local_days(roles["taken"][order], time_zone),
    )


def _by_number(numbers: NDArray[Any], flags: NDArray[Any]) -> NDArray[np.bool_]:
    """One flag for each member number from 0 on."""
    dense = np.zeros(int(numbers.max()) + 1 if len(numbers) else 0, dtype=np.bool_)
    dense[numbers] = flags
    return dense
