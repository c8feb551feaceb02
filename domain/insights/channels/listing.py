"""The list of channels: sums over all of them at once, then a line for each."""

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import COMPARABLE, Coverage, coverage, daily_coverage, settled
from domain.insights.channels.facts import ChannelFacts
from domain.insights.channels.lines import ChannelLine, SilentChannel, Writer, course
from domain.insights.channels.people import ChannelPeople
from domain.insights.data_quality import day_edges, of_channel
from domain.insights.overview import relative_change
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_number, day_of_number

_WRITERS = 5


@attrs.frozen(kw_only=True, eq=False)
class _Heard:
    """What was heard of a channel: now, before, and of each day."""

    now: Coverage
    before: Coverage
    daily: NDArray[np.float64]


def _writers(facts: ChannelFacts) -> int:
    """How many people wrote in the window."""
    rows = facts.sheet.between(facts.as_of.seen(facts.window.span))
    who = rows["member_no"][rows["messages"] > 0]
    seen = np.zeros(int(who.max(initial=-1)) + 1, dtype=np.bool_)
    seen[who] = True
    return int(np.count_nonzero(seen))


class ChannelList:
    """The list of channels, from sums over all of them at once."""

    def __init__(self, facts: ChannelFacts) -> None:
        self.facts = facts
        window, self.previous = facts.window, facts.window.previous()
        self.span = facts.as_of.seen(window.span)
        seen = min(self.span[1], day_number(facts.as_of.last_day) + 1)  # a window may begin after it
        rows = facts.channel_days.between((0, seen))
        rows = DayTable(
            rows.shape, {name: column[rows["messages"] > 0] for name, column in rows.columns.items()}
        )
        self.channels, at = np.unique(rows["channel"], return_inverse=True)
        self.last = np.zeros(len(self.channels), dtype=np.int64)
        self.last[at] = rows["day"]  # of a repeated index numpy keeps the last value, and days ascend
        self.first = np.zeros(len(self.channels), dtype=np.int64)
        self.first[at[::-1]] = rows["day"][::-1]
        now = (rows["day"] >= self.span[0]).astype(np.int64)
        old = (rows["day"] >= self.previous.span[0]) & (now == 0)
        size = len(self.channels)
        self.now = np.bincount(at, weights=rows["messages"] * now, minlength=size).astype(np.int64)
        self.old = np.bincount(at, weights=rows["messages"] * old, minlength=size).astype(np.int64)
        cell = at * window.days + (rows["day"] - self.span[0])
        chosen = now == 1
        self.series = np.bincount(
            cell[chosen], weights=rows["messages"][chosen], minlength=size * window.days
        ).reshape(size, window.days)
        self.named = {span.channel for span in facts.spans if span.channel is not None}
        self.heard: dict[int | None, _Heard] = {}
        self.writers = _writers(facts)

    def read(self) -> tuple[tuple[ChannelLine, ...], tuple[SilentChannel, ...]]:
        """The channels that were written in, busiest first, and those that fell silent, the latest first."""
        order = np.lexsort((self.channels, -self.now))
        best, hours = _writers_by_channel(self.facts), _hours(self.facts, self.span)
        before = {} if self.facts.before is None else _counts(self.facts.before)
        total = int(self.now.sum())
        lines = [self._line(at, best, hours, before, total) for at in order.tolist() if self.now[at]]
        return tuple(lines), self._silent()

    def _line(
        self,
        at: int,
        best: Mapping[int, tuple[int, tuple[Writer, ...]]],
        hours: Mapping[int, tuple[int, ...]],
        before: Mapping[int, int],
        total: int,
    ) -> ChannelLine:
        channel, messages = int(self.channels[at]), int(self.now[at])
        heard = self._heard(channel)
        compared = not self.facts.window.everything and heard.before.share >= COMPARABLE
        known, known_before = (self._detailed(since) for since in (self.span[0], self.previous.span[0]))
        previous = int(self.old[at]) if compared else None
        rate = messages / max(heard.now.share, COMPARABLE)
        people, most = best.get(channel, (None, ()))
        return ChannelLine(
            channel=channel,
            name=self.facts.name_of(channel),
            messages=messages,
            share=messages / total,
            previous=previous,
            change=relative_change(messages, previous),
            course=course(
                rate,
                None if previous is None else previous / heard.before.share,
                known_before=bool(self.first[at] < self.span[0]),
            ),
            people=people,
            people_before=before.get(channel, 0) if compared and known_before else None,
            reach=people / self.writers if people is not None and known and self.writers else None,
            series=self._series(at, heard),
            hours=hours.get(channel, (0,) * 24),
            writers=most,
        )

    def _detailed(self, since: int) -> bool:
        """Whether it is known who wrote where from that day number on."""
        return self.facts.detailed_since is None or self.facts.detailed_since <= since

    def _series(self, at: int, heard: _Heard) -> tuple[float | None, ...]:
        begun = self.span[1] - self.span[0]
        days = zip(self.series[at].tolist(), heard.daily.tolist(), strict=True)
        return tuple(
            amount if day < begun and (amount or share > 0) else None
            for day, (amount, share) in enumerate(days)
        )

    def _heard(self, channel: int) -> _Heard:
        """Channels that no source names by themselves were all heard alike."""
        key = channel if channel in self.named else None
        if key not in self.heard:
            facts, zone = self.facts, self.facts.settings.time_zone
            spans = of_channel(facts.spans, channel)
            until = settled(facts.spans, facts.as_of.instant)
            start, end = facts.window.instants(zone)
            self.heard[key] = _Heard(
                now=coverage(spans, "messages", start, min(end, until)),
                before=coverage(spans, "messages", *self.previous.instants(zone)),
                daily=daily_coverage(spans, "messages", day_edges(facts.window, zone, until)),
            )
        return self.heard[key]

    def _silent(self) -> tuple[SilentChannel, ...]:
        order = np.lexsort((self.channels, -self.last))
        return tuple(
            SilentChannel(
                channel=int(self.channels[at]),
                name=self.facts.name_of(int(self.channels[at])),
                last=day_of_number(int(self.last[at])),
                previous=int(self.old[at]),
            )
            for at in order.tolist()
            if not self.now[at]
        )


