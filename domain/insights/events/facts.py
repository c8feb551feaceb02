"""What the pages of events are read from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import CoverageSpan
from domain.community.events.attendance import Window
from domain.community.events.event import Event, Status
from domain.community.guild import ChannelName
from domain.community.members import initials
from domain.community.settings import GuildSettings
from domain.insights.directory import MemberNames
from domain.insights.events.calendar import Choices
from domain.insights.events.columns import Came, Said
from domain.insights.events.ledger import Held, Ledger
from domain.insights.events.lines import EventLine, Phase
from domain.insights.overview import Person
from domain.kernel.instants import zone
from domain.kernel.windows import AsOf
from domain.kernel.windows import Window as Days


def phase_of(event: Event, now: datetime) -> Phase:
    """Where it stood at a moment; one that nobody started is over when its planned end has passed."""
    if event.status is Status.CANCELLED and (event.ended_at is None or event.ended_at <= now):
        return "called_off"
    if event.started_at is not None and event.started_at <= now:
        return "over" if event.ended_at is not None and event.ended_at <= now else "now"
    if event.plan.starts_at > now:
        return "ahead"
    return "over" if event.plan.ends_at is not None and event.plan.ends_at <= now else "due"


def as_it_was(event: Event, moment: datetime) -> Event:
    """As far as an event had come by a moment; what is planned of it is what was decided last."""
    if event.started_at is not None and event.started_at > moment:
        return attrs.evolve(event, status=Status.PLANNED, started_at=None, ended_at=None)
    if event.ended_at is not None and event.ended_at > moment:
        status = Status.PLANNED if event.started_at is None else Status.STARTED
        return attrs.evolve(event, status=status, ended_at=None)
    return event


@attrs.frozen(kw_only=True, eq=False)
class EventFacts:
    """All events of a guild in order of their start, with the window of each, who came and who said so."""

    guild: int
    name: str
    settings: GuildSettings
    window: Days
    as_of: AsOf
    now: datetime
    resting: bool
    last_activity: datetime | None
    spans: Sequence[CoverageSpan]
    channels: Mapping[int, ChannelName]
    names: MemberNames
    erased: NDArray[np.bool_]
    events: Sequence[Event]
    windows: Sequence[Window | None]
    """None where nobody could be heard: elsewhere, or called off."""

    came: Came
    said: Said
    problems: Mapping[int, str]
    """Why Discord does not show an event as it is, in words, by its id."""

    days: NDArray[np.int64] | None = None
    """The day number on which each begins, where that was worked out before."""

    counted: Ledger | None = None
    """What `ledger` gives, where it was counted before and still holds."""

    _people: dict[int, Person] = attrs.field(factory=dict, init=False)

    def ledger(self) -> Ledger:
        """The counts of all of them."""
        return self.counted or self._ledger()

    def _ledger(self) -> Ledger:
        held = [
            Held(
                event_id=event.event_id,
                phase=phase_of(event, self.now),
                window=self.frame(at),
                series=event.series,
            )
            for at, event in enumerate(self.events)
        ]
        return Ledger(held, self.came, self.said, self.now)

    def next_turn(self) -> datetime:
        """When, from now on, something becomes of an event by the passing of time alone."""
        later = [
            at
            for event, window in zip(self.events, self.windows, strict=True)
            for at in (
                event.plan.starts_at,
                event.plan.ends_at,
                event.started_at,
                event.ended_at,
                None if window is None else window.closes,
            )
            if at is not None and at > self.now
        ]
        return min(later, default=datetime.max.replace(tzinfo=UTC))

    def line(self, at: int, ledger: Ledger, *, heard: bool = True) -> EventLine:
        """One of them as a page shows it; where nobody listened who came is not known."""
        event, plan = self.events[at], self.events[at].plan
        starts, ends = plan.starts_at, plan.ends_at or event.ended_at
        return EventLine(
            event_id=event.event_id,
            title=plan.title,
            type=plan.type,
            phase=ledger.events[at].phase,
            starts_at=starts,
            ends_at=ends or max(starts, min(self.now, self.frame(at).closes)),
            day=starts.astimezone(zone(self.settings.time_zone)).date(),
            hosts=tuple(self.person(number) for number in plan.hosts),
            where=tuple(self.called(channel) for channel in plan.channels)
            or ((plan.place,) if plan.place else ()),
            series=event.series,
            capacity=plan.capacity,
            going=int(ledger.going[at]),
            interested=int(ledger.interested[at]),
            waiting=int(ledger.waiting[at]),
            turnout=ledger.turnout(at) if heard and self.windows[at] is not None else None,
            problem=self.problems.get(event.event_id),
        )

    def frame(self, at: int) -> Window:
        """The window of one; where there is none its times, in no channel."""
        window, event = self.windows[at], self.events[at]
        if window is not None:
            return window
        begins = event.begins
        ends = event.ended_at or event.plan.ends_at or begins
        return Window(
            event=event.event_id,
            channels=frozenset(),
            opens=min(begins, ends),
            begins=begins,
            closes=max(begins, ends),
            minimum=timedelta(minutes=event.plan.minimum_minutes),
        )

    def choices(self) -> Choices:
        """What a new event can be; types and channels that most events had come first. Threads are none, nor
        are channels without voice, once it is known which have one."""
        types = Counter(event.plan.type for event in self.events if event.plan.type)
        used = Counter(channel for event in self.events for channel in event.plan.channels)
        spoken = any(known.voice for known in self.channels.values())
        known = {
            **{
                number: known.name
                for number, known in self.channels.items()
                if known.parent is None and (known.voice or not spoken)
            },
            **{number: self.called(number) for number in used},
        }
        return Choices(
            types=tuple(sorted(types, key=lambda name: (-types[name], name))),
            channels=tuple(
                sorted(known.items(), key=lambda each: (-used[each[0]], each[1].casefold(), each[0]))
            ),
            before_minutes=self.settings.attendance_before_minutes,
            minimum_minutes=self.settings.attendance_minimum_minutes,
        )

    def called(self, channel: int) -> str:
        """What a channel is called."""
        known = self.channels.get(channel)
        return f"channel {channel}" if known is None else known.name

    def person(self, number: int) -> Person:
        """How a page shows a member; each is made once."""
        found = self._people.get(number)
        if found is None:
            found = self._people[number] = self._person(number)
        return found

    def _person(self, number: int) -> Person:
        if number < len(self.erased) and self.erased[number]:
            return Person(member_no=number, name="Erased member", initials="?")
        name = self.names.names[number] if number < len(self.names.names) else None
        return Person(member_no=number, name=name or f"Member {number}", initials=initials(name))
