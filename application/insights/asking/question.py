"""A question as it was asked: for which window, as of when, and the sheet that answers it."""

from datetime import datetime

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking.activity import activity_sheet
from application.insights.asking.context import GuildContext, context
from application.insights.asking.moment import part_of_day
from application.insights.sheets import Sheets
from domain.insights.cut import PartOfDay
from domain.insights.kpis.asked.heading import Heading
from domain.insights.sheet import DayTable
from domain.kernel.windows import AsOf, Window, window


@attrs.frozen(kw_only=True)
class Asked:
    """A question as it was asked; `sheet` is what each member did on each day, whole days only."""

    guild: int
    known: GuildContext
    sheet: DayTable
    now: datetime
    as_of: AsOf
    window: Window
    resting: bool
    """No moment was asked for and nobody listens: the answer is as of the guild's last day."""

    @property
    def heading(self) -> Heading:
        """What its answer begins with."""
        return Heading(
            guild=self.guild,
            guild_name=self.known.name,
            window=self.window,
            as_of=self.as_of,
            time_zone=self.known.settings.time_zone,
            opened_at_last_day=self.resting,
            last_activity=self.known.last_activity,
        )

    async def part_of_day(self, store: Store) -> PartOfDay | None:
        """The last day up to the moment asked for, where that lies within it."""
        return await part_of_day(store, self.guild, self.known, self.as_of, self.now, self.sheet)


async def ask(
    store: Store, sheets: Sheets, clock: Clock, guild: int, window_text: str, as_of_text: str | None
) -> Asked:
    """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
    now = clock.now()
    known = await context(store, guild, now)
    sheet = await activity_sheet(sheets, guild, known.settings)
    as_of = known.as_of(as_of_text, now)
    return Asked(
        guild=guild,
        known=known,
        sheet=sheet,
        now=now,
        as_of=as_of,
        window=window(window_text, as_of, since=sheet.first_day, zone_name=known.settings.time_zone),
        resting=not as_of_text and known.opening(now) != now,
    )
