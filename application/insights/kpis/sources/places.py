"""Who was where: who wrote in which channel, and who talked there."""

import asyncio
from collections.abc import Collection

from application.insights.asking import Asked
from application.insights.sheets import Sheets
from domain.insights.channels import ChannelPeople
from domain.insights.cut import PartOfDay
from domain.kernel.windows import Window

Places = dict[tuple[int, int], ChannelPeople]
"""Who was where, by the day numbers [first, end)."""


async def places(
    sheets: Sheets, asked: Asked, part: PartOfDay | None, windows: Collection[Window], *, wrote: bool
) -> Places:
    """Of each window, its last day as it stood at the moment: who talked where, if voice is shown, and who
    `wrote` if that is asked for."""
    found: Places = {}
    for first, end in {asked.as_of.seen(window.span) for window in windows}:
        cut = part if part is not None and first <= part.day < end else None
        there = ChannelPeople.of((), ())
        if wrote:
            there = await _wrote(sheets, asked, (first, end), cut)
        if asked.known.settings.voice_shown:
            talked = await _talked(sheets, asked, (first, end), cut)
            there = await asyncio.to_thread(there.and_, talked)
        found[first, end] = there
    return found


async def _wrote(sheets: Sheets, asked: Asked, span: tuple[int, int], cut: PartOfDay | None) -> ChannelPeople:
    if cut is None:
        return await sheets.channel_people(asked.guild, span)
    earlier = await sheets.settled_channel_people(asked.guild, (span[0], cut.day))
    return await asyncio.to_thread(earlier.and_, cut.channel_people())


async def _talked(
    sheets: Sheets, asked: Asked, span: tuple[int, int], cut: PartOfDay | None
) -> ChannelPeople:
    zone = asked.known.settings.time_zone
    if cut is None:
        return await sheets.channel_talkers(asked.guild, span, zone)
    earlier = await sheets.settled_channel_talkers(asked.guild, (span[0], cut.day), zone)
    return await asyncio.to_thread(earlier.and_, cut.channel_talkers())
