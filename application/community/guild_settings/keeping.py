"""Keeps a new version of the settings: the one way in, for changes and for what undoes them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import attrs

from application.community.ports import GuildWork
from application.community.published.asking import publish_again
from application.community.replay import replay_in
from domain.community.guild import GuildProfile
from domain.community.settings import GuildSettings, SettingsVersion, changes_between, changes_made, setting
from domain.community.settings.versions import check_fit
from domain.kernel.actors import COMMAND_LINE, SYSTEM, Actor
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.instants import day_number, day_of_number
from domain.kernel.windows import LAST_DAY
from domain.operations.jobs import Wanted

LONG: Final = 100_000
"""Records that are counted again in a few seconds; nobody waits for more."""

_NOBODYS: Final = frozenset({COMMAND_LINE.name, SYSTEM.name, ""})


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
) -> GuildSettings:
    """Keep a change (before, after) as a version, unless it changes nothing; the settings that hold then.

    A new time zone counts the past again: of a long one a worker does that, where one is there, and keeps the
    change when it has.
    """
    before, after = change
    if before == after:
        return after
    moved = before.time_zone != after.time_zone
    must_be_countable(profile, before, moved=moved)
    wanted = _put_off(profile.guild, versions, change, by := _by(actor, profile.guild))
    if moved and (
        await _is_asked_for(work, wanted) or (await _is_long(work) and await work.jobs.ask(wanted))
    ):
        return before
    await write(work, versions, after, by, now=now, at=at)
    if moved:
        await replay_in(work, profile.guild)
    await publish_again(work, profile.guild)
    return after


async def write(
    work: GuildWork,
    versions: list[SettingsVersion],
    after: GuildSettings,
    by: "By",
    *,
    now: datetime,
    at: datetime,
) -> None:
    """Add the version."""
    version = SettingsVersion(
        version=newest(versions) + 1,
        settings=after,
        changed_at=now,
        changed_by=by.name,
        changed_by_member=by.member_no,
        effective_from=at,
    )
    check_fit([*versions, version], now)
    await work.guild.add_settings(version)


def newest(versions: Sequence[SettingsVersion]) -> int:
    """The number of the last version; 0 before the first one."""
    return max((held.version for held in versions), default=0)


class By(NamedTuple):
    """Who made a change, as a version keeps it."""

    name: str
    member_no: int | None


def _by(actor: Actor | None, guild: int) -> By:
    member = actor.within(guild).member_no if actor else None
    return By(f"#{member}" if member is not None else actor.name if actor else "", member)


def must_be_countable(profile: GuildProfile, before: GuildSettings, *, moved: bool) -> None:
    """Raises Conflict where a new time zone would need records that are gone."""
    if moved and profile.sealed_through is not None:
        raise Conflict(
            f"the raw records up to {day_of_number(profile.sealed_through)} are gone, and their "
            f"days are those of {before.time_zone}: the time zone can no longer be changed"
        )


def must_be_untouched(versions: Sequence[SettingsVersion], keys: Collection[str], seen: int | None) -> None:
    """Raises Conflict where somebody else has changed the same settings since version `seen`."""
    for made in changes_made(versions) if seen is not None else ():
        others = [change.key for change in made.changes if change.key in keys]
        if made.version.version > (seen or 0) and others:
            titles = ", ".join(setting(key).title for key in others)
            raise Conflict(f"{titles}: changed meanwhile by {made.version.changed_by}; look again")


async def _is_asked_for(work: GuildWork, wanted: Wanted) -> bool:
    """Whether the same change waits or is being counted; raises Conflict where another one is.

    One of them would be lost, or would come after the later one and undo it.
    """
    waiting = [job for job in await work.jobs.pending() if job.kind == wanted.kind and job.state != "failed"]
    for job in waiting:
        if job.told.get("changes") != wanted.told["changes"]:
            zone_name = job.told.get("changes", {}).get("time_zone", "another one")
            raise Conflict(
                f"time_zone: everything is being counted again in {zone_name}. Change it once that is done; "
                f"while it waits, whoever runs this installation can drop it: community-os jobs drop {job.id}"
            )
    return bool(waiting)


async def _is_long(work: GuildWork) -> bool:
    """Whether nobody should wait while it is counted again."""
    counts = await work.intake.between(0, day_number(LAST_DAY) + 1)
    return sum(count for key, count in counts.items() if key.what == "accepted") > LONG


def _put_off(
    guild: int, versions: Sequence[SettingsVersion], change: tuple[GuildSettings, GuildSettings], by: By
) -> Wanted:
    before, after = change
    changed = {made.key: attrs.asdict(after)[made.key] for made in changes_between(before, after)}
    # A name that somebody gave on the dashboard stays where the settings are: jobs hold nobody's.
    name = by.name if by.member_no is not None or by.name in _NOBODYS else "staff"
    told = {"changes": changed, "by": name, "member_no": by.member_no, "seen": newest(versions)}
    return Wanted(kind="recount", guild=guild, told=told)
