"""Gathers what the catalogue is read from: only what the KPIs that are asked for need."""

import asyncio
from collections.abc import Callable, Collection, Sequence

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import Asked, ask
from application.insights.asking.activity import activity_sheet
from application.insights.events import Gathering
from application.insights.kpis.sources.places import places
from application.insights.kpis.sources.told import accounts, intake
from application.insights.kpis.sources.usage import usage
from application.insights.sheets import Sheets
from domain.community.log.commands import codes_of
from domain.community.settings import GuildSettings
from domain.insights.cut import PartOfDay
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import By, Fact, Kpi
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Gathered:
    """A question as it was asked, and the facts that answer it."""

    asked: Asked
    facts: KpiFacts
    part: PartOfDay | None = None
    """The last day up to the moment asked for, where that lies within it."""


def no_windows(_asked: Asked) -> Collection[Window]:
    """Nothing is taken apart by channel."""
    return ()


@attrs.frozen(kw_only=True)
class KpiGathering:
    """Where the facts of KPIs come from."""

    store: Store
    sheets: Sheets
    clock: Clock
    kpis: Sequence[Kpi] = CATALOGUE
    """What can be asked for."""

    calendar: Gathering = attrs.field(
        default=attrs.Factory(lambda me: Gathering.over(me.store, me.sheets, me.clock), takes_self=True)
    )

    async def __call__(
        self,
        guild: int,
        kpis: Collection[Kpi],
        window_text: str = "30d",
        as_of_text: str | None = None,
        *,
        apart: Collection[By] = (),
        channels_in: Callable[[Asked], Collection[Window]] = no_windows,
    ) -> Gathered:
        """`apart` is by what they are filtered or taken apart; where that is by channel, `channels_in` are
        the windows of which it has to be known who was where.

        Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store.
        """
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        wanted = {fact for kpi in kpis for fact in kpi.facts}
        part = await asked.part_of_day(self.store)
        members = await self.sheets.members(guild, asked.known.settings.time_zone)
        sheet = asked.sheet
        if part is not None:
            sheet = await asyncio.to_thread(part.member_days, sheet)
            members = await asyncio.to_thread(part.members, members)
        facts = KpiFacts(
            guild=guild,
            settings=asked.known.settings,
            as_of=asked.as_of,
            spans=asked.known.spans,
            activity=sheet,
            members=members,
            detailed_since=asked.known.detailed_since,
            commands_since=asked.known.commands_since,
            channel_names={number: found.name for number, found in asked.known.channels.items()},
            role_names=await self._role_names(guild) if "role" in apart else {},
        )
        if "channel" in apart:
            wrote = not all(kpi.talks for kpi in kpis)
            there = await places(self.sheets, asked, part, channels_in(asked), wrote=wrote)
            facts = attrs.evolve(facts, channels=there)
        if "events" in wanted:
            facts = attrs.evolve(facts, events=await self.calendar.everything(asked, as_of_text))
        facts = await self._further(facts, wanted, part)
        if part is None:
            told = facts.activity, facts.members, facts.settings, facts.size
            lasting = self.sheets.worked_out.of(guild, "kpis", *told)
            facts = attrs.evolve(facts, lasting=lasting)
        return Gathered(asked=asked, facts=facts, part=part)

    async def under(self, found: Gathered, settings: GuildSettings) -> KpiFacts:
        """The same facts as they are read by other settings of the same time zone."""
        sheet = found.facts.activity
        if settings.tracked_commands != found.facts.settings.tracked_commands:
            sheet = await activity_sheet(self.sheets, found.facts.guild, settings)
            if found.part is not None:
                part = attrs.evolve(found.part, tracked=codes_of(settings.tracked_commands))
                sheet = await asyncio.to_thread(part.member_days, sheet)
        return found.facts.anew(settings=settings, activity=sheet)

    async def _further(self, facts: KpiFacts, wanted: set[Fact], part: PartOfDay | None) -> KpiFacts:
        """What only some KPIs read, loaded only for them."""
        if "runs" in wanted:
            facts = attrs.evolve(facts, usage=await usage(self.sheets, facts.guild, part))
        if "accounts" in wanted:
            facts = await accounts(self.store, facts)
        if "intake" in wanted:
            facts = await intake(self.store, facts)
        return facts

    async def _role_names(self, guild: int) -> dict[int, str]:
        async with self.store.reading(guild) as work:
            return {number: found.name for number, found in (await work.guild.roles()).items()}
