"""How an event repeats: a rule of local wall time, so that it stays at eight when the clocks change."""

from datetime import datetime

import attrs

from domain.community.events.plan import Plan


@attrs.frozen(kw_only=True)
class Recurrence:
    """A series of events.

    `rule` is an RRULE of RFC 5545 without its start. `plan` is what each occurrence is planned as; its own
    start is the first occurrence. Wall times are those of `time_zone`. Nothing occurs from `until` on.
    Occurrences before `made_through` are events already.
    """

    series_id: int
    rule: str
    time_zone: str
    plan: Plan
    made_through: datetime | None = None
    until: datetime | None = None
    created_by: int | None = None
