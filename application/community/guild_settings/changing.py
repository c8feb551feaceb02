"""Settings of a guild are changed by version; a new time zone recounts the past."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import attrs

from application.clock import Clock
from application.community.guild_settings.keeping import held_in, keep, must_be_untouched
from application.community.ports import Store
from domain.community.policy import check
from domain.community.settings import GuildSettings, settings_at
from domain.community.settings.versions import made_after
from domain.kernel.actors import Actor
from domain.kernel.errors import Invalid

FARTHEST: Final = timedelta(days=366)
"""A change cannot be planned for later: nobody would remember it."""


@attrs.frozen(kw_only=True)
class ChangeSettings:
    """Change some settings of a guild, keeping who changed them and since when they hold."""

    store: Store
    clock: Clock

    async def __call__(
        self,
        guild: int,
        changes: Mapping[str, Any],
        actor: Actor | None,
        *,
        effective_from: datetime | None = None,
        seen: int | None = None,
    ) -> GuildSettings:
        """At once, or from an instant to come; `seen` is the newest version that the actor had looked at.

        What holds then: the settings from before, where a worker first counts a long past again.

        Raises NotFound for an unknown guild, Refused by the policy, Invalid for a wrong value or a past
        instant, Conflict where one of these settings was changed since the actor looked, and for a new time
        zone once days are sealed, since their records are gone and cannot be counted again.
        """
        async with self.store.writing(guild) as work:
            profile, versions = await held_in(work, guild)
            now = made_after(versions, self.clock.now())
            check("change_settings", actor, settings_at(versions, now))
            at = _begins(changes, effective_from, now)
            must_be_untouched(versions, changes, seen)
            before = settings_at(versions, at)
            after = before.changed(changes)
            change = before, after
            return await keep(work, profile, versions, change, actor=actor, now=now, at=at)


def _begins(changes: Mapping[str, Any], asked: datetime | None, now: datetime) -> datetime:
    """The instant from which on the changes hold."""
    if asked is None:
        return now
    if not now <= asked <= now + FARTHEST:
        raise Invalid(
            "settings hold from now on, or from a moment within a year: readings of the past are always by "
            "the settings of today"
        )
    if "time_zone" in changes and asked > now:
        raise Invalid(
            "time_zone: the past is counted again in a new zone, so it holds at once; plan the rest"
        )
    return asked
