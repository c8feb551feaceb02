"""Attendance: what voice sessions say of who came to an event, and what that means (DEFINITIONS)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import attrs

from domain.community.events.answers import GOING, NOT
from domain.community.events.event import Event, Status
from domain.community.spans import LONGEST_SESSION, Span
from domain.kernel.errors import Invalid
from domain.kernel.instants import LocalCalendar

LONGEST_OPEN: Final = timedelta(hours=24)
"""An event that nobody ends is over a day after it began, or at its planned end where that is later."""


@attrs.frozen(kw_only=True)
class Window:
    """When voice in which channels belongs to an event: from a while before its start to its end (exclusive).

    `begins` is the start itself; `minimum` is how long somebody must have been there to have attended;
    `over` says that the event was ended: who is still in the channel then was there to the end.
    Each event counts by its own window, whatever other events there are in the same channel.
    """

    event: int
    channels: frozenset[int]
    opens: datetime
    begins: datetime
    closes: datetime
    minimum: timedelta
    over: bool = False

    def __attrs_post_init__(self) -> None:
        if self.closes < self.opens:
            raise Invalid(f"the window of event {self.event} ends before it begins")

    @classmethod
    def of(cls, event: Event) -> "Window | None":
        """The window of an event: from before its start (planned or actual, whichever is earlier) to its end.

        None of one that was cancelled, or has no channel in which anybody could be heard. Until it is over,
        its planned end holds while it is planned; once it began, it lasts until somebody ends it.
        """
        plan, began = event.plan, event.begins
        if event.status is Status.CANCELLED or not plan.channels:
            return None
        at_most = began + LONGEST_OPEN
        if event.status is Status.COMPLETED:
            closes = event.ended_at or began
        elif event.status is Status.STARTED:
            closes = max(at_most, plan.ends_at or at_most)
        else:
            closes = plan.ends_at or at_most
        return cls(
            event=event.event_id,
            channels=frozenset(plan.channels),
            opens=min(began, plan.starts_at) - timedelta(minutes=plan.before_minutes),
            begins=began,
            closes=closes,
            minimum=timedelta(minutes=plan.minimum_minutes),
            over=event.status is Status.COMPLETED,
        )

    def part(self, session: Span) -> tuple[datetime, datetime] | None:
        """The part of a session that lies in it, the most of one that lasts; None where that is no time."""
        start = session.start
        if start is None or session.channel not in self.channels:
            return None
        end = session.end or start + LONGEST_SESSION
        since = start if start > self.opens else self.opens  # thousands are read at once
        until = end if end < self.closes else self.closes
        return (since, until) if since < until else None


class Presence(NamedTuple):
    """The facts of one member at one event: enough to say at any later time how long they were there.

    `day` is the local day on which the event begins.
    `seconds` and `last_leave` are of the sessions that ended. A session that lasts counts from
    `open_since` until it is asked for, but not beyond `open_until`.
    """

    event: int
    member_no: int
    day: int
    first_join: datetime
    last_leave: datetime | None
    seconds: int
    open_since: datetime | None
    open_until: datetime | None


class Stay(NamedTuple):
    """How long somebody was at an event as it looks at a moment; `there` says that they still are."""

    first_join: datetime
    last_leave: datetime
    seconds: int
    there: bool


def presence(
    window: Window, member_no: int, sessions: Iterable[Span], calendar: LocalCalendar
) -> Presence | None:
    """What all voice sessions of a member say of an event; None of somebody who was not there."""
    parts = [
        (*part, session.end is None and not window.over)
        for session in sessions
        if (part := window.part(session)) is not None
    ]
    if not parts:
        return None
    if len(parts) > 1:
        parts.sort()
    seconds, last = 0, None
    open_since: datetime | None = None
    open_until: datetime | None = None
    for since, until, lasts in parts:
        if lasts:
            open_since, open_until = since, until
        else:
            seconds += int((until - since).total_seconds())
            last = until if last is None else max(last, until)
    day, _ = calendar.day_hour(window.begins)
    return Presence(window.event, member_no, day, parts[0][0], last, seconds, open_since, open_until)


def stay(found: Presence, now: datetime) -> Stay:
    """The facts as they look at a moment: who is still there has been there until then."""
    if found.open_since is None or found.open_until is None or now <= found.open_since:
        return Stay(found.first_join, found.last_leave or found.first_join, found.seconds, False)
    until = min(now, found.open_until)
    seconds = found.seconds + int((until - found.open_since).total_seconds())
    return Stay(found.first_join, max(until, found.last_leave or until), seconds, now < found.open_until)


@attrs.frozen(kw_only=True)
class AttendanceRules:
    """Thresholds that hold for every event, each with its reason; how long is enough is the event's own."""

    last_part: float = 0.25
    """Who is gone before the last quarter began missed how it ended; the last minutes are everybody's own."""


RULES: Final = AttendanceRules()


class Verdict(NamedTuple):
    """What somebody's stay means, held against what they had said."""

    attended: bool = False
    walk_in: bool = False
    no_show: bool = False
    left_early: bool = False


def attended(seconds: int, minimum: timedelta) -> bool:
    """Whether a stay was long enough to have attended (DEFINITIONS: attendance)."""
    return seconds >= minimum.total_seconds()


def verdict(
    found: Stay | None,
    standing: str | None,
    window: Window,
    now: datetime,
    rules: AttendanceRules = RULES,
) -> Verdict:
    """Attended: there for the event's minimum. Walk-in: attended without having said anything of coming.

    Only once the event is over: a no-show had a place and did not attend; left early is who attended and
    was gone before its last part. `standing` is a word of `Seats.of`.
    """
    came = found is not None and attended(found.seconds, window.minimum)
    over = now >= window.closes
    last_part = window.closes - (window.closes - window.begins) * rules.last_part
    return Verdict(
        attended=came,
        walk_in=came and standing in (None, NOT),
        no_show=over and not came and standing == GOING,
        left_early=over and came and found is not None and found.last_leave < last_part,
    )
