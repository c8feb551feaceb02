"""Answers "what do you keep about me?": everything of one member, for themselves."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

import attrs

from application.community.identity.sides import Accounts, accounts_of
from application.community.ports import Store
from application.insights.linked import spans_of
from application.insights.sheets import Sheets
from domain.community.events.attendance import Presence
from domain.community.guild import ChannelName
from domain.community.spans import ANSWER, MEMBERSHIP, ROLE, VOICE, Mark, Span
from domain.insights.sheet import MEMBER_DAY
from domain.kernel.instants import day_of_number
from domain.kernel.windows import FIRST_DAY, LAST_DAY

_FROM: Final = datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(LAST_DAY.year + 1, 1, 1, tzinfo=UTC)
_SAID: Final = ("day", "member_no")


class KeptDay(NamedTuple):
    """What was counted of somebody on one local day, by the name of what it is."""

    day: str
    counts: dict[str, int]


@attrs.frozen(kw_only=True)
class Kept:
    """Everything that is kept of a member: who they are, what was counted by day, and what has a duration."""

    community: str
    accounts: Accounts
    days: tuple[KeptDay, ...]
    memberships: tuple[Span, ...]
    roles: tuple[Span, ...]
    voice: tuple[Span, ...]
    answers: tuple[Mark, ...]
    """What they said to events, each time they said it."""

    events: tuple[Presence, ...]
    channels: dict[int, ChannelName]

    def total(self, what: str) -> int:
        """The sum of a count over all days."""
        return sum(day.counts.get(what, 0) for day in self.days)


@attrs.frozen(kw_only=True)
class ShowKept:
    """Show a member everything that is kept of them and their linked accounts."""

    store: Store
    sheets: Sheets

    async def __call__(self, guild: int, member_no: int) -> Kept:
        """Raises NotFound for an unknown member, Unavailable without a store."""
        sheet = await self.sheets.days(guild, MEMBER_DAY)
        async with self.store.reading(guild) as work:
            accounts = await accounts_of(work, guild, member_no)
            person = accounts.member.member_no
            aliases = await work.links.aliases()
            spans = {
                family: tuple((await spans_of(work, aliases, [person], family))[person])
                for family in (MEMBERSHIP, ROLE, VOICE)
            }
            events: list[Presence] = []
            answers: list[Mark] = []
            known = await work.events.between(_FROM, _UNTIL)
            subjects = list({subject for event in known for subject in event.subjects})
            for number in aliases.group(person):
                events += await work.attendance.of_member(number)
                answers += await work.spans.about(ANSWER, subjects, member_no=number)
            profile = await work.guild.profile()
            channels = await work.guild.channels()
        rows = sheet["member_no"] == person
        columns = {name: sheet[name][rows].tolist() for name, _ in sheet.shape.columns if name not in _SAID}
        return Kept(
            community=(profile and profile.name) or f"Guild {guild}",
            accounts=accounts,
            days=tuple(
                KeptDay(
                    day_of_number(day).isoformat(),
                    {name: column[place] for name, column in columns.items() if column[place]},
                )
                for place, day in enumerate(sheet["day"][rows].tolist())
            ),
            memberships=spans[MEMBERSHIP],
            roles=spans[ROLE],
            voice=spans[VOICE],
            answers=tuple(sorted(answers, key=lambda mark: mark.at)),
            events=tuple(events),
            channels=channels,
        )
