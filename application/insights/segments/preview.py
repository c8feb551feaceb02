"""Answers "who would move?" before the settings are changed: the segments as they are and would be."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking.activity import activity_sheet
from application.insights.asking.context import context, person
from application.insights.sheets import Sheets
from domain.community.settings import Change, GuildSettings, changes_between
from domain.insights.overview import Person
from domain.insights.segments import Move, Segment, moves, segments_of, sizes, standing
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_number, zone


@attrs.frozen(kw_only=True)
class SettingsPreview:
    """What a change of the settings would do to the segments, as of now; `people` are those of the moves."""

    guild: int
    at: datetime
    changes: tuple[Change, ...]
    before: Mapping[Segment, int]
    after: Mapping[Segment, int]
    moves: tuple[Move, ...]
    people: Mapping[int, Person]

    @property
    def moved(self) -> int:
        """How many members would be in another segment."""
        return sum(move.count for move in self.moves)


@attrs.frozen(kw_only=True)
class PreviewSettings:
    """Show who would move between segments if some settings were changed, and change nothing."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(self, guild: int, changes: Mapping[str, Any]) -> SettingsPreview:
        """Raises NotFound for an unknown guild, Invalid for a wrong value."""
        now = self.clock.now()
        known = await context(self.store, guild, now)
        settings, wanted = known.settings, known.settings.changed(changes)
        sheets = [await activity_sheet(self.sheets, guild, by) for by in (settings, wanted)]
        members = await self.sheets.members(guild, settings.time_zone)
        day = day_number(known.opening(now).astimezone(zone(settings.time_zone)).date())

        def read(by: GuildSettings, sheet: DayTable) -> NDArray[np.int8]:
            return segments_of(standing(sheet, members, by, day), by)

        both = zip((settings, wanted), sheets, strict=True)
        before, after = await asyncio.gather(*(asyncio.to_thread(read, by, sheet) for by, sheet in both))
        moved = moves(before, after)
        return SettingsPreview(
            guild=guild,
            at=now,
            changes=changes_between(settings, wanted),
            before=sizes(before),
            after=sizes(after),
            moves=moved,
            people=await self._people(guild, moved),
        )

    async def _people(self, guild: int, moved: tuple[Move, ...]) -> dict[int, Person]:
        numbers = {number for move in moved for number in move.members}
        if not numbers:
            return {}
        async with self.store.reading(guild) as work:
            members = await work.members.of(numbers)
        return {number: person(member) for number, member in members.items()}
