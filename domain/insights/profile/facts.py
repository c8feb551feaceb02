"""All that the profile of one member and window is read from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs
import numpy as np

from domain.community.coverage import Coverage, CoverageSpan, Family, course, settled
from domain.community.members import Member
from domain.community.missed import NotedGap
from domain.community.settings import GuildSettings
from domain.community.spans import Span
from domain.insights.data_quality import HeardDays, heard_days
from domain.insights.profile.stays import PAGE
from domain.insights.sheet import DayTable, MemberColumns
from domain.kernel.instants import day_number
from domain.kernel.remembered import Remembered
from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True, eq=False)
class MemberFacts:
    """All that the profile of one member and window is read from."""

    guild: int
    name: str
    settings: GuildSettings
    window: Window
    as_of: AsOf
    resting: bool
    """Nothing is listening: the page opened at the last day with activity."""

    last_activity: datetime | None
    spans: Sequence[CoverageSpan]
    channels: Mapping[int, str]
    member: Member
    sheet: DayTable
    """The activity sheet of everybody, whom the member is ranked among."""

    members: MemberColumns
    replies: DayTable
    """Reply days of the window in which the member is on either side."""

    places: DayTable
    """Where the member wrote in the window and the one before, as MEMBER_CHANNEL_DAY."""

    voice: Sequence[Span]
    memberships: Sequence[Span]
    most_sessions: int = PAGE
    noted: Sequence[NotedGap] = ()
    remembered: Remembered = attrs.field(factory=Remembered, repr=False)
    """What was worked out of the same sheet, members and settings for other members."""

    _courses: Remembered = attrs.field(factory=Remembered, init=False, repr=False)
    """When each family was heard: a profile asks some fifteen times."""

    @property
    def until(self) -> int:
        """The day number after the last day that is seen."""
        return day_number(self.as_of.last_day) + 1

    def own(self) -> DayTable:
        """The member's rows of the activity sheet until the moment of asking."""
        known = self.sheet.between((0, self.until))
        mine = np.flatnonzero(known["member_no"] == self.member.member_no)
        return DayTable(known.shape, {name: column[mine] for name, column in known.columns.items()})

    def heard(self, family: Family, window: Window) -> Coverage:
        """How much of a family was heard in a window, as far as it has been told."""
        known = self._courses.once(family, lambda: course(self.spans, family))
        return known.coverage(*self.instants(window))

    def heard_part(self, window: Window) -> float:
        """The share of a window in which messages were heard; what is still to come was not."""
        start, end = self.instants(window)
        whole = window.instants(self.settings.time_zone)[1] - start
        return self.heard("messages", window).share * max(0.0, (end - start) / whole)

    def heard_days(self) -> HeardDays:
        """What the timeline needs: messages, and of reactions and voice what anybody tells."""
        wanted: list[Family] = ["reactions_given"]
        if self.settings.voice_shown:
            wanted.append("voice")
        told = [family for family in wanted if not self.heard(family, self.window).none]
        until = settled(self.spans, self.as_of.instant)
        zone = self.settings.time_zone
        return heard_days(self.spans, ("messages", *told), self.window, zone, until, self.noted)

    def instants(self, window: Window) -> tuple[datetime, datetime]:
        """The instants of a window, as far as it has been told."""
        start, end = window.instants(self.settings.time_zone)
        return start, min(end, settled(self.spans, self.as_of.instant))
