"""What a question needs to know of a guild first, and how the people in its answer are shown."""

from datetime import datetime

import attrs

from application.community.ports import Store
from domain.community.coverage import HISTORY, CoverageSpan
from domain.community.guild import ChannelName
from domain.community.members import Member, initials, shown_name
from domain.community.missed import NotedGap
from domain.community.settings import GuildSettings, settings_at
from domain.insights.leaderboard import Leaderboard
from domain.insights.overview import Person, opening
from domain.kernel.errors import NotFound
from domain.kernel.instants import zone
from domain.kernel.windows import AsOf


@attrs.frozen(kw_only=True)
class GuildContext:
    """What a question needs to know of a guild before its window is known."""

    name: str
    settings: GuildSettings
    spans: list[CoverageSpan]
    noted: list[NotedGap]
    channels: dict[int, ChannelName]
    last_activity: datetime | None
    sealed_through: int | None
    detailed_since: int | None
    commands_since: int | None

    def opening(self, now: datetime) -> datetime:
        """The instant at which a page of this guild opens."""
        live = [span.end for span in self.spans if span.source != HISTORY]
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


async def context(store: Store, guild: int, now: datetime) -> GuildContext:
    """Read it as it is now; raises NotFound for a guild that nothing is known of.

    A guild of which nothing could be kept yet is known all the same.
    """
    async with store.reading(guild) as work:
        profile = await work.guild.profile()
        found = GuildContext(
            name=(profile and profile.name) or f"Guild {guild}",
            settings=settings_at(await work.guild.settings(), now),
            spans=await work.listening.spans(),
            noted=await work.listening.noted(),
            channels=await work.guild.channels(),
            last_activity=profile.last_activity if profile else None,
            sealed_through=profile.sealed_through if profile else None,
            detailed_since=profile.detailed_since if profile else None,
            commands_since=profile.commands_since if profile else None,
        )
    if profile is None and guild not in await store.guilds():
        raise NotFound(f"nothing was ever recorded for guild {guild}")
    return found


async def people(store: Store, guild: int, top: Leaderboard) -> dict[int, Person]:
    """How a page shows the members of a leaderboard."""
    async with store.reading(guild) as work:
        members = await work.members.of([standing.member_no for standing in top.standings])
    return {number: person(member) for number, member in members.items()}


def person(member: Member) -> Person:
    """How a page shows a member."""
    return Person(member_no=member.member_no, name=shown_name(member), initials=initials(member.name))
