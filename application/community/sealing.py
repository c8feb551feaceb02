"""Sealing: the raw records of old days go, what was counted from them stays."""

from datetime import date, timedelta

import attrs

from application.community.ports import Store
from domain.community.log.entry import winner
from domain.community.settings import time_zone_of
from domain.kernel.instants import day_number, midnight, zone


@attrs.frozen(kw_only=True)
class SealDays:
    """Delete raw records up to a day and seal it: replay skips it, late activity is refused."""

    store: Store

    async def __call__(self, guild: int, through: date) -> int:
        """Seal every day up to `through`, in the guild's zone; returns how many records went."""
        async with self.store.writing(guild) as work:
            tz = zone(time_zone_of(await work.guild.settings()))
            before = midnight(through + timedelta(days=1), tz)
            copies = await work.log.known(await work.log.straddling(before))
            counted_before = [key for key, found in copies.items() if winner(found).occurred_at < before]
            await work.guild.seal(day_number(through))
            gone = await work.log.delete(before, counted_before)
        return gone
