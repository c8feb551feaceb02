"""Settings that were changed on the way: the course by those that held before is drawn beside the new one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import attrs

from domain.community.settings import (
    Change,
    GuildSettings,
    SettingsVersion,
    changes_made,
    setting,
    settings_at,
)
from domain.community.settings.setting import Setting
from domain.community.settings.texts import NONE, told
from domain.insights.kpis.kpi import Kpi
from domain.kernel.instants import zone
from domain.kernel.words import counted

MOST: Final = 2
"""Changes that a course shows: with more lines nobody sees which is which."""

KEPT: Final = frozenset({"time_zone", "attendance_before_minutes", "attendance_minimum_minutes"})
"""What these said is kept with each event, or the past is counted again: no other line can be drawn."""

_MOMENT = timedelta(microseconds=1)


@attrs.frozen(kw_only=True)
class Changed:
    """On that day settings changed that a KPI depends on; `before` are all settings as they were."""

    day: date
    changes: tuple[Change, ...]
    before: GuildSettings

    @property
    def said(self) -> str:
        """What was changed, in words: "Fresh: 7 days until then, 14 days since"."""
        titles = (setting(change.key) for change in self.changes)
        return "; ".join(map(_said, titles, self.changes))


def _said(one: Setting, change: Change) -> str:
    """Roles are counted: their ids say nothing to whoever reads a chart, and Settings has their names."""
    was, now = change.before, change.after
    if one.kind not in ("tiers", "roles"):
        was, now = told(one, was), told(one, now)
    elif len(was) == len(now):
        return f"{one.title}: other roles since"
    else:
        was, now = _roles(len(was)), _roles(len(now))
    return f"{one.title}: {was} until then, {now} since"


def _roles(count: int) -> str:
    return counted(count, "role") if count else NONE


def changed(
    kpi: Kpi, versions: Sequence[SettingsVersion], now: GuildSettings, start: datetime, end: datetime
) -> tuple[Changed, ...]:
    """The latest changes in [start, end) of what a KPI depends on, the latest first.

    One that was taken back since then is left out: by its settings the course is the same.
    """
    found = []
    for made in sorted(changes_made(versions), key=lambda one: one.version.effective_from, reverse=True):
        at = made.version.effective_from
        changes = tuple(one for one in made.changes if one.key in kpi.settings and one.key not in KEPT)
        before = attrs.evolve(settings_at(versions, at - _MOMENT), time_zone=now.time_zone)
        if start <= at < end and any(getattr(before, one.key) != getattr(now, one.key) for one in changes):
            day = at.astimezone(zone(now.time_zone)).date()
            found.append(Changed(day=day, changes=changes, before=before))
    return tuple(found[:MOST])
