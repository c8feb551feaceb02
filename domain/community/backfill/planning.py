"""What to read next: gaps first, then history, the newest first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import attrs

from domain.community.backfill.channels import BackfilledChannel, BackfillRules
from domain.community.backfill.ranges import NOTHING, Range, Ranges
from domain.community.coverage import GATEWAY, CoverageSpan
from domain.community.missed import NotedGap
from domain.kernel.ids import MAX_ID, first_snowflake_at, snowflake_instant

_IN_ONE: Final = 2**22 - 1
"""The last of the ids that Discord can make in the millisecond of id 0."""

_MILLISECOND: Final = timedelta(milliseconds=1)

FOR_EVER: Final = MAX_ID
"""Behind every id."""


@attrs.frozen(kw_only=True)
class Horizon:
    """What is worth reading: messages made before id `sealed` could not land, history ends at `floor`.

    `live` are the ids of messages that were surely heard as they were written, whatever the channel;
    `listening` are the times of that, the present one without an end, and `lost` what was lost in them.
    A message above `silent` was not there when the channels were listed, and one above `edge` was not, or
    was heard live.
    """

    live: Ranges
    floor: int
    sealed: int
    silent: int
    edge: int
    listening: tuple[tuple[datetime, datetime | None], ...] = ()
    lost: Ranges = NOTHING

    @classmethod
    def nowhere(cls) -> "Horizon":
        """Before the channels were listed nothing is worth reading."""
        return cls(live=NOTHING, floor=FOR_EVER, sealed=FOR_EVER, silent=0, edge=0)

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
        silent = listed_at - rules.skew
        listening = heard_times(spans, listening_since)
        lost = not_heard(missed, rules.skew)
        return cls(
            live=Ranges.of(heard_ids(start + rules.skew, end, rules.skew) for start, end in listening).minus(
                lost
            ),
            floor=max(depth, sealed),
            sealed=sealed,
            silent=first_snowflake_at(silent),
            edge=first_snowflake_at(silent if listening_since is None else listed_at + _MILLISECOND),
            listening=listening,
            lost=lost,
        )

    def noted(self, rules: BackfillRules) -> Ranges:
        """What is written down as heard: a message of that time is in the log, or was kept from us."""
        ended = (heard_ids(begin + rules.skew, end, rules.skew) for begin, end in self.listening if end)
        return Ranges.of(ended).minus(self.lost)

    def hears_since(self, at: datetime) -> bool:
        """Whether everything was heard from then on, without a gap."""
        whole = any(begin <= at and end is None for begin, end in self.listening)
        return whole and not self.lost.within(first_snowflake_at(at), FOR_EVER)

    def live_in(self, channel: BackfilledChannel, rules: BackfillRules) -> Ranges:
        """What was heard live in this channel: nothing from before it was open to us.

        Where it was read up to the beginning of a listening, no two clocks lie between the two.
        """
        live = self.live
        for start, end in self.listening:
            if (
                channel.joined is not None
                and start <= channel.joined
                and (end is None or channel.joined < end)
            ):
                joint = heard_ids(channel.joined - rules.skew, end, rules.skew)
                live |= Ranges.of([joint]).minus(self.lost)
        if channel.heard_from is None:
            return live
        return live.within(first_snowflake_at(channel.heard_from + rules.skew), FOR_EVER)


def heard_times(
    spans: Iterable[CoverageSpan], since: datetime | None
) -> tuple[tuple[datetime, datetime | None], ...]:
    """When messages of all channels were heard as they were written, by what the listener wrote down."""
    heard: list[tuple[datetime, datetime | None]] = [
        (span.start, span.end)
        for span in spans
        if span.family == "messages" and span.source == GATEWAY and span.channel is None
    ]
    return (*heard, *([] if since is None else [(since, None)]))


def heard_ids(start: datetime, end: datetime | None, skew: timedelta) -> Range:
    """The ids from `start` on; ids are made by Discord's clock, so those close to the end are left out."""
    return first_snowflake_at(start), FOR_EVER if end is None else first_snowflake_at(end - skew)


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
    """Nothing was written above the last message until the channels were listed: that needs no request."""
    silent = 0 if channel.last_message is None else channel.last_message + 1
    return channel.read(silent, max(silent, horizon.silent))


def joined_to_live(
    channel: BackfilledChannel, horizon: Horizon, rules: BackfillRules, since: datetime
) -> BackfilledChannel:
    """It was read up to then: from `since` on it is heard live; what was heard before is kept as read."""
    before = horizon.live_in(channel, rules).within(0, first_snowflake_at(since))
    return attrs.evolve(channel, joined=since, covered=channel.covered | before)


def holes(channel: BackfilledChannel, horizon: Horizon, rules: BackfillRules) -> list[Hole]:
    """What of a channel is not in the log, and is worth reading."""
    heard = channel.covered | horizon.live_in(channel, rules)
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
    heard = channel.covered | horizon.live_in(channel, rules)
    return heard.missing(horizon.sealed, channel.last_message + 1)


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
    # A millisecond of which some messages are not read is not claimed.
    times = ((snowflake_instant(low + _IN_ONE), snowflake_instant(high)) for low, high in told)
    return [(start, end) for start, end in times if start < end]
