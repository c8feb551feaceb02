"""Remembers periods that are over, for as long as nothing that they were read from is new."""

from collections.abc import Hashable
from datetime import datetime
from typing import Final

import attrs
import numpy as np

from application.insights.sheets import Sheets
from domain.insights.kpis.board import Told
from domain.insights.kpis.events.programme import programme
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import By, Fact, Kpi
from domain.insights.kpis.reading import read
from domain.kernel.instants import day_number, midnight, zone
from domain.kernel.windows import Window

MOST_GUILDS: Final = 16
MOST_MOMENTS: Final = 3
MOST_PERIODS: Final = 3_000
"""Of one guild: some forty KPIs over two years of months and half a year of weeks."""

MOST_IN_ALL: Final = 40_000
"""Of all guilds and moments: they take about half a kilobyte each."""


_DATED: Final[frozenset[Fact]] = frozenset({"activity", "members", "channels", "events", "runs"})
"""Facts of which every change names its days: what is read of others is read again each time."""

Periods = dict[tuple[str, int, Window, By | None], Told]


@attrs.define
class Past:
    """The periods of a guild that were told already, as of a revision of its facts.

    They are kept by what they depend on besides the facts: the moment that was asked for, the settings, and
    what was heard of the days that were over. Where something is new, another past takes the place of this
    one: whoever still reads by facts of before tells it to nobody else.
    """

    revision: int
    told: dict[Hashable, Periods] = attrs.field(factory=dict)
    present: dict[Hashable, Periods] = attrs.field(factory=dict)
    """What reaches to the very moment that was asked for: true of no other."""

    def of(self, facts: KpiFacts) -> "Remembering":
        """What was told already of facts like these."""
        cut = midnight(facts.as_of.last_day, zone(facts.settings.time_zone))
        known = (facts.settings, facts.as_of.last_day, _heard_until(facts, cut), _going_on(facts, cut))
        at = facts.as_of.instant
        moment = (facts.settings, at, _heard_until(facts, at), _going_on(facts, at))
        return Remembering(facts=facts, told=_kept(self.told, known), present=_kept(self.present, moment))

    @property
    def periods(self) -> int:
        """How many are remembered."""
        return sum(len(told) for kept in (self.told, self.present) for told in kept.copy().values())

    def before(self, day: int, revision: int) -> "Past":
        """The past after a change on a day, without what it can have changed: what ends with it or later."""
        return Past(revision, _ended(self.told, day), _ended(self.present, day))


def _ended(kept: dict[Hashable, Periods], day: int) -> dict[Hashable, Periods]:
    """What ended before a day. Copied at once: other threads may be adding to it."""
    return {
        known: {key: one for key, one in told.copy().items() if day_number(key[2].last) < day}
        for known, told in kept.copy().items()
    }


def _kept(kept: dict[Hashable, Periods], known: Hashable) -> Periods:
    """What is kept under this, asked for last."""
    told = kept.pop(known, {})
    kept[known] = told
    while len(kept) > MOST_MOMENTS:
        kept.pop(next(iter(kept)), None)  # another thread may have let go of it just now
    return told


@attrs.frozen(kw_only=True)
class Remembering:
    """Tells periods of some facts, each only once: of this moment, and for good when it is over."""

    facts: KpiFacts
    told: Periods
    present: Periods

    def __call__(self, kpi: Kpi, period: Window, by: By | None = None) -> Told:
        key = (kpi.key, kpi.version, period, by)
        kept = self.told if period.last < self.facts.as_of.last_day else self.present
        found = kept.get(key)
        if found is None:
            found = Told.of(read(kpi, self.facts, period, by=by))
            if _DATED.issuperset(kpi.facts) and len(kept) < MOST_PERIODS:
                kept[key] = found
        return found


def _going_on(facts: KpiFacts, cut: datetime) -> Hashable:
    """Of the events that began before and were not over then, which are by now, and of which it is known who
    came: some are over by the passing of time alone."""
    calendar = programme(facts)
    if calendar is None:
        return None
    begins, closes = calendar.ledger.times
    some = np.flatnonzero((begins < cut.timestamp()) & ((closes > cut.timestamp()) | ~calendar.over))
    ids = [calendar.ledger.events[at].event_id for at in some.tolist()]
    return tuple(zip(ids, calendar.over[some].tolist(), calendar.measured[some].tolist(), strict=True))


def _heard_until(facts: KpiFacts, cut: datetime) -> Hashable:
    return tuple(
        (span.family, span.channel, span.source, span.start, min(span.end, cut))
        for span in facts.spans
        if span.start < cut
    )


@attrs.frozen(kw_only=True)
class Courses:
    """The past of each guild."""

    sheets: Sheets
    _guilds: dict[int, Past] = attrs.field(factory=dict)

    async def past(self, guild: int) -> Past:
        """What is still true of what was told; ask before the facts are gathered."""
        past = self._guilds.pop(guild, None)
        news = await self.sheets.news_since(guild, past.revision if past else 0)
        if past is None or news.members or news.latest < past.revision:
            past = Past(news.latest)
        elif news.days:
            past = past.before(min(news.days), news.latest)
        past.revision = news.latest
        self._guilds[guild] = past
        while len(self._guilds) > MOST_GUILDS or (len(self._guilds) > 1 and self.periods > MOST_IN_ALL):
            self._guilds.pop(next(iter(self._guilds)))
        return past

    @property
    def periods(self) -> int:
        """How many are remembered of all guilds."""
        return sum(past.periods for past in self._guilds.values())
