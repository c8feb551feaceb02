"""What a guild decided for itself: one value, checked as a whole."""

from collections.abc import Mapping
from typing import Any

import attrs

from domain.community.settings.catalogue import CATALOGUE, QUALIFYING, setting
from domain.community.settings.reading import read
from domain.community.tiers import TierMap
from domain.kernel.errors import Invalid
from domain.kernel.instants import chosen_zone


@attrs.frozen(kw_only=True)
class GuildSettings:
    """What a guild decided for itself; every default is the one of DEFINITIONS.

    What each field means is in the catalogue. Ids are text, as wherever 64 bits leave the product.
    """

    time_zone: str = "UTC"
    message_weight: float = 1.0
    reaction_weight: float = 0.5
    voice_shown: bool = True
    voice_details: bool = False
    tiers: TierMap = attrs.field(default={}, hash=False)
    staff_roles: tuple[str, ...] = ()
    qualifying: tuple[str, ...] = tuple(QUALIFYING)
    tracked_commands: tuple[str, ...] = ()
    fresh_days: int = 14
    inactive_days: int = 30
    core_active_days: int = 8
    core_window_days: int = 28
    core_events: int = 3
    new_days: int = 90
    segment_preset: str = "standard"
    churn_drop: float = 0.5
    star_age_days: int = 30
    star_share: float = 0.1
    attendance_before_minutes: int = 15
    attendance_minimum_minutes: int = 5
    reminder_minutes: int = 60
    announcement_channel: str = ""
    events_run_themselves: bool = True
    backfill_days: int = 0
    backup_hours: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Every value as its setting holds it; raises Invalid for one that no guild could have."""
        for each in CATALOGUE:
            object.__setattr__(self, each.key, read(each, getattr(self, each.key)))
        if self.core_active_days > self.core_window_days:
            raise Invalid(
                f"core_active_days: nobody is active on {self.core_active_days} of "
                f"{self.core_window_days} days; look at more days, or ask for fewer"
            )
        if self.new_days < self.fresh_days:
            raise Invalid(
                f"new_days: who joined is fresh for {self.fresh_days} days, so new is at least as long"
            )

    def changed(self, changes: Mapping[str, Any]) -> "GuildSettings":
        """The settings with some of them changed; Invalid names the one that is unknown or wrong."""
        for key in changes:
            setting(key)
        after = attrs.evolve(self, **changes)
        if "qualifying" in changes and not after.qualifying:
            raise Invalid("qualifying: choose at least one of them, or nobody would ever be active")
        if after.time_zone != self.time_zone:
            chosen_zone(after.time_zone)
        return after
