"""Answers "who is here?": everybody of a guild, searched, sorted, one page at a time."""

import asyncio
from typing import Final

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.context import context
from application.insights.moment import part_of_day
from application.insights.sheets import Sheets
from domain.community.coverage import Family, coverage, settled
from domain.community.tiers import in_use
from domain.insights.directory import Directory, Question, SortColumn, found, roll_call
from domain.insights.directory.finding import lines
from domain.insights.sheet import MEMBER_DAY
from domain.kernel.instants import day_number
from domain.kernel.windows import window

_TOLD_BY: Final[dict[SortColumn, Family]] = {
    "messages": "messages",
    "reactions": "reactions_given",
    "voice": "voice",
}


@attrs.frozen(kw_only=True)
class ShowDirectory:
    """Show the members of a guild with what they did in a window."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self,
        guild: int,
        window_text: str = "30d",
        as_of_text: str | None = None,
        question: Question | None = None,
    ) -> Directory:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        asked = question or Question()
        known = await context(self.store, guild)
        settings, zone_name = known.settings, known.settings.time_zone
        sheet = await self.sheets.days(guild, MEMBER_DAY)
        members = await self.sheets.members(guild, zone_name)
        names = await self.sheets.names(guild)
        now = self.clock.now()
        as_of = known.as_of(as_of_text, now)
        shown = window(window_text, as_of, since=sheet.first_day, zone_name=zone_name)
        if part := await part_of_day(self.store, guild, known, as_of, now, sheet):
            sheet, members = part.member_days(sheet), part.members(members)
        start, end = shown.instants(zone_name)
        end = min(end, settled(known.spans, as_of.instant))
        heard = {name: coverage(known.spans, family, start, end) for name, family in _TOLD_BY.items()}

        def read() -> Directory:
            roll = roll_call(
                sheet,
                members,
                settings,
                as_of.seen(shown.span),
                day_number(as_of.last_day) + 1,
                unheard=frozenset(name for name, share in heard.items() if share.none),
                size=len(names.names),
            )
            page = found(roll, names, asked)
            return Directory(
                guild=guild,
                guild_name=known.name,
                window=shown,
                time_zone=zone_name,
                last_activity=known.last_activity,
                opened_at_last_day=not as_of_text and known.opening(now) != now,
                covered=heard["messages"].share,
                voice_shown=settings.voice_shown,
                tiers=in_use(settings.tiers),
                unknown=roll.unknown,
                question=asked,
                counts=page.counts,
                tier_counts=page.tier_counts,
                page=page.page,
                pages=page.pages,
                lines=lines(roll, names, page.order),
            )

        return await asyncio.to_thread(read)
