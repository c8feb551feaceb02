"""The calendar of events as it stood at a moment: what took place, who said what, and who was there."""

from collections import defaultdict
from datetime import datetime
from functools import cached_property

import attrs

from domain.community.events.event import Event
from tests.integration.twin import hearing
from tests.integration.twin.past import Past
from tests.integration.twin.question import COMPARABLE
from tests.integration.twin.sessions import LONGEST


@attrs.frozen(kw_only=True, slots=False)
class Calendar:
    """All events in the order of their planned start, as they stood."""

    past: Past

    @cached_property
    def events(self) -> list[Event]:
        return sorted(self.past.events, key=lambda event: (event.plan.starts_at, event.event_id))

    @cached_property
    def phases(self) -> list[str]:
        return [self._phase(event) for event in self.events]

    def _phase(self, event: Event) -> str:
        moment, plan = self.past.moment, event.plan
        gone = event.ended_at is not None and event.ended_at <= moment
        if event.status == "cancelled" and gone:
            return "called off"
        if event.started_at is not None and event.started_at <= moment:
            return "over" if gone else "now"
        if plan.starts_at > moment:
            return "ahead"
        return "over" if plan.ends_at is not None and plan.ends_at <= moment else "due"

    @cached_property
    def stays(self) -> list[dict[int, tuple[int, datetime]]]:
        """Of events that took place: who was there, for how many seconds, and until when."""
        return [
            self._stays(event) if phase in ("over", "now") else {}
            for event, phase in zip(self.events, self.phases, strict=True)
        ]

    def _stays(self, event: Event) -> dict[int, tuple[int, datetime]]:
        frame = self.past.window(event)
        found: dict[int, tuple[int, datetime]] = {}
        if frame is None:
            return found
        for session in self.past.sessions:
            end = min(session.end or session.start + LONGEST, self.past.moment)
            since, until = max(session.start, frame[0]), min(end, frame[1])
            if session.channel in event.plan.channels and since < until:
                seconds, last = found.get(session.who, (0, until))
                length = int((until - since).total_seconds())
                found[session.who] = (seconds + length, max(last, until))
        return found

    @cached_property
    def came(self) -> list[set[int]]:
        return [
            {who for who, (seconds, _) in stays.items() if seconds >= event.plan.minimum_minutes * 60}
            for event, stays in zip(self.events, self.stays, strict=True)
        ]

    @cached_property
    def measured(self) -> list[bool]:
        return [self._measured(at) for at in range(len(self.events))]

    def _measured(self, at: int) -> bool:
        frame = self.past.window(self.events[at])
        if self.phases[at] != "over" or frame is None:
            return False
        begins, closes = frame[2], min(frame[1], self.past.moment)
        return begins >= closes or hearing.share(self.past.spans, "voice", begins, closes) >= COMPARABLE

    @cached_property
    def said(self) -> list[dict[int, str]]:
        """Where everybody stands who said anything: going, waiting, interested, not."""
        return [self._said(event) for event in self.events]

    def _said(self, event: Event) -> dict[int, str]:
        marks = defaultdict(list)
        for entry in self.past.log:
            if (
                entry.kind in ("rsvp_added", "rsvp_removed")
                and entry.subject == event.event_id
                and not entry.bot
                and entry.member_no is not None
                and (entry.occurred_at < self.past.moment or self.past.moment == self.past.now)
                and (event.ended_at is None or entry.occurred_at <= event.ended_at)
            ):
                marks[entry.member_no].append((entry.occurred_at, entry.kind, self.past.word(entry)))
        runs = {who: run for who, told in marks.items() if (run := _last_run(told)) is not None}
        going = sorted((since, who) for who, (answer, since) in runs.items() if answer == "going")
        room = len(going) if event.plan.capacity is None else event.plan.capacity
        standing = {who: answer for who, (answer, _) in runs.items()}
        return standing | {who: "waiting" for _, who in going[room:]}

    def day(self, at: int) -> int:
        event = self.events[at]
        began = event.started_at is not None and event.started_at <= self.past.moment
        return self.past.day(event.started_at if began and event.started_at else event.plan.starts_at)

    def before(self, at: int) -> int | None:
        """The one before of its series that took place."""
        series = self.events[at].series
        earlier = [
            place
            for place in range(at)
            if series is not None and self.events[place].series == series
            if self.phases[place] in ("over", "now")
        ]
        return earlier[-1] if earlier else None


def _last_run(told: list[tuple[datetime, str, str | None]]) -> tuple[str, datetime] | None:
    """The last of their buttons, else Discord's interest; and since when it stands without a break."""
    button: str | None = None
    interested = False
    run: tuple[str, datetime] | None = None
    for at, kind, word in sorted(told):
        if word is None:
            interested = kind == "rsvp_added"
        else:
            button = None if kind == "rsvp_removed" and word != "not" else word
        now = button or ("interested" if interested else None)
        if now is None:
            run = None
        elif run is None or run[0] != now:
            run = (now, at)
    return run


def calendar_of(past: Past) -> Calendar:
    if "calendar" not in past.kept:
        past.kept["calendar"] = Calendar(past=past)
    return past.kept["calendar"]  # type: ignore[no-any-return]
