"""How an event repeats: a rule of local wall time, so that it stays at eight when the clocks change."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.community.events.plan import Plan
from domain.kernel.instants import utc, zone

AHEAD: Final = timedelta(weeks=8)
"""So far ahead the events of a series are on the calendar: people plan a month or two."""

STEP: Final = timedelta(days=1)
A_MOMENT: Final = timedelta(seconds=1)


@attrs.frozen(kw_only=True)
class Recurrence:
    """A series of events.

    `rule` is an RRULE of RFC 5545 without its start and its end. `plan` is what each occurrence is planned
    as; its own start is the first occurrence. Wall times are those of `time_zone`. Nothing occurs from
    `until` on. Occurrences before `made_through` are events already.
    """

    series_id: int
    rule: str
    time_zone: str
    plan: Plan
    made_through: datetime | None = None
    until: datetime | None = None
    created_by: int | None = None

    @property
    def first(self) -> datetime:
        """The wall time of its first occurrence."""
        return self.wall(self.plan.starts_at)

    def wall(self, at: datetime) -> datetime:
        """What a clock of the guild shows at an instant."""
        return utc(at).astimezone(zone(self.time_zone)).replace(tzinfo=None, fold=0)

    def instant(self, wall: datetime) -> datetime:
        """When a clock of the guild shows this time.

        A time that is skipped when the clocks go forward is as much later; of one that comes twice it is the
        first.
        """
        return utc(wall.replace(tzinfo=zone(self.time_zone)))

    def plan_at(self, start: datetime) -> Plan:
        """What the occurrence that starts then is planned as; it lasts as long as every other."""
        return self.plan.changed({"starts_at": start})

    def horizon(self, now: datetime) -> datetime:
        """Until when there ought to be events of it: some weeks ahead, unless it ends before.

        The first one is always there.
        """
        ahead = max(now + AHEAD, self.plan.starts_at + A_MOMENT)
        return ahead if self.until is None else min(ahead, self.until)

    def lacks(self, now: datetime) -> bool:
        """Whether events of it ought to be made: once a day is enough, and for the last ones."""
        horizon, made = self.horizon(now), self.made_through or self.plan.starts_at
        return horizon > made and (
            self.made_through is None or horizon == self.until or horizon - made >= STEP
        )
