"""Answers "who carries this community?" for any window, with the receipt of each score."""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import ask
from application.insights.asking.context import people
from application.insights.sheets import Sheets
from domain.community.coverage import Coverage, coverage, settled
from domain.insights.leaderboard import Leaderboard, leaderboard
from domain.insights.overview import Person
from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True)
class Top:
    """A leaderboard, the window that it is of, and who its members are."""

    guild: int
    guild_name: str
    window: Window
    as_of: AsOf
    time_zone: str
    board: Leaderboard
    heard: Coverage
    """How much of what was written in the window was heard."""

    people: dict[int, Person]


@attrs.frozen(kw_only=True)
class ShowTop:
    """Rank the members of a guild by score."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self, guild: int, window_text: str = "30d", as_of_text: str | None = None, *, places: int = 10
    ) -> Top:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        known, sheet, as_of, shown = asked.known, asked.sheet, asked.as_of, asked.window
        zone_name = known.settings.time_zone
        members = await self.sheets.members(guild, zone_name)
        if part := await asked.part_of_day(self.store):
            sheet = part.member_days(sheet)
        start, end = shown.instants(zone_name)
        end = min(end, settled(known.spans, as_of.instant))
        reactions = coverage(known.spans, "reactions_given", start, end)
        board = await asyncio.to_thread(
            leaderboard,
            sheet.between(as_of.seen(shown.span)),
            known.settings,
            hidden=members.erased,
            places=places,
            reactions_heard=not reactions.none,
        )
        return Top(
            guild=guild,
            guild_name=known.name,
            window=shown,
            as_of=as_of,
            time_zone=zone_name,
            board=board,
            heard=coverage(known.spans, "messages", start, end),
            people=await people(self.store, guild, board),
        )
