"""A change of the settings is undone by a new version: nothing of the history is lost."""

import attrs

from application.clock import Clock
from application.community.guild_settings.keeping import held_in, keep
from application.community.ports import Store
from domain.community.policy import check
from domain.community.settings import GuildSettings, settings_at
from domain.community.settings.versions import made_after, undone
from domain.kernel.actors import Actor


@attrs.frozen(kw_only=True)
class UndoSettings:
    """Give back to the settings that a version changed the values from before."""

    store: Store
    clock: Clock

    async def __call__(self, guild: int, version: int, actor: Actor | None) -> GuildSettings:
        """At once, or when the version would have taken effect.

        Raises NotFound for an unknown guild or version, Refused by the policy, and Conflict where something
        that the version changed was changed again, or as ChangeSettings does.
        """
        async with self.store.writing(guild) as work:
            profile, versions = await held_in(work, guild)
            now = made_after(versions, self.clock.now())
            check("change_settings", actor, settings_at(versions, now))
            after, at = undone(versions, version, now)
            before = settings_at(versions, at)
            change = before, after
            return await keep(work, profile, versions, change, actor=actor, now=now, at=at)
