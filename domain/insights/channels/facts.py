"""What the Channels page is read from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs

from domain.community.coverage import CoverageSpan
from domain.community.guild import ChannelName
from domain.community.members import initials
from domain.community.missed import NotedGap
from domain.community.settings import GuildSettings
from domain.insights.channels.people import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.overview import Person
from domain.insights.sheet import DayTable, MemberColumns
from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True, eq=False)
class ChannelFacts:
    """All that the page is read from; `hours` and `people` are of the window, `replies` of its last days.

    `before` are the people of the window before, None where there is none.
    """

    guild: int
    name: str
    settings: GuildSettings
    window: Window
    as_of: AsOf
    resting: bool
    last_activity: datetime | None
    detailed_since: int | None
    spans: Sequence[CoverageSpan]
    channels: Mapping[int, ChannelName]
    names: MemberNames
    sheet: DayTable
    members: MemberColumns
    channel_days: DayTable
    hours: DayTable
    people: ChannelPeople
    before: ChannelPeople | None
    replies: DayTable
    noted: Sequence[NotedGap] = ()

    def name_of(self, channel: int) -> str | None:
        """What a channel is called, if that is known."""
        known = self.channels.get(channel)
        return None if known is None else known.name

    def person(self, number: int) -> Person:
        """How a page shows a member."""
        name = self.names.names[number] if number < len(self.names.names) else None
        return Person(member_no=number, name=name or f"Member {number}", initials=initials(name))
