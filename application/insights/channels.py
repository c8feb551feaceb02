"""Answers "where is it alive, and who is left alone?": the channels of a guild in a window."""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import ask
from application.insights.sheets import Sheets
from domain.insights.channels import (
    ChannelFacts,
    ChannelPeople,
    Channels,
    Newcomers,
    newcomers_of,
    read_channels,
)
from domain.insights.channels.newcomers import RULES
from domain.insights.cut import PartOfDay
from domain.insights.sheet import CHANNEL_DAY, CHANNEL_HOUR, REPLY_DAY, DayTable
from domain.kernel.instants import day_number


@attrs.frozen(kw_only=True)
class ShowChannels:
    """Show how alive each channel of a guild was in a window, beside the window before it."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(self, guild: int, window_text: str = "30d", as_of_text: str | None = None) -> Channels:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        known, sheet, as_of, shown = asked.known, asked.sheet, asked.as_of, asked.window
        zone_name = known.settings.time_zone
        span, until = as_of.seen(shown.span), day_number(as_of.last_day) + 1
        fresh = (until - RULES.fresh_days, until)
        facts = ChannelFacts(
            guild=guild,
            name=known.name,
            settings=known.settings,
            window=shown,
            as_of=as_of,
            resting=asked.resting,
            last_activity=known.last_activity,
            detailed_since=known.detailed_since,
            spans=known.spans,
            noted=known.noted,
            channels=known.channels,
            names=await self.sheets.names(guild),
            sheet=sheet,
            members=await self.sheets.members(guild, zone_name),
            channel_days=await self.sheets.days(guild, CHANNEL_DAY),
            hours=await self.sheets.window(guild, CHANNEL_HOUR, span),
            people=await self.sheets.channel_people(guild, span),
            before=None
            if shown.everything
            else await self.sheets.settled_channel_people(guild, shown.previous().span),
            replies=await self.sheets.window(guild, REPLY_DAY, fresh),
        )
        part = await asked.part_of_day(self.store)
        if part is not None:
            earlier = await self.sheets.channel_people(guild, (span[0], max(span[0], span[1] - 1)))
            facts = await asyncio.to_thread(_cut, facts, part, earlier)
        newcomers = await asyncio.to_thread(newcomers_of, facts)
        places = await self._places(guild, newcomers, part)
        return await asyncio.to_thread(read_channels, facts, newcomers, places)

    async def _places(self, guild: int, newcomers: Newcomers, part: PartOfDay | None) -> DayTable:
        """Where the newcomers who are shown wrote, found by the days on which they did."""
        shown = newcomers.shown
        asked = [(day, one.member_no) for one in shown for day in one.days]
        days, members = [day for day, _ in asked], [member_no for _, member_no in asked]
        places = await self.sheets.member_channels(guild, days, members)
        return places if part is None else part.member_channels(places, {one.member_no for one in shown})


def _cut(facts: ChannelFacts, part: PartOfDay, earlier: ChannelPeople) -> ChannelFacts:
    """The same facts with their last day as it stood at a moment; `earlier` are the people before it."""
    return attrs.evolve(
        facts,
        sheet=part.member_days(facts.sheet),
        channel_days=part.channel_days(facts.channel_days),
        hours=part.channel_hours(facts.hours),
        people=earlier.and_(part.channel_people()) if _within(facts, part) else facts.people,
        replies=part.all_replies(facts.replies),
        members=part.members(facts.members),
    )


def _within(facts: ChannelFacts, part: PartOfDay) -> bool:
    first, end = facts.as_of.seen(facts.window.span)
    return first <= part.day < end
