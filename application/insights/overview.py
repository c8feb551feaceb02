"""Answers the first question of every visit: how is this community doing?"""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.context import context, people
from application.insights.moment import part_of_day
from application.insights.sheets import Sheets
from domain.insights.overview import Overview
from domain.insights.reading import GuildFacts, cut_facts, read_overview
from domain.insights.sheet import CHANNEL_DAY, GUILD_HOUR, MEMBER_DAY
from domain.kernel.windows import window


@attrs.frozen(kw_only=True)
class ShowOverview:
    """Show how a guild did in a window, beside the window before it."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(self, guild: int, window_text: str = "30d", as_of_text: str | None = None) -> Overview:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        known = await context(self.store, guild)
        zone_name = known.settings.time_zone
        sheet = await self.sheets.days(guild, MEMBER_DAY)
        now = self.clock.now()
        as_of = known.as_of(as_of_text, now)
        facts = GuildFacts(
            guild=guild,
            name=known.name,
            settings=known.settings,
            window=window(window_text, as_of, since=sheet.first_day, zone_name=zone_name),
            as_of=as_of,
            resting=not as_of_text and known.opening(now) != now,
            last_activity=known.last_activity,
            spans=known.spans,
            channels={channel: found.name for channel, found in known.channels.items()},
            sheet=sheet,
            channel_days=await self.sheets.days(guild, CHANNEL_DAY),
            hours=await self.sheets.days(guild, GUILD_HOUR),
            members=await self.sheets.members(guild, zone_name),
        )
        if part := await part_of_day(self.store, guild, known, as_of, now, sheet):
            facts = await asyncio.to_thread(cut_facts, facts, part)
        overview = await asyncio.to_thread(read_overview, facts)
        return attrs.evolve(overview, people=await people(self.store, guild, overview.top))
