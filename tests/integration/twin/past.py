"""The past as it looked at a moment, told again one thing at a time from what counts in the raw log."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from domain.community.coverage import CoverageSpan
from domain.community.events.event import Event
from domain.community.log.entry import Entry
from domain.community.settings import GuildSettings
from domain.kernel.ids import snowflake_instant
from tests.integration.twin.sessions import LONGEST, Session, sessions

NEVER = date.max.toordinal()
NEVER_ENDS = datetime.max.replace(tzinfo=UTC)
KINDS = {"message": "message", "reaction": "reaction", "command_run": "command"}


@attrs.frozen(kw_only=True)
class Stay:
    """A membership, or a role that was held, by day; None is not known, or not over."""

    who: int
    first: int | None
    last: int | None
    what: Any = None


def winners(told: Iterable[Entry]) -> list[Entry]:
    """Of each thing the copy that counts: in these worlds the earlier one."""
    found: dict[bytes, Entry] = {}
    for entry in sorted(told, key=lambda entry: (entry.occurred_at, entry.key)):
        found.setdefault(entry.key, entry)
    return list(found.values())


@attrs.frozen(kw_only=True, slots=False)
class Past:
    """Everything that was known at `moment`; days are ordinals of the zone's calendar."""

    log: Sequence[Entry]
    bots: frozenset[int]
    erased: frozenset[int]
    numbers: Sequence[int]
    settings: GuildSettings
    spans: Sequence[CoverageSpan]
    events: Sequence[Event]
    moment: datetime
    now: datetime
    told: Any = None
    """How it came in."""

    persons: dict[str, int] = attrs.field(factory=dict)
    """Discord id -> member number."""

    kept: dict[str, Any] = attrs.field(factory=dict)
    """What was worked out of it before."""

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.time_zone)

    def day(self, at: datetime) -> int:
        return at.astimezone(self.zone).date().toordinal()

    def midnight(self, day: int) -> datetime:
        return datetime.combine(date.fromordinal(day), time(), self.zone).astimezone(UTC)

    @cached_property
    def last(self) -> int:
        """The last day that has begun."""
        return self.day(self.moment - timedelta(microseconds=1))

    @cached_property
    def cut(self) -> bool:
        """The last day is seen only up to the moment."""
        return self.moment < min(self.midnight(self.last + 1), self.now)

    def seen(self, at: datetime) -> bool:
        """Days are seen whole, but for the last one where the moment lies in it."""
        return not (self.cut and self.day(at) == self.last and at >= self.moment)

    @cached_property
    def sessions(self) -> list[Session]:
        marks: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.log:
            if entry.kind in ("voice_joined", "voice_left") and not entry.bot and entry.member_no is not None:
                marks[entry.member_no].append(entry)
        for mine in marks.values():  # at one instant somebody leaves, and then comes
            mine.sort(key=lambda mark: (mark.occurred_at, mark.kind == "voice_joined"))
        return [session for who, mine in marks.items() for session in sessions(who, mine)]

    @cached_property
    def acts(self) -> dict[tuple[int, int], Counter[str]]:
        """(who, day) -> what they did; seconds of voice, events attended, and commands that count."""
        found: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for entry in self.log:
            counted = not entry.bot and (entry.kind != "message" or entry.message_type in (0, 19, None))
            if entry.member_no is None or not counted or not self.seen(entry.occurred_at):
                continue
            if (kind := KINDS.get(entry.kind)) is not None:
                name = self.command(entry) if kind == "command" else ""
                found[entry.member_no, self.day(entry.occurred_at)][kind] += 1
                if kind == "command":
                    found[entry.member_no, self.day(entry.occurred_at)][f"/{name}"] += 1
        for session in self.sessions:
            for day, seconds in self.talked(session):
                found[session.who, day]["voice"] += seconds
        for event in self.events:
            for who, day in self._came(event):
                found[who, day]["event"] += 1
        return found

    def command(self, entry: Entry) -> str:
        """The name of the command that was run."""
        return str(json.loads(entry.details)["command"]).lower()

    def word(self, entry: Entry) -> str | None:
        """What was answered by a button."""
        found = json.loads(entry.details).get("answer")
        return None if found is None else str(found)

    def talked(self, session: Session) -> Iterable[tuple[int, int]]:
        """Only sessions that are over count; on the last day those that ended before the moment."""
        if session.end is None:
            return
        total, start = 0, session.start
        while start < session.end:
            day = self.day(start)
            until = min(self.midnight(day + 1), session.end)
            through = int((until - session.start).total_seconds())
            if not (self.cut and day == self.last and session.end >= self.moment):
                yield day, through - total
            total, start = through, until

    def window(self, event: Event) -> tuple[datetime, datetime, datetime] | None:
        """When its voice counts: from a while before to the end; and when it begins."""
        plan, began = event.plan, event.started_at or event.plan.starts_at
        if event.status == "cancelled" or not plan.channels:
            return None
        day_later = began + timedelta(hours=24)
        if event.status == "completed":
            closes = event.ended_at or began
        elif event.status == "started":
            closes = max(day_later, plan.ends_at or day_later)
        else:
            closes = plan.ends_at or day_later
        return min(began, plan.starts_at) - timedelta(minutes=plan.before_minutes), closes, began

    def stays_at(self, event: Event, until: datetime | None = None) -> dict[int, tuple[int, datetime]]:
        """Seconds of each who was there, and when they were last, of sessions as far as they had come."""
        frame = self.window(event)
        found: dict[int, tuple[int, datetime]] = {}
        if frame is None:
            return found
        opens, closes, _ = frame
        for session in self.sessions:
            if session.channel not in event.plan.channels or (until and session.start >= until):
                continue
            if until is None and session.end is None and event.status != "completed":
                continue
            end = min(session.end or session.start + LONGEST, until or NEVER_ENDS)
            since, to = max(session.start, opens), min(end, closes)
            if since < to:
                seconds, last = found.get(session.who, (0, to))
                found[session.who] = (seconds + int((to - since).total_seconds()), max(last, to))
        return found

    def _came(self, event: Event) -> Iterable[tuple[int, int]]:
        """Who attended, by the day on which it begins."""
        frame = self.window(event)
        if frame is None:
            return
        day = self.day(frame[2])
        if not self.seen(frame[2]):
            return
        stays = self.stays_at(event, self.moment if self.cut and day == self.last else None)
        for who, (seconds, _) in stays.items():
            if seconds >= event.plan.minimum_minutes * 60:
                yield who, day

    @cached_property
    def memberships(self) -> dict[int, list[Stay]]:
        """From each join to the next leave, as they stood at the moment."""
        found: dict[int, list[Stay]] = defaultdict(list)
        for who, marks in self._marks("member_joined", "member_left").items():
            start: Entry | None = None
            spans: list[tuple[Entry | None, Entry | None]] = []
            for mark in marks:
                if mark.kind == "member_joined":
                    start = start or mark
                else:
                    spans.append((start, mark))
                    start = None
            if start:
                spans.append((start, None))
            for begun, after in spans:
                ended = after if after is not None and after.occurred_at < self.moment else None
                if begun is None and ended is None:
                    continue
                if begun is not None and begun.occurred_at >= self.moment:
                    continue
                found[who].append(
                    Stay(
                        who=who,
                        first=begun and self.day(begun.occurred_at),
                        last=ended and self.day(ended.occurred_at),
                    )
                )
        return found

    @cached_property
    def later(self) -> set[int]:
        """Whose membership, of which nobody saw the beginning, ended after the moment: they were there."""
        marks = self._marks("member_joined", "member_left")
        return {who for who, mine in marks.items() if mine[0].kind == "member_left"}

    @cached_property
    def held(self) -> list[Stay]:
        """Roles as they stood: given until taken, or until their holder left."""
        found: list[Stay] = []
        for who, marks in self._marks("role_given", "role_taken", "member_left").items():
            begun: dict[int, datetime] = {}
            for mark in marks:
                role = int(json.loads(mark.details).get("role", 0))
                ends = [role] if mark.kind == "role_taken" else list(begun)
                if mark.kind == "role_given":
                    begun.setdefault(role, mark.occurred_at)
                    continue
                for one in ends:
                    if (since := begun.pop(one, None)) is not None:
                        found += self._stood(who, one, since, mark.occurred_at)
            for role, since in begun.items():
                found += self._stood(who, role, since, None)
        return found

    def _stood(self, who: int, role: int, since: datetime, until: datetime | None) -> list[Stay]:
        if since >= self.moment:
            return []
        over = until is not None and until < self.moment
        last = self.day(until) if over and until else None
        return [Stay(who=who, first=self.day(since), last=last, what=role)]

    def _marks(self, *kinds: str) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.log:
            if entry.kind in kinds and not entry.bot and entry.member_no is not None:
                found[entry.member_no].append(entry)
        return found

    @cached_property
    def met(self) -> dict[int, int]:
        """The day on which somebody first appeared; nobody knows it of who is not in here."""
        days: dict[int, list[int]] = defaultdict(list)
        for (who, day), done in self.acts.items():
            if any(done.values()):
                days[who].append(day)
        for entry in self.log:
            if entry.member_no is not None and not self.seen(entry.occurred_at):
                days[entry.member_no].append(NEVER)
            if entry.kind == "reaction" and not entry.bot and entry.toward_no is not None and entry.subject:
                wrote = self.day(snowflake_instant(entry.subject))
                known = wrote != self.last or self.seen(entry.occurred_at)
                days[entry.toward_no].append(wrote if known else NEVER)
        for who, marks in self._marks("member_joined", "role_given").items():
            days[who] += [
                self.day(mark.occurred_at) if self.seen(mark.occurred_at) else NEVER for mark in marks
            ]
        return {who: min(found) for who, found in days.items() if who not in self.later}
