"""Settings of a guild: versioned, each version with who, when and from when on it holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from domain.community import tiers as tiers_of_roles
from domain.community.tiers import TierMap
from domain.kernel.errors import Invalid
from domain.kernel.instants import zone


def _is_zone(_instance: object, _attribute: object, value: str) -> None:
    zone(value)


def _is_weight(_instance: object, attribute: "attrs.Attribute[float]", value: float) -> None:
    if not 0 <= value <= 1000:
        raise Invalid(f"{attribute.name}: a weight lies between 0 and 1000")


def _is_tier_map(_instance: object, _attribute: object, value: TierMap) -> None:
    tiers_of_roles.check(value)


@attrs.frozen(kw_only=True)
class GuildSettings:
    """What a guild decided for itself; every default is the one of DEFINITIONS."""

    time_zone: str = attrs.field(default="UTC", validator=_is_zone)
    """Days and hours are those of this zone; changing it recounts the past."""

    message_weight: float = attrs.field(default=1.0, validator=_is_weight)
    reaction_weight: float = attrs.field(default=0.5, validator=_is_weight)
    voice_shown: bool = True
    """Off hides the voice tile; sessions are kept."""

    voice_details: bool = False
    """On keeps who in voice is deaf, muted, alone or in the AFK channel; off, nobody notes it at all."""

    tiers: TierMap = attrs.field(default={}, converter=dict, validator=_is_tier_map, hash=False)
    """What each role means: staff, host, captain, volunteer or member; empty where nobody said."""

    def changed(self, changes: Mapping[str, Any]) -> "GuildSettings":
        """The settings with some of them changed; Invalid names the one that is unknown or wrong."""
        known = {field.name: field for field in attrs.fields(GuildSettings)}
        for name, value in changes.items():
            if name not in known:
                raise Invalid(f"unknown setting {name!r}: there are {', '.join(known)}")
            wanted: type = type(known[name].default)
            if wanted is float and isinstance(value, int) and not isinstance(value, bool):
                continue
            if type(value) is not wanted:
                raise Invalid(f"{name}: {wanted.__name__} is needed here")
        changed = attrs.evolve(self, **changes)
        floats = [name for name in known if type(known[name].default) is float]
        weights: dict[str, Any] = {name: float(getattr(changed, name)) for name in floats}
        return attrs.evolve(changed, **weights)


@attrs.frozen(kw_only=True)
class SettingsVersion:
    """One version of a guild's settings."""

    version: int
    settings: GuildSettings
    changed_at: datetime
    changed_by: str
    effective_from: datetime


def settings_at(versions: list[SettingsVersion], instant: datetime | None = None) -> GuildSettings:
    """The settings that hold at an instant: the newest version already in effect, else the defaults."""
    held = [version for version in versions if instant is None or version.effective_from <= instant]
    return max(held, key=lambda version: version.version).settings if held else GuildSettings()
