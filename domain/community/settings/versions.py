"""Settings are versions: who changed what, when, and from when on it holds.

A version keeps every value, and means the changes that it makes to what would have held without it: so a
change that is planned for later and one that is made meanwhile both hold in the end.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import attrs

from domain.community.settings.catalogue import CATALOGUE, setting
from domain.community.settings.values import GuildSettings
from domain.kernel.errors import Conflict, Invalid, NotFound


@attrs.frozen(kw_only=True)
class SettingsVersion:
    """One version of a guild's settings; whoever is a member is named by number, and anybody else by name."""

    version: int
    settings: GuildSettings
    changed_at: datetime
    changed_by: str
    changed_by_member: int | None = None
    effective_from: datetime


class Change(NamedTuple):
    """One setting that a version changed."""

    key: str
    before: Any
    after: Any


class Made(NamedTuple):
    """A version with the changes that it means."""

    version: SettingsVersion
    changes: tuple[Change, ...]


def settings_at(versions: Iterable[SettingsVersion], instant: datetime) -> GuildSettings:
    """The settings that hold at an instant: every change already in effect, the latest of each setting."""
    return _laid(changes_made(versions), instant)


def made_after(versions: Iterable[SettingsVersion], now: datetime) -> datetime:
    """When a change is made: never before those that were made already, also where a clock was set back.

    Else it would be overruled by what it changed, and days would be counted in a zone that nobody reads.
    """
    return max([now, *(version.changed_at for version in versions)])


def time_zone_of(versions: Sequence[SettingsVersion]) -> str:
    """The zone in which the days are counted: it changes at once or not at all, so no instant is needed."""
    return max(versions, key=lambda held: held.version).settings.time_zone if versions else "UTC"


def changes_between(before: GuildSettings, after: GuildSettings) -> tuple[Change, ...]:
    """Which settings differ, in the order of the catalogue."""
    pairs = ((each.key, getattr(before, each.key), getattr(after, each.key)) for each in CATALOGUE)
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])


def changes_made(versions: Iterable[SettingsVersion]) -> list[Made]:
    """Each version, oldest first, with what it changed of the settings that would have held without it."""
    made: list[Made] = []
    head: SettingsVersion | None = None  # its settings are all that holds from its moment on
    for version in sorted(versions, key=lambda each: each.version):
        at = version.effective_from
        before = head.settings if head and head.effective_from <= at else _laid(made, at)
        made.append(Made(version, changes_between(before, version.settings)))
        head = version if all(each.version.effective_from <= at for each in made) else None
    return made


def stands(one: Made, made: Sequence[Made], now: datetime) -> bool:
    """Whether everything that a version changed is still as it left it, so that it can be undone."""
    return not _overtaken(one, _laid(made, max(now, one.version.effective_from)))


def undone(versions: Sequence[SettingsVersion], number: int, now: datetime) -> tuple[GuildSettings, datetime]:
    """The settings without what a version changed, and from when on: at once, or when it would have held.

    Raises NotFound for a version that there is not, Conflict where what it changed was changed again.
    """
    made = changes_made(versions)
    one = next((each for each in made if each.version.version == number), None)
    if one is None:
        raise NotFound(f"there is no version {number} of the settings")
    at = max(now, one.version.effective_from)
    held = _laid(made, at)
    if overtaken := _overtaken(one, held):
        titles = ", ".join(setting(change.key).title for change in overtaken)
        raise Conflict(f"{titles}: changed again after version {number}; undo the later change first")
    return held.changed({change.key: change.before for change in one.changes}), at


def _overtaken(one: Made, held: GuildSettings) -> list[Change]:
    """What a version changed, and is no longer as it left it."""
    return [change for change in one.changes if getattr(held, change.key) != change.after]


def check_fit(versions: Sequence[SettingsVersion], now: datetime) -> None:
    """Raises Conflict where changes that are planned would no longer fit to what holds before them."""
    made = changes_made(versions)
    for instant in sorted({each.effective_from for each in versions if each.effective_from > now}):
        try:
            _laid(made, instant)
        except Invalid as problem:
            raise Conflict(f"a change that is planned no longer fits; undo it first. {problem}") from None


def _laid(made: Sequence[Made], instant: datetime) -> GuildSettings:
    """Every change in effect, laid over the defaults in the order in which they take effect."""
    held = [each for each in made if each.version.effective_from <= instant]
    held.sort(key=lambda each: (each.version.effective_from, each.version.version))
    return GuildSettings(**{change.key: change.after for each in held for change in each.changes})
