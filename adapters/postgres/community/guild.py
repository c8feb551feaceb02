"""A guild's profile, names and settings in PostgreSQL."""

import json
from collections.abc import Sequence
from datetime import datetime

import attrs

from adapters.postgres.link import Connection
from domain.community.fold import FOLD
from domain.community.guild import ChannelName, GuildProfile, RoleName
from domain.community.settings import GuildSettings, SettingsVersion
from domain.kernel.errors import Conflict

_PROFILE = """
select guild_id as guild, name, last_activity, sealed_through, revision, fold, detailed_since,
       commands_since
from community_os.guild_profile where guild_id = $1
"""
_RENAME = """
insert into community_os.guild_profile as profile (guild_id, name, name_seen_at, fold) values ($1, $2, $3, $4)
on conflict (guild_id) do update set name = excluded.name, name_seen_at = excluded.name_seen_at
where profile.name_seen_at is null
   or (profile.name_seen_at, profile.name collate "C") < (excluded.name_seen_at, excluded.name collate "C")
"""
_CHANNELS = "select channel, name, parent, voice, seen_at from community_os.channels where guild_id = $1"
_NAME_CHANNELS = """
insert into community_os.channels as held (guild_id, channel, name, parent, voice, seen_at)
select $1, unnest($2::bigint[]), unnest($3::text[]), unnest($4::bigint[]), unnest($5::boolean[]),
       unnest($6::timestamptz[])
on conflict (guild_id, channel) do update set
    name = excluded.name, parent = excluded.parent, voice = coalesce(excluded.voice, held.voice),
    seen_at = excluded.seen_at
where (held.seen_at, held.name) < (excluded.seen_at, excluded.name)
"""
_ROLES = "select role, name, position, seen_at from community_os.role_names where guild_id = $1"
_NAME_ROLES = """
insert into community_os.role_names as held (guild_id, role, name, position, seen_at)
select $1, unnest($2::bigint[]), unnest($3::text[]), unnest($4::integer[]), unnest($5::timestamptz[])
on conflict (guild_id, role) do update set
    name = excluded.name, position = excluded.position, seen_at = excluded.seen_at
where (held.seen_at, held.name, held.position) < (excluded.seen_at, excluded.name, excluded.position)
"""
_SETTINGS = """
select version, settings, changed_at, changed_by, changed_by_member, effective_from
from community_os.guild_settings where guild_id = $1 order by version
"""
_ADD_SETTINGS = """
insert into community_os.guild_settings
    (guild_id, version, settings, changed_at, changed_by, changed_by_member, effective_from)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict do nothing returning version
"""
_SEAL = """
insert into community_os.guild_profile as profile (guild_id, sealed_through, fold) values ($1, $2, $3)
on conflict (guild_id) do update set
    sealed_through = greatest(profile.sealed_through, excluded.sealed_through)
"""
_COUNTED_BY = """
update community_os.guild_profile set fold = $2, detailed_since = $3, commands_since = $4
where guild_id = $1
"""


@attrs.define
class PostgresGuild:
    """What a guild is called, how it is set up, and how far its days are sealed."""

    _connection: Connection
    _guild: int

    async def profile(self) -> GuildProfile | None:
        """Its name, its last activity, its sealed days; None when nothing was ever recorded."""
        row = await self._connection.fetchrow(_PROFILE, self._guild)
        return None if row is None else GuildProfile(**row)

    async def rename(self, name: str, seen_at: datetime) -> None:
        """Keep the newest name."""
        await self._connection.execute(_RENAME, self._guild, name, seen_at, FOLD)

    async def channels(self) -> dict[int, ChannelName]:
        """The channels whose name is known."""
        rows = await self._connection.fetch(_CHANNELS, self._guild)
        return {row["channel"]: ChannelName(**row) for row in rows}

    async def name_channels(self, channels: Sequence[ChannelName]) -> None:
        """Keep the newest name of each."""
        newest: dict[int, ChannelName] = {}
        for named in sorted(channels, key=lambda one: (one.seen_at, one.name)):
            newest[named.channel] = named.after(newest.get(named.channel))
        rows = [
            (one.channel, one.name, one.parent, one.voice, one.seen_at) for _, one in sorted(newest.items())
        ]
        if rows:
            await self._connection.execute(_NAME_CHANNELS, self._guild, *zip(*rows, strict=True))

    async def roles(self) -> dict[int, RoleName]:
        """The roles whose name is known, those that are gone among them."""
        rows = await self._connection.fetch(_ROLES, self._guild)
        return {row["role"]: RoleName(**row) for row in rows}

    async def name_roles(self, roles: Sequence[RoleName]) -> None:
        """Keep the newest name and position of each."""
        newest: dict[int, tuple[datetime, str, int]] = {}
        for one in roles:
            said = (one.seen_at, one.name, one.position)
            newest[one.role] = max(said, newest.get(one.role, said))
        rows = [(role, name, position, seen) for role, (seen, name, position) in sorted(newest.items())]
        if rows:
            await self._connection.execute(_NAME_ROLES, self._guild, *zip(*rows, strict=True))

    async def settings(self) -> list[SettingsVersion]:
        """Every version of its settings, oldest first."""
        rows = await self._connection.fetch(_SETTINGS, self._guild)
        return [SettingsVersion(**(dict(row) | {"settings": _read(row["settings"])})) for row in rows]

    async def add_settings(self, version: SettingsVersion) -> None:
        """Add a version; Conflict when that number is taken."""
        added = await self._connection.fetchval(
            _ADD_SETTINGS,
            self._guild,
            version.version,
            json.dumps(attrs.asdict(version.settings)),
            version.changed_at,
            version.changed_by,
            version.changed_by_member,
            version.effective_from,
        )
        if added is None:
            raise Conflict(
                f"version {version.version} of the settings exists: somebody changed them meanwhile"
            )

    async def seal(self, through: int) -> None:
        """Days up to this day number are sealed."""
        await self._connection.execute(_SEAL, self._guild, through, FOLD)

    async def counted_by(self, fold: int, *, detailed_since: int | None, commands_since: int | None) -> None:
        """The whole log is counted by this version of the fold, and since when what is known."""
        await self._connection.execute(_COUNTED_BY, self._guild, fold, detailed_since, commands_since)


def _read(text: str) -> GuildSettings:
    """Settings as they were written; one that this version does not know is left aside."""
    known = {field.name for field in attrs.fields(GuildSettings)}
    return GuildSettings(**{name: value for name, value in json.loads(text).items() if name in known})