def _counts(people: ChannelPeople) -> dict[int, int]:
    return {channel: len(who) for channel, who, _ in people.by_channel()}


def _writers_by_channel(facts: ChannelFacts) -> dict[int, tuple[int, tuple[Writer, ...]]]:
    """How many wrote in each channel, and who most; the erased count, but are not shown."""
    found = {}
    erased = facts.members.erased if facts.members.erased.any() else facts.members.erased[:0]
    for channel, who, messages in facts.people.by_channel():
        shown = ~_flags(erased, who)
        order = np.lexsort((who[shown], -messages[shown]))[:_WRITERS]
        best = zip(who[shown][order].tolist(), messages[shown][order].tolist(), strict=True)
        found[channel] = (
            len(who),
            tuple(Writer(person=facts.person(number), messages=count) for number, count in best),
        )
    return found


def _flags(flags: NDArray[np.bool_], who: NDArray[np.int32]) -> NDArray[np.bool_]:
    if not len(flags):
        return np.zeros(len(who), dtype=np.bool_)
    return np.where(who < len(flags), flags[np.minimum(who, len(flags) - 1)], False)


def _hours(facts: ChannelFacts, span: tuple[int, int]) -> dict[int, tuple[int, ...]]:
    rows = facts.hours.between(span)
    channels, at = np.unique(rows["channel"], return_inverse=True)
    cells = np.bincount(at * 24 + rows["hour"], weights=rows["messages"], minlength=len(channels) * 24)
    table = cells.astype(np.int64).reshape(len(channels), 24).tolist()
    return dict(zip(channels.tolist(), map(tuple, table), strict=True))
