"""Answers "who is here?": everybody of a guild, searched, sorted, one page at a time."""

import asyncio
from typing import Final

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import ask
from application.insights.sheets import Sheets
from domain.community.coverage import Family, coverage, settled
from domain.community.tiers import in_use
from domain.insights.directory import Directory, Question, SortColumn, found, roll_call
from domain.insights.directory.finding import lines
from domain.kernel.instants import day_number

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
        question = question or Question()
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        known, sheet, as_of, shown = asked.known, asked.sheet, asked.as_of, asked.window
        settings, zone_name = known.settings, known.settings.time_zone
        members = await self.sheets.members(guild, zone_name)
        names = await self.sheets.names(guild)
        if part := await asked.part_of_day(self.store):
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
            page = found(roll, names, question)
            return Directory(
                guild=guild,
                guild_name=known.name,
                window=shown,
                time_zone=zone_name,
                last_activity=known.last_activity,
                opened_at_last_day=asked.resting,
                covered=heard["messages"].share,
                voice_shown=settings.voice_shown,
                tiers=in_use(settings.tiers),
                unknown=roll.unknown,
                question=question,
                counts=page.counts,
                tier_counts=page.tier_counts,
                page=page.page,
                pages=page.pages,
                lines=lines(roll, names, page.order),
            )

        return await asyncio.to_thread(read)
