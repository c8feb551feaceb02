"""Answers "can I believe these numbers?": what was heard, what came in, what could not be kept."""

import asyncio
from datetime import datetime

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import ask
from application.insights.sheets import Sheets
from domain.community.coverage import settled
from domain.insights.data_quality.quality import DataQuality, QualityFacts, read_quality
from domain.kernel.instants import day_number, zone
from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True)
class ShowDataQuality:
    """Show how far the numbers of a guild and a window can be believed."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self, guild: int, window_text: str = "30d", as_of_text: str | None = None
    ) -> DataQuality:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        known, as_of, shown = asked.known, asked.as_of, asked.window
        zone_name = known.settings.time_zone
        present = asked.now if asked.resting else None
        async with self.store.reading(guild) as work:
            intake = await work.intake.between(*_received(shown, as_of, present, zone_name))
            letters = await work.letters.counts()
        async with self.store.unaddressed() as nowhere:
            unaddressed = await nowhere.counts()
        facts = QualityFacts(
            guild=guild,
            name=known.name,
            window=shown,
            time_zone=zone_name,
            last_activity=known.last_activity,
            resting=asked.resting,
            now=asked.now,
            until=settled(known.spans, as_of.instant),
            spans=known.spans,
            noted=known.noted,
            channels={channel: found.name for channel, found in known.channels.items()},
            intake=intake,
            letters=letters,
            unaddressed=unaddressed,
            members=await self.sheets.members(guild, zone_name),
        )
        return await asyncio.to_thread(read_quality, facts)


def _received(shown: Window, as_of: AsOf, present: datetime | None, zone_name: str) -> tuple[int, int]:
    """The days of receipt that belong to a window; `present` where the page opened at the guild's last day.

    What was brought in since then tells of those days: it is no answer that nothing came in.
    """
    if present is None:
        return as_of.seen(shown.span)
    today = day_number(present.astimezone(zone(zone_name)).date())
    first, end = shown.span
    opened_there = shown.last == as_of.last_day
    return first, max(first, today + 1 if opened_there else min(end, today + 1))
