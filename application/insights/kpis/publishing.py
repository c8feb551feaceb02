"""Publishes the KPIs of closed days, weeks and months as rows, for whoever reads the database itself."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import attrs

from application.clock import Clock
from application.community.ports import GuildWork, Store
from application.community.published.ports import Mark, PeriodKey
from application.insights.kpis.gathering import KpiGathering
from application.insights.sheets import Sheets
from domain.community.events.event import Event
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.publishing.closed import Period, PublishingRules, closed_periods, groups_published
from domain.insights.kpis.publishing.digest import digests, meaning
from domain.insights.kpis.publishing.rows import PublishedReading, gone, news, rows_of
from domain.insights.kpis.reading import read
from domain.kernel.instants import day_number
from domain.kernel.windows import ALL, LAST_DAY

Progress = Callable[[int, int], None]
"""Told how many periods are read so far, and of how many."""

_AT_ONCE: Final = 4
_AT_ONCE_OF_MANY: Final = 1
"""Periods that are read before they are written: so much a crash makes read again, and a stop waits for."""

_MANY: Final = 20_000
"""Members, of whom a week with its parts takes about a second."""

_BEGINNING: Final = datetime(2015, 1, 1, tzinfo=UTC)
_END: Final = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Published:
    """What a publishing did: how many periods are closed, how many were read again, how many rows are new."""

    guild: int
    closed: int
    read: int
    rows: int


@attrs.frozen(kw_only=True)
class PublishReadings:
    """Publish every closed period that was never read, or that was read from something that has changed.

    The newest first; what was published stays, also where this is ended in the middle and asked for again.
    """

    store: Store
    sheets: Sheets
    gather: KpiGathering
    clock: Clock
    kpis: Sequence[Kpi] = CATALOGUE
    rules: PublishingRules = attrs.field(factory=PublishingRules)

    async def __call__(self, guild: int, progress: Progress = lambda read, of: None) -> Published:
        """Raises NotFound for an unknown guild, Unavailable without a store."""
        revision = await self.sheets.look(guild)
        found = await self.gather(guild, self.kpis, ALL)
        facts = found.facts
        zone_name = facts.settings.time_zone
        closed = closed_periods(facts.activity.first_day, facts.as_of, zone_name, self.rules)
        async with self.store.reading(guild) as work:
            marks = await work.readings.marks()
            events = await work.events.between(_BEGINNING, _END)
        changed = await self._changed(guild, marks)
        wanted = await asyncio.to_thread(self._marks, facts, closed, events, revision)
        waiting = [one for one in closed if not _stands(one, marks, wanted, changed)]
        rows, done = 0, 0
        progress(0, len(waiting))
        step = _AT_ONCE_OF_MANY if facts.size > _MANY else _AT_ONCE
        for at in range(0, len(waiting), step):
            some = waiting[at : at + step]
            # What a reading remembers is of its own days: kept for all periods it would not fit in memory.
            fresh = facts.anew()
            read_now = await asyncio.to_thread(self._read, fresh, some)
            rows += await self._keep(guild, some, read_now, wanted)
            done += len(some)
            progress(done, len(waiting))
        async with self.store.writing(guild) as work:
            await work.readings.mark({_key(one): wanted[_key(one)] for one in closed})
        return Published(guild=guild, closed=len(closed), read=len(waiting), rows=rows)

    async def _changed(self, guild: int, marks: Mapping[PeriodKey, Mark]) -> dict[int, int]:
        """The first day that changed after each revision that a period was read at."""
        found = {}
        for revision in {mark.revision for mark in marks.values()}:
            days = (await self.sheets.news_since(guild, revision)).days
            found[revision] = min(days, default=day_number(LAST_DAY))
        return found

    def _marks(
        self, facts: KpiFacts, closed: Sequence[Period], events: Sequence[Event], revision: int
    ) -> dict[PeriodKey, Mark]:
        lasts = {one.window.last for one in closed}
        found = digests(meaning(self.kpis, facts), facts, lasts, events)
        return {_key(one): Mark(revision, found[one.window.last]) for one in closed}

    def _read(self, facts: KpiFacts, periods: Sequence[Period]) -> list[PublishedReading]:
        return [
            row
            for period in periods
            for kpi in self.kpis
            if period.grain in kpi.grains
            for by in (None, *groups_published(kpi, period.grain, self.rules))
            for row in rows_of(read(kpi, facts, period.window, by=by), period.grain, by or "")
        ]

    async def _keep(
        self,
        guild: int,
        periods: Sequence[Period],
        rows: Sequence[PublishedReading],
        wanted: Mapping[PeriodKey, Mark],
    ) -> int:
        """Write what is new in one transaction, and that these periods are read."""
        about = [_key(one) for one in periods]
        async with self.store.writing(guild) as work:
            added = await _add(work, about, rows, self.clock.now())
            await work.readings.mark({key: wanted[key] for key in about})
        return added


async def _add(
    work: GuildWork, about: Sequence[PeriodKey], rows: Sequence[PublishedReading], now: datetime
) -> int:
    latest = await work.readings.latest(about)
    new = [*news(rows, latest), *gone(rows, latest)]
    await work.readings.publish(new, now)
    return len(new)


def _key(period: Period) -> PeriodKey:
    return period.grain, period.window.first


def _stands(
    period: Period,
    marks: Mapping[PeriodKey, Mark],
    wanted: Mapping[PeriodKey, Mark],
    changed: Mapping[int, int],
) -> bool:
    """Whether nothing that a period was read from has changed since."""
    before = marks.get(_key(period))
    if before is None or before.digest != wanted[_key(period)].digest:
        return False
    return changed[before.revision] >= period.window.span[1]
