"""Answers the first question of every visit: how is this community doing?"""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import ask
from application.insights.asking.context import people
from application.insights.sheets import Sheets
from domain.insights.overview import Overview
from domain.insights.reading import GuildFacts, cut_facts, read_overview
from domain.insights.sheet import CHANNEL_DAY, GUILD_HOUR


@attrs.frozen(kw_only=True)
class ShowOverview:
    """Show how a guild did in a window, beside the window before it."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(self, guild: int, window_text: str = "30d", as_of_text: str | None = None) -> Overview:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        known, sheet, as_of, shown = asked.known, asked.sheet, asked.as_of, asked.window
        zone_name = known.settings.time_zone
        facts = GuildFacts(
            guild=guild,
            name=known.name,
            settings=known.settings,
            window=shown,
            as_of=as_of,
            resting=asked.resting,
            last_activity=known.last_activity,
            spans=known.spans,
            noted=known.noted,
            channels={channel: found.name for channel, found in known.channels.items()},
            sheet=sheet,
            channel_days=await self.sheets.days(guild, CHANNEL_DAY),
            hours=await self.sheets.days(guild, GUILD_HOUR),
            members=await self.sheets.members(guild, zone_name),
        )
        if part := await asked.part_of_day(self.store):
            facts = await asyncio.to_thread(cut_facts, facts, part)
        overview = await asyncio.to_thread(read_overview, facts)
        return attrs.evolve(overview, people=await people(self.store, guild, overview.top))
