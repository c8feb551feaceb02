"""Keeps a new version of the settings: the one way in, for changes and for what undoes them."""

from datetime import datetime

from application.community.ports import GuildWork
from application.community.replay import replay_in
from domain.community.guild import GuildProfile
from domain.community.settings import GuildSettings, SettingsVersion
from domain.community.settings.versions import check_fit
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.instants import day_of_number


async def held_in(work: GuildWork, guild: int) -> tuple[GuildProfile, list[SettingsVersion]]:
    """The guild and every version of its settings; raises NotFound when nothing was ever recorded."""
    profile = await work.guild.profile()
    if profile is None:
        raise NotFound(f"nothing was ever recorded for guild {guild}")
    return profile, await work.guild.settings()


async def keep(
    work: GuildWork,
    profile: GuildProfile,
    versions: list[SettingsVersion],
    change: tuple[GuildSettings, GuildSettings],
    *,
    actor: Actor | None,
    now: datetime,
    at: datetime,
) -> None:
    """Keep a change (before, after) as a version, unless it changes nothing."""
    before, after = change
    if before == after:
        return
    moved = before.time_zone != after.time_zone
    if moved and profile.sealed_through is not None:
        raise Conflict(
            f"the raw records up to {day_of_number(profile.sealed_through)} are gone, and their "
            f"days are those of {before.time_zone}: the time zone can no longer be changed"
        )
    member = actor.within(profile.guild).member_no if actor else None
    version = SettingsVersion(
        version=max((held.version for held in versions), default=0) + 1,
        settings=after,
        changed_at=now,
        changed_by=f"#{member}" if member is not None else actor.name if actor else "",
        changed_by_member=member,
        effective_from=at,
    )
    check_fit([*versions, version], now)
    await work.guild.add_settings(version)
    if moved:
        await replay_in(work, profile.guild)
