"""A day seen from a moment within it: what had happened by then, and nothing of what came after."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.events.attendance import Window, attended
from domain.community.events.timetable import Timetable
from domain.community.fold import VOICE_SECONDS, Deltas, add_received, fold
from domain.community.log.commands import code_of, error_code
from domain.community.log.entry import Change, Entry
from domain.community.spans import Span, voice_seconds
from domain.insights.attended import only_tracked, with_commands, with_counts
from domain.insights.channels.people import ChannelPeople
from domain.insights.sheet import (
    CHANNEL_DAY,
    CHANNEL_HOUR,
    COMMAND_DAY,
    GUILD_HOUR,
    MEMBER_CHANNEL_DAY,
    MEMBER_DAY,
    NEVER,
    REPLY_DAY,
    RUN_DAY,
    DayTable,
    MemberColumns,
    RoleColumns,
    Shape,
)
from domain.kernel.instants import LocalCalendar


@attrs.frozen(kw_only=True)
class PartOfDay:
    """What is known of a local day until a moment within it (exclusive); days before stay as they are.

    So a voice session that ended after the moment counts with its part of the day before, and not with
    that of this day.

    `counted` are the winners of that part of the day. `voice` holds the sessions of everybody who talked
    on that day or came to one of its events, `memberships` those of everybody who came or left on it at
    the moment or later, `roles` those of everybody whose roles changed then.
    """

    day: int
    until: datetime
    calendar: LocalCalendar
    counted: Sequence[Entry]
    voice: Mapping[int, Sequence[Span]]
    memberships: Mapping[int, Sequence[Span]]
    roles: Mapping[int, Sequence[Span]]
    windows: Sequence[Window] = ()
    """Of the events that had begun on that day."""

    later: Collection[int] = ()
    """Whom that day told of only at the moment or later, and nothing that had begun before."""

    tracked: Collection[int] = ()
    """Numbers of the commands that count; none stands for all."""

    def member_days(self, whole: DayTable) -> DayTable:
        """The activity sheet with this part in the place of the whole day."""
        rows = [(day, who, *row) for (who, day), row in self._folded().member_day.items()]
        came = self._attended()
        numbers, counts = (np.array(list(of), dtype=np.int64) for of in (came.keys(), came.values()))
        part = with_counts(self._part(MEMBER_DAY, rows), np.full(len(came), self.day), numbers, counts)
        part = with_commands(part, commands := self._commands())
        if self.tracked:
            part = only_tracked(part, commands, self.tracked)
        return whole.replaced([self.day], part)

    def channel_days(self, whole: DayTable) -> DayTable:
        """What was done in each channel, likewise."""
        rows = [(day, where, *row) for (where, day), row in self._folded().channel_day.items()]
        return self._put(whole, CHANNEL_DAY, rows)

    def hours(self, whole: DayTable) -> DayTable:
        """What was done in each hour, likewise."""
        return self._put(whole, GUILD_HOUR, [(*at, *row) for at, row in self._folded().guild_hour.items()])

    def replies(self, whole: DayTable, member_no: int) -> DayTable:
        """Whom a member answered and who answered them, likewise."""
        edges = self._folded().reply_day.items()
        rows = [(day, *pair, count) for (*pair, day), count in edges if count and member_no in pair]
        return self._put(whole, REPLY_DAY, rows)

    def places(self, whole: DayTable, member_no: int) -> DayTable:
        """Where a member wrote, likewise."""
        counts = self._folded().member_channel_day.items()
        rows = [
            (day, who, channel, eighth, count)
            for (who, day, channel, eighth), count in counts
            if count and who == member_no
        ]
        return self._put(whole, MEMBER_CHANNEL_DAY, rows)

    def channel_hours(self, whole: DayTable) -> DayTable:
        """What was written in each channel by hour, likewise."""
        rows = [(day, where, hour, n) for (where, day, hour), n in self._plain().channel_hour.items()]
        return self._put(whole, CHANNEL_HOUR, rows)

    def all_replies(self, whole: DayTable) -> DayTable:
        """Who answered whom, likewise."""
        rows = [(day, who, whom, count) for (who, whom, day), count in self._plain().reply_day.items()]
        return self._put(whole, REPLY_DAY, rows)

    def member_channels(self, whole: DayTable, members: Collection[int]) -> DayTable:
        """Where these members wrote, likewise."""
        rows = [
            (day, who, *where, count)
            for (who, day, *where), count in self._plain().member_channel_day.items()
            if who in members
        ]
        return self._put(whole, MEMBER_CHANNEL_DAY, rows)

    def commands(self, whole: DayTable) -> DayTable:
        """Who had run which command, likewise."""
        return whole.replaced([self.day], self._commands())

    def runs(self, whole: DayTable) -> DayTable:
        """How runs had ended, likewise."""
        rows = [
            (one.day, code_of(one.command), one.outcome, error_code(one.error), one.bucket, count)
            for one, count in self._plain().run_day.items()
        ]
        return self._put(whole, RUN_DAY, rows)

    def channel_people(self) -> ChannelPeople:
        """Who had written in which channel on this day by that moment."""
        wrote = self._plain().member_channel_day
        rows = [(where, who, count) for (who, day, where, _), count in wrote.items() if day == self.day]
        return ChannelPeople.of(*(list(zip(*rows, strict=True)) or [(), (), ()]))

    def channel_talkers(self) -> ChannelPeople:
        """Who had talked how long in which channel on this day, in sessions that were over by that moment."""
        rows = [
            (span.channel, who, voice_seconds([span], self.calendar).get(self.day, 0))
            for who, span in self._over()
            if span.channel is not None
        ]
        where, who, seconds = list(zip(*(row for row in rows if row[-1]), strict=True)) or [(), (), ()]
        return ChannelPeople.of(where, who, voice_seconds=seconds)

    def _over(self) -> Iterator[tuple[int, Span]]:
        """The sessions that had ended by that moment."""
        for member_no, spans in self.voice.items():
            yield from ((member_no, one) for one in spans if one.end is not None and one.end < self.until)

    def _plain(self) -> Deltas:
        """What messages add."""
        return fold((Change(None, entry) for entry in self.counted), self.calendar)

    def _folded(self) -> Deltas:
        deltas = fold((Change(None, entry) for entry in self.counted), self.calendar)
        add_received(deltas, {key: (row[0], row[1]) for key, row in deltas.tallies.items()}, self.calendar)
        for member_no, span in self._over():
            seconds = voice_seconds([span], self.calendar).get(self.day, 0)
            deltas.of_member(member_no, self.day)[VOICE_SECONDS] += seconds
        return deltas

    def _commands(self) -> DayTable:
        """Who had run which command."""
        ran = self._plain().command_day.items()
        return self._part(COMMAND_DAY, [(day, who, command, count) for (who, day, command), count in ran])

    def _attended(self) -> Counter[int]:
        """How many of the day's events each had attended, of sessions as far as they had come."""
        events = Timetable(self.windows)
        minimum = {window.event: window.minimum for window in self.windows}
        came: Counter[int] = Counter()
        for member_no, spans in self.voice.items():
            known = [
                span._replace(end=min(span.end or self.until, self.until))
                for span in spans
                if span.start is not None and span.start < self.until
            ]
            for found in events.presences(member_no, known, self.calendar):
                came[member_no] += attended(found.seconds, minimum[found.event])
        return +came

    def _put(self, whole: DayTable, shape: Shape, rows: Iterable[Sequence[int]]) -> DayTable:
        return whole.replaced([self.day], self._part(shape, rows))

    def _part(self, shape: Shape, rows: Iterable[Sequence[int]]) -> DayTable:
        kept = [row for row in rows if row[0] == self.day and any(row[2:])]
        columns = np.array(kept, dtype=np.int64).reshape(len(kept), len(shape.columns)).T
        return DayTable.of(shape, {name: columns[place] for place, (name, _) in enumerate(shape.columns)})

    def members(self, known: MemberColumns) -> MemberColumns:
        """The member list as it stood: who came later has not come, who left later is still here; and of whom
        nobody saw the beginning, they had been here before, as after every whole day."""
        known = attrs.evolve(known, later=np.array(sorted(self.later), dtype=np.int32))
        if self.roles:
            known = attrs.evolve(known, roles=self._roles(known.roles))
        if not self.memberships:
            return known
        stay = ~np.isin(known.member_no, list(self.memberships))
        spans = [
            (who, span)
            for who, found in self.memberships.items()
            for span in (*as_it_stood(found, self.until), *_only_ended_later(found, self.until))
        ]

        def column(name: str, more: Sequence[int | bool]) -> NDArray[Any]:
            held = getattr(known, name)
            return np.concatenate([held[stay], np.array(more, dtype=held.dtype)])

        return attrs.evolve(
            known,
            member_no=column("member_no", [who for who, _ in spans]),
            joined=column("joined", [self._day(span.start) for _, span in spans]),
            left=column("left", [self._day(span.end) for _, span in spans]),
            joined_inferred=column("joined_inferred", [span.start_inferred for _, span in spans]),
            invite=column("invite", [span.channel or 0 for _, span in spans]),
        )

    def _roles(self, known: RoleColumns) -> RoleColumns:
        """Roles as they were held: given later is not yet given, taken later is still held."""
        stay = ~np.isin(known.member_no, list(self.roles))
        held = [
            (who, span.channel, self._day(span.start), self._day(span.end))
            for who, found in self.roles.items()
            for span in as_it_stood(found, self.until)
        ]
        more = np.array(held, dtype=np.int64).reshape(len(held), 4).T
        names = [field.name for field in attrs.fields(RoleColumns)]
        columns = {
            name: np.concatenate([getattr(known, name)[stay], more[place].astype(getattr(known, name).dtype)])
            for place, name in enumerate(names)
        }
        return RoleColumns(**columns)

    def _day(self, at: datetime | None) -> int:
        return NEVER if at is None else self.calendar.day_hour(at)[0]


def _only_ended_later(spans: Iterable[Span], moment: datetime) -> list[Span]:
    """Of what is known only since it ended at the moment or later, that it had been before; only when is not
    known, and where something had begun or ended before it, it says nothing of that moment."""
    return [
        Span(None, None, True, False, None)
        for span in spans
        if span.start is None and span.end is not None and span.end >= moment
    ]


def as_it_stood(spans: Iterable[Span], moment: datetime) -> list[Span]:
    """The memberships, or roles, that were known at a moment; one that ended later had no end yet."""
    stood = []
    for span in spans:
        if span.end is not None and span.end < moment:
            stood.append(span)
        elif span.start is not None and span.start < moment:
            stood.append(span._replace(end=None, end_inferred=False))
    return stood
