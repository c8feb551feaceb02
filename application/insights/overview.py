"""Answers the first question of every visit: how is this community doing?"""

import asyncio
from datetime import datetime

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.sheets import Sheets
from domain.community.coverage import CoverageSpan
from domain.community.guild import ChannelName
from domain.community.members import Member, initials, shown_name
from domain.community.settings import GuildSettings, settings_at
from domain.insights.leaderboard import Leaderboard
from domain.insights.overview import Overview, Person, opening
from domain.insights.reading import GuildFacts, read_overview
from domain.insights.sheet import CHANNEL_DAY, GUILD_HOUR, MEMBER_DAY
from domain.kernel.errors import NotFound
from domain.kernel.instants import day_of_number, zone
from domain.kernel.windows import AsOf, window


@attrs.frozen(kw_only=True)
class GuildContext:
    """What a question needs to know of a guild before its window is known."""

    name: str
    settings: GuildSettings
    spans: list[CoverageSpan]
    channels: dict[int, ChannelName]
    last_activity: datetime | None

    def opening(self, now: datetime) -> datetime:
        """The instant at which a page of this guild opens."""
        live = [span.end for span in self.spans if span.source != "history"]
        return opening(self.last_activity, max(live, default=None), now)

    def as_of(self, text: str | None, now: datetime) -> AsOf:
        """The moment asked for, else the end of the day at which the page opens; never later than now."""
        zone_name = self.settings.time_zone
        present = AsOf.at(now, zone_name)
        if text:
            asked = AsOf.parse(text, zone_name)
        else:
            at = self.opening(now)
            asked = present if at == now else AsOf.end_of(at.astimezone(zone(zone_name)).date(), zone_name)
        return asked if asked.instant < now else present


async def context(store: Store, guild: int) -> GuildContext:
    """Read it; raises NotFound for a guild that nothing is known of."""
    async with store.reading(guild) as work:
        profile = await work.guild.profile()
        if profile is None:
            raise NotFound(f"nothing was ever recorded for guild {guild}")
        return GuildContext(
            name=profile.name or f"Guild {guild}",
            settings=settings_at(await work.guild.settings()),
            spans=await work.listening.spans(),
            channels=await work.guild.channels(),
            last_activity=profile.last_activity,
        )


@attrs.frozen(kw_only=True)
class ShowOverview:
    """Show how a guild did in a window, beside the window before it."""

    store: Store
    sheets: Sheets
    clock: Clock

    async def __call__(self, guild: int, window_text: str = "30d", as_of_text: str | None = None) -> Overview:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, Unavailable without a store."""
        known = await context(self.store, guild)
        zone_name = known.settings.time_zone
        sheet = await self.sheets.days(guild, MEMBER_DAY)
        now = self.clock.now()
        as_of = known.as_of(as_of_text, now)
        first = day_of_number(int(sheet["day"][0])) if len(sheet) else None
        facts = GuildFacts(
            guild=guild,
            name=known.name,
            settings=known.settings,
            window=window(window_text, as_of, since=first, zone_name=zone_name),
            as_of=as_of,
            resting=not as_of_text and known.opening(now) != now,
            last_activity=known.last_activity,
            spans=known.spans,
            channels={channel: found.name for channel, found in known.channels.items()},
            sheet=sheet,
            channel_days=await self.sheets.days(guild, CHANNEL_DAY),
            hours=await self.sheets.days(guild, GUILD_HOUR),
            members=await self.sheets.members(guild, zone_name),
        )
        overview = await asyncio.to_thread(read_overview, facts)
        return attrs.evolve(overview, people=await people(self.store, guild, overview.top))


async def people(store: Store, guild: int, top: Leaderboard) -> dict[int, Person]:
    """How a page shows the members of a leaderboard."""
    async with store.reading(guild) as work:
        members = await work.members.of([standing.member_no for standing in top.standings])
    return {number: person(member) for number, member in members.items()}


def person(member: Member) -> Person:
    """How a page shows a member."""
    return Person(member_no=member.member_no, name=shown_name(member), initials=initials(member.name))
