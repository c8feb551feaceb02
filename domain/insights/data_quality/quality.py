"""Can I believe these numbers? Everything that the Data page says of a guild and a window."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs
import numpy as np

from domain.community.coverage import (
    BACKFILL,
    FAMILIES,
    HEARTBEAT,
    HISTORY,
    CoverageSpan,
    Family,
    channel_shares,
)
from domain.community.log.intake import Intake
from domain.community.missed import NotedGap
from domain.insights.data_quality.gaps import Gap, together
from domain.insights.data_quality.heard import HeardDays, heard_days
from domain.insights.data_quality.intake import SourceIntake, by_source, lags
from domain.insights.data_quality.lag import Lag
from domain.insights.data_quality.verdict import Verdict, verdict
from domain.insights.sheet import NEVER, MemberColumns
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class FamilyHeard:
    """What was heard of a family, and which sources told of it in this window."""

    family: Family
    heard: HeardDays
    sources: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ChannelHeard:
    """How much of the window was heard in a channel."""

    channel: int
    name: str | None
    share: float


@attrs.frozen(kw_only=True)
class Listener:
    """A source, or the files that were brought in, and how far it tells; `listening` when it still does."""

    source: str
    until: datetime
    families: tuple[Family, ...]
    listening: bool


@attrs.frozen(kw_only=True)
class KnownJoins:
    """Of how many people it was told when they joined; of the others it is inferred or not known."""

    known: int
    people: int


@attrs.frozen(kw_only=True)
class DataQuality:
    """Everything that the Data page shows; `letters` and `refused` are of now, whatever the window."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    last_activity: datetime | None
    opened_at_last_day: bool
    verdict: Verdict
    families: tuple[FamilyHeard, ...]
    gaps: tuple[Gap, ...]
    channels: tuple[ChannelHeard, ...]
    """Worst first; empty where all channels were heard alike."""

    listeners: tuple[Listener, ...]
    sources: tuple[SourceIntake, ...]
    lags: tuple[Lag, ...]
    letters: Mapping[str, int]
    unaddressed: Mapping[str, int]
    """Letters of no readable guild: anybody's."""

    joins: KnownJoins

    @property
    def empty(self) -> bool:
        """Nothing was ever recorded, heard or refused."""
        return self.last_activity is None and not (self.listeners or self.letters or self.sources)


@attrs.frozen(kw_only=True, eq=False)
class QualityFacts:
    """All that the Data page is read from; `until` is when the question is answered for (`settled`)."""

    guild: int
    name: str
    window: Window
    time_zone: str
    last_activity: datetime | None
    resting: bool
    now: datetime
    until: datetime
    spans: Sequence[CoverageSpan]
    channels: Mapping[int, str]
    intake: Intake
    letters: Mapping[str, int]
    unaddressed: Mapping[str, int]
    members: MemberColumns
    noted: Sequence[NotedGap] = ()


def read_quality(facts: QualityFacts) -> DataQuality:
    """The Data page's reading; never looks at the log itself."""
    start, end = facts.window.instants(facts.time_zone)
    end = max(start, min(end, facts.until))
    told = {span.family for span in facts.spans}
    heard = {
        family: heard_days(facts.spans, (family,), facts.window, facts.time_zone, facts.until, facts.noted)
        for family in FAMILIES
    }
    return DataQuality(
        guild=facts.guild,
        guild_name=facts.name,
        window=facts.window,
        time_zone=facts.time_zone,
        last_activity=facts.last_activity,
        opened_at_last_day=facts.resting,
        verdict=verdict(heard, told),
        families=tuple(
            FamilyHeard(family=family, heard=heard[family], sources=_tellers(facts.spans, family, start, end))
            for family in FAMILIES
        ),
        gaps=together(heard[family].gaps for family in FAMILIES if family in told),
        channels=_channels(facts, start, end),
        listeners=_listeners(facts.spans, facts.now),
        sources=by_source(facts.intake),
        lags=lags(facts.intake),
        letters=facts.letters,
        unaddressed=facts.unaddressed,
        joins=known_joins(facts.members),
    )


def known_joins(members: MemberColumns) -> KnownJoins:
    """Of how many people, bots and the erased apart, a join was told with its date."""
    people = ~members.bot & ~members.erased
    dated = members.member_no[(members.joined < NEVER) & ~members.joined_inferred]
    known = np.zeros(len(people), dtype=np.bool_)
    known[dated[dated < len(people)]] = True
    return KnownJoins(known=int(np.count_nonzero(known & people)), people=int(np.count_nonzero(people)))


def _tellers(
    spans: Sequence[CoverageSpan], family: Family, start: datetime, end: datetime
) -> tuple[str, ...]:
    """Whoever listened goes before what was caught up with."""
    found = {s.source for s in spans if s.family == family and s.start < end and s.end > start}
    return tuple(sorted(found, key=lambda source: (source == BACKFILL, source)))


def _channels(facts: QualityFacts, start: datetime, end: datetime) -> tuple[ChannelHeard, ...]:
    shares = channel_shares(facts.spans, "messages", start, end)
    if len(set(shares.values())) < 2:
        return ()
    rows = [
        ChannelHeard(channel=channel, name=facts.channels.get(channel), share=share)
        for channel, share in shares.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.share, row.name or "", row.channel)))


def _listeners(spans: Sequence[CoverageSpan], now: datetime) -> tuple[Listener, ...]:
    """Who listens, the one with the latest word first; files do not listen, nor does catching up."""
    found: dict[str, dict[Family, datetime]] = {}
    for span in (span for span in spans if span.source != BACKFILL):
        own = found.setdefault(span.source, {})
        if span.family not in own or own[span.family] < span.end:
            own[span.family] = span.end
    rows = [
        Listener(
            source=source,
            until=(until := max(own.values())),
            families=tuple(family for family in FAMILIES if family in own),
            listening=source != HISTORY and now - until < HEARTBEAT,
        )
        for source, own in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.until.timestamp(), row.source)))
