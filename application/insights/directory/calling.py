"""The roll of a guild for a window: what both ways to look through its members begin with."""

import asyncio
from typing import Final

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import Asked, ask
from application.insights.sheets import Sheets
from domain.community.coverage import Coverage, Family, coverage, settled
from domain.insights.directory import MemberNames, Roll, SortColumn, roll_call
from domain.kernel.instants import day_number
from domain.kernel.remembered import Remembered

_TOLD_BY: Final[dict[SortColumn, Family]] = {
    "messages": "messages",
    "reactions": "reactions_given",
    "voice": "voice",
}


@attrs.frozen(kw_only=True)
class Called:
    """Everybody with what they did in the window, and how much of it was heard."""

    asked: Asked
    roll: Roll
    names: MemberNames
    heard: dict[SortColumn, Coverage]


async def call(
    store: Store, sheets: Sheets, clock: Clock, guild: int, window_text: str, as_of_text: str | None
) -> Called:
    """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
    asked = await ask(store, sheets, clock, guild, window_text, as_of_text)
    known, sheet, as_of, shown = asked.known, asked.sheet, asked.as_of, asked.window
    settings, zone_name = known.settings, known.settings.time_zone
    members = await sheets.members(guild, zone_name)
    names = await sheets.names(guild)
    if part := await asked.part_of_day(store):
        sheet, members = part.member_days(sheet), part.members(members)
    start, end = shown.instants(zone_name)
    end = min(end, settled(known.spans, as_of.instant))
    heard = {name: coverage(known.spans, family, start, end) for name, family in _TOLD_BY.items()}
    known_already = Remembered() if part else sheets.worked_out.of(guild, "roll", sheet, members, settings)
    span, until = as_of.seen(shown.span), day_number(as_of.last_day) + 1
    unheard = frozenset(name for name, share in heard.items() if share.none)
    size = len(names.names)

    def read() -> Roll:
        return roll_call(
            sheet, members, settings, span, until, unheard=unheard, size=size, remembered=known_already
        )

    roll = await asyncio.to_thread(known_already.once, ("roll", span, until, unheard, size), read, size)
    return Called(asked=asked, roll=roll, names=names, heard=heard)
