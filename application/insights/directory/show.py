"""Answers "who is here?": everybody of a guild, searched, sorted, one page at a time."""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.directory.calling import call
from application.insights.sheets import Sheets
from domain.community.tiers import in_use
from domain.insights.directory import Directory, Question, found
from domain.insights.directory.finding import lines


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
        called = await call(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        asked, roll, names = called.asked, called.roll, called.names
        settings = asked.known.settings

        def read() -> Directory:
            page = found(roll, names, question)
            return Directory(
                guild=guild,
                guild_name=asked.known.name,
                window=asked.window,
                time_zone=settings.time_zone,
                last_activity=asked.known.last_activity,
                opened_at_last_day=asked.resting,
                covered=called.heard["messages"].share,
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
