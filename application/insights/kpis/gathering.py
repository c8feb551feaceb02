"""Gathers what the catalogue is read from: only what the KPIs that are asked for need."""

import asyncio
from collections.abc import Collection, Iterable

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import Asked, ask
from application.insights.sheets import Sheets
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Kpi
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Gathered:
    """A question as it was asked, and the facts that answer it."""

    asked: Asked
    facts: KpiFacts


@attrs.frozen(kw_only=True)
class KpiGathering:
    """Where the facts of KPIs come from."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(
        self,
        guild: int,
        kpis: Iterable[Kpi],
        window_text: str = "30d",
        as_of_text: str | None = None,
        *,
        channels_in: Collection[Window] = (),
    ) -> Gathered:
        """`channels_in` are the windows that are taken apart by channel.

        Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store.
        """
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        members = await self.sheets.members(guild, asked.known.settings.time_zone)
        sheet = asked.sheet
        part = await asked.part_of_day(self.store)
        if part is not None:
            sheet = await asyncio.to_thread(part.member_days, sheet)
            members = await asyncio.to_thread(part.members, members)
        spans = {asked.as_of.seen(window.span) for window in channels_in}
        return Gathered(
            asked=asked,
            facts=KpiFacts(
                guild=guild,
                settings=asked.known.settings,
                as_of=asked.as_of,
                spans=asked.known.spans,
                activity=sheet,
                members=members,
                channels={span: await self.sheets.channel_people(guild, span) for span in spans},
                channel_names={number: found.name for number, found in asked.known.channels.items()},
            ),
        )
