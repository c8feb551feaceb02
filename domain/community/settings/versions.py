"""Settings are versions: who changed what, when, and from when on it holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import attrs

from domain.community.settings.catalogue import CATALOGUE
from domain.community.settings.values import GuildSettings


@attrs.frozen(kw_only=True)
class SettingsVersion:
    """One version of a guild's settings."""

    version: int
    settings: GuildSettings
    changed_at: datetime
    changed_by: str
    effective_from: datetime


class Change(NamedTuple):
    """One setting that a version changed."""

    key: str
    before: Any
    after: Any


def settings_at(versions: Sequence[SettingsVersion], instant: datetime | None = None) -> GuildSettings:
    """The settings that hold at an instant: the newest version already in effect, else the defaults."""
    held = [version for version in versions if instant is None or version.effective_from <= instant]
    return max(held, key=lambda version: version.version).settings if held else GuildSettings()


def changes_between(before: GuildSettings, after: GuildSettings) -> tuple[Change, ...]:
    """Which settings differ, in the order of the catalogue."""
    pairs = ((each.key, getattr(before, each.key), getattr(after, each.key)) for each in CATALOGUE)
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])
