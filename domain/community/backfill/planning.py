"""What to read next: gaps first, then history, the newest first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import attrs

from domain.community.backfill.channels import BackfilledChannel, BackfillRules
from domain.community.backfill.ranges import NOTHING, Ranges
from domain.community.coverage import GATEWAY, CoverageSpan
from domain.community.missed import NotedGap
from domain.kernel.ids import MAX_ID, first_snowflake_at, snowflake_instant

FOR_EVER: Final = MAX_ID
"""Behind every id."""

_FIRST: Final = snowflake_instant(0)


@attrs.frozen(kw_only=True)
class Horizon:
    """What is worth reading: messages made before id `sealed` could not land, history ends at `floor`.

    `live` are the ids of all messages that were heard as they were written, whatever the channel. A message
    above `edge` is heard live, or was not there when the channels were listed; it never lies behind that
    list, since nobody knows yet whether listening goes on.
    """

    live: Ranges
    floor: int
    sealed: int
    edge: int

    @classmethod
    def nowhere(cls) -> "Horizon":
        """Before the channels were listed nothing is worth reading."""
        return cls(live=NOTHING, floor=FOR_EVER, sealed=FOR_EVER, edge=0)

    @classmethod
    def at(
        cls,
        listed_at: datetime,
        spans: Iterable[CoverageSpan],
        rules: BackfillRules,
        *,
        missed: Iterable[NotedGap] = (),
        listening_since: datetime | None,
        sealed_until: datetime | None,
    ) -> "Horizon":
        """The horizon when channels were listed, by one who hears live since `listening_since`, or not."""
        sealed = 0 if sealed_until is None else first_snowflake_at(sealed_until)
        depth = 0 if rules.days is None else first_snowflake_at(listed_at - timedelta(days=rules.days))
        edge = listed_at - rules.skew
        if listening_since is not None:
            edge = max(edge, min(listening_since + rules.skew, listed_at))
        return cls(
            live=heard_live(spans, rules.skew, listening_since).minus(not_heard(missed, rules.skew)),
            floor=max(depth, sealed),
            sealed=sealed,
            edge=first_snowflake_at(edge),
        )


def heard_live(spans: Iterable[CoverageSpan], skew: timedelta, since: datetime | None) -> Ranges:
    """The ids of messages that were surely heard as they were written, by what the listener wrote down.

    The edges are left out: ids are made by Discord's clock, and listening is timed by ours.
    """
    heard = [
        (first_snowflake_at(span.start + skew), first_snowflake_at(span.end - skew))
        for span in spans
        if span.family == "messages" and span.source == GATEWAY and span.channel is None
    ]
    if since is not None:
        heard.append((first_snowflake_at(since + skew), FOR_EVER))
    return Ranges.of(heard)


def not_heard(missed: Iterable[NotedGap], skew: timedelta) -> Ranges:
    """The ids of messages of which the listener itself says that it may have lost them."""
    return Ranges.of(
        (first_snowflake_at(gap.start - skew), first_snowflake_at(gap.end + skew))
        for gap in missed
        if gap.family == "messages"
    )


class Hole(NamedTuple):
    """Ids [low, high) of a channel are to be read, the newest first.

    A gap lies above something that was heard; what lies below everything heard is history.
    """

    channel: int
    low: int
    high: int
    gap: bool

    @property
    def turn(self) -> tuple[bool, int]:
        """The order in which holes are read: gaps first, then history, the newest first."""
        return (not self.gap, -self.high)


def met(channel: BackfilledChannel, horizon: Horizon) -> BackfilledChannel:
    """Nothing was written above the last message until live listening took over: that needs no request."""
    silent = 0 if channel.last_message is None else channel.last_message + 1
    return channel.read(silent, max(silent, horizon.edge))


def holes(channel: BackfilledChannel, horizon: Horizon, rules: BackfillRules) -> list[Hole]:
    """What of a channel is not in the log, and is worth reading."""
    heard = channel.covered | _heard_in(channel, horizon, rules)
    lowest = heard.parts[0][0] if heard else FOR_EVER
    found = []
    for low, high in missing(channel, horizon, rules):
        gap = low > lowest
        found.append(Hole(channel.channel, low if gap else max(low, horizon.floor), high, gap))
    return [hole for hole in found if hole.low < hole.high]


def missing(channel: BackfilledChannel, horizon: Horizon, rules: BackfillRules) -> Ranges:
    """The ids up to the last message of a channel that are not in the log and could be, however old."""
    if channel.last_message is None:
        return NOTHING
    heard = channel.covered | _heard_in(channel, horizon, rules)
    return heard.missing(horizon.sealed, channel.last_message + 1)


def _heard_in(channel: BackfilledChannel, horizon: Horizon, rules: BackfillRules) -> Ranges:
    """What was heard live in this channel: nothing from before it was open to us.

    Where we knew the channel up to a moment at which we listened already, nothing fell between both.
    """
    live = horizon.live
    if channel.heard_from is not None:
        live = live.within(first_snowflake_at(channel.heard_from + rules.skew), FOR_EVER)
    begun = ((first_snowflake_at(max(snowflake_instant(low) - rules.skew, _FIRST)), low) for low, _ in live)
    return live | Ranges.of(edge for edge in begun if channel.covered.reaches(edge[0]))


def caught_up(
    channels: Iterable[BackfilledChannel], horizon: Horizon, rules: BackfillRules
) -> list[tuple[datetime, datetime]]:
    """When nobody listened, and yet every message that we may read, in whatever channel, is in the log.

    Gateway listening tells of the rest itself. A channel that refuses us is not heard live either.
    """
    readable = [channel for channel in channels if channel.access == "open"]
    unread = Ranges.of(part for one in readable for part in missing(one, horizon, rules))
    oldest = min([horizon.floor, *(low for low, _ in horizon.live)])
    told = Ranges.of([(oldest, horizon.edge)]).minus(unread).minus(horizon.live)
    times = ((snowflake_instant(low), snowflake_instant(high)) for low, high in told)
    return [(start, end) for start, end in times if start < end]
