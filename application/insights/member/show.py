"""Answers "who is this, and how are they doing?" of one member."""

import asyncio

import attrs

from application.clock import Clock
from application.community.ports import Store
from application.insights.asking import ask
from application.insights.asking.context import person
from application.insights.linked import spans_of
from application.insights.ports import Facts
from application.insights.sheets import Sheets
from domain.community.members import Member
from domain.community.settings import GuildSettings
from domain.community.spans import MEMBERSHIP, VOICE, Span
from domain.insights.cut import PartOfDay
from domain.insights.overview import Person
from domain.insights.profile import MemberFacts, Profile, read_profile
from domain.insights.profile.stays import PAGE
from domain.insights.sheet import DayTable, MemberColumns
from domain.kernel.errors import NotFound
from domain.kernel.remembered import Remembered
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class ShowMember:
    """Show one member of a guild: how they do, when and where they are here, and with whom they talk."""

    store: Store
    facts: Facts
    sheets: Sheets
    clock: Clock

    async def __call__(
        self,
        guild: int,
        member_no: int,
        window_text: str = "30d",
        as_of_text: str | None = None,
        sessions: int = PAGE,
    ) -> Profile:
        """Raises NotFound for an unknown guild or member, Invalid for a wrong window, Unavailable without a
        store.
        """
        asked = await ask(self.store, self.sheets, self.clock, guild, window_text, as_of_text)
        known, sheet, as_of, shown = asked.known, asked.sheet, asked.as_of, asked.window
        member, voice, memberships = await self._member(guild, member_no)
        member_no = member.member_no
        zone_name = known.settings.time_zone
        members = await self.sheets.members(guild, zone_name)
        replies = await self.facts.replies_of(guild, member_no, as_of.seen(shown.span))
        places = await self._places(guild, member_no, sheet, shown)
        if part := await asked.part_of_day(self.store):
            sheet, members = part.member_days(sheet), part.members(members)
            replies, places = part.replies(replies, member_no), part.places(places, member_no)
        facts = MemberFacts(
            guild=guild,
            name=known.name,
            settings=known.settings,
            window=shown,
            as_of=as_of,
            resting=asked.resting,
            last_activity=known.last_activity,
            spans=known.spans,
            noted=known.noted,
            channels={channel: found.name for channel, found in known.channels.items()},
            member=member,
            sheet=sheet,
            members=members,
            replies=replies,
            places=places,
            voice=voice,
            memberships=memberships,
            most_sessions=sessions,
            remembered=self._remembered(guild, sheet, members, known.settings, part),
        )
        profile = await asyncio.to_thread(read_profile, facts)
        return attrs.evolve(profile, people=await self._people(guild, profile))

    def _remembered(
        self,
        guild: int,
        sheet: DayTable,
        members: MemberColumns,
        settings: GuildSettings,
        part: PartOfDay | None,
    ) -> Remembered:
        if part is not None:
            return Remembered()
        return self.sheets.worked_out.of(guild, "profiles", sheet, members, settings)

    async def _member(self, guild: int, member_no: int) -> tuple[Member, list[Span], list[Span]]:
        """The person of this number, who for a linked account is another member."""
        async with self.store.reading(guild) as work:
            aliases = await work.links.aliases()
            person_no = aliases.canonical(member_no)
            member = (await work.members.of([person_no])).get(person_no)
            if member is None:
                raise NotFound(f"guild {guild} has no member number {member_no}")
            voice = await spans_of(work, aliases, [person_no], VOICE)
            memberships = await spans_of(work, aliases, [person_no], MEMBERSHIP)
        return member, voice[person_no], memberships[person_no]

    async def _places(self, guild: int, member_no: int, sheet: DayTable, shown: Window) -> DayTable:
        """Where they wrote, of the days on which the sheet says that they did."""
        rows = sheet.between((shown.previous().span[0], shown.span[1]))
        days = rows["day"][(rows["member_no"] == member_no) & (rows["messages"] > 0)].tolist()
        return await self.facts.member_channels(guild, days, [member_no] * len(days))

    async def _people(self, guild: int, profile: Profile) -> dict[int, Person]:
        numbers = [bond.member_no for bond in profile.doings.talk.bonds] if profile.doings else []
        if not numbers:
            return {}
        async with self.store.reading(guild) as work:
            members = await work.members.of(numbers)
        return {number: person(member) for number, member in members.items()}
