"""The settings of a guild as they are, and how they came to be so."""

from datetime import datetime

import attrs

from application.clock import Clock
from application.community.guild_settings.keeping import held_in, newest
from application.community.ports import Store
from domain.community.members import shown_name
from domain.community.settings import Change, GuildSettings, Made, changes_made, settings_at
from domain.community.settings.versions import stands
from domain.operations.jobs import Job


@attrs.frozen(kw_only=True)
class SettingsChange:
    """One version: who changed what, when, and from when on it holds."""

    version: int
    who: str
    member_no: int | None
    changed_at: datetime
    effective_from: datetime
    changes: tuple[Change, ...]
    planned: bool
    """It does not hold yet."""

    undoable: bool
    """Nothing that it changed was changed again."""


@attrs.frozen(kw_only=True)
class SettingsShown:
    """The settings that hold now, the newest version, and every change, the newest first."""

    guild: int
    guild_name: str
    settings: GuildSettings
    version: int
    history: tuple[SettingsChange, ...]
    recounting: Job | None = None
    """A change that holds once the past is counted again: it waits, is being counted, or failed."""

    @property
    def planned(self) -> tuple[SettingsChange, ...]:
        """What will hold later, the next first."""
        return tuple(sorted((one for one in self.history if one.planned), key=lambda one: one.effective_from))


@attrs.frozen(kw_only=True)
class ShowSettings:
    """Show the settings of a guild with who changed them, from what to what, and what is planned."""

    store: Store
    clock: Clock

    async def __call__(self, guild: int) -> SettingsShown:
        """Raises NotFound for a guild that nothing was recorded for."""
        now = self.clock.now()
        async with self.store.reading(guild) as work:
            profile, versions = await held_in(work, guild)
            made = changes_made(versions)
            numbers = {one.version.changed_by_member for one in made} - {None}
            members = await work.members.of([number for number in numbers if number is not None])
            jobs = [job for job in await work.jobs.pending() if job.kind == "recount"]
        names = {number: shown_name(member) for number, member in members.items()}
        return SettingsShown(
            guild=guild,
            guild_name=profile.name or f"Guild {guild}",
            settings=settings_at(versions, now),
            version=newest(versions),
            history=tuple(_shown(one, made, names, now) for one in reversed(made)),
            recounting=jobs[-1] if jobs else None,
        )


def _shown(one: Made, made: list[Made], names: dict[int, str], now: datetime) -> SettingsChange:
    version, member = one.version, one.version.changed_by_member
    return SettingsChange(
        version=version.version,
        who=version.changed_by if member is None else names.get(member, version.changed_by),
        member_no=member,
        changed_at=version.changed_at,
        effective_from=version.effective_from,
        changes=one.changes,
        planned=version.effective_from > now,
        undoable=stands(one, made, now),
    )
