"""Everything that the catalogue reads of one guild, as of one moment: columns, and nothing counted twice."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import Course, CoverageSpan, Family, course, heard_since, settled
from domain.community.identity.coverage import LinkedAccounts
from domain.community.log.intake import Received
from domain.community.log.letters import Parked
from domain.community.missed import NotedGap
from domain.community.settings import GuildSettings
from domain.insights.channels import ChannelPeople
from domain.insights.events.facts import EventFacts
from domain.insights.kpis.census import Census
from domain.insights.kpis.sources.usage import Usage
from domain.insights.sheet import DayTable, MemberColumns
from domain.kernel.instants import day_of_number, midnight, zone
from domain.kernel.remembered import Remembered
from domain.kernel.windows import AsOf

Found = TypeVar("Found")


@attrs.frozen(kw_only=True, eq=False)
class KpiFacts:
    """The facts of a guild as of a moment; what a question does not need may be missing.

    `activity` is the activity sheet with events and tracked commands, its last day as it stood at the moment.
    `remembered` keeps what several KPIs ask for: these facts never change, so it is true for as long as they
    are held. `lasting` keeps what was worked out of the activity, the members and the settings alone: other
    moments, and other questions, have it in common.
    """

    guild: int
    settings: GuildSettings
    as_of: AsOf
    spans: Sequence[CoverageSpan]
    activity: DayTable
    members: MemberColumns
    events: EventFacts | None = None
    usage: Usage = attrs.field(factory=Usage)
    accounts: LinkedAccounts = attrs.field(factory=lambda: LinkedAccounts.of(()))
    received: Received = attrs.field(factory=lambda: Received.of(()))
    letters: Sequence[Parked] = ()
    noted: Sequence[NotedGap] = ()
    channels: Mapping[tuple[int, int], ChannelPeople] = attrs.field(factory=dict)
    """Who wrote and talked where, by the day numbers [first, end) that were asked for."""

    detailed_since: int | None = None
    """The first day number of which it is known who wrote where; None where that is all of them."""

    commands_since: int | None = None
    """The first day number of which commands were counted; None where that is all of them."""

    channel_names: Mapping[int, str] = attrs.field(factory=dict)
    role_names: Mapping[int, str] = attrs.field(factory=dict)
    remembered: Remembered = attrs.field(factory=Remembered, repr=False)
    lasting: Remembered = attrs.field(factory=Remembered, repr=False)

    @cached_property
    def size(self) -> int:
        """Masks of members have this length."""
        told = [self.activity["member_no"], self.members.member_no]
        told += [] if self.events is None else [self.events.came.member_no, self.events.said.member_no]
        return max(len(self.members.bot), *(int(found.max(initial=-1)) + 1 for found in told))

    @cached_property
    def census(self) -> Census:
        """Who was a member when."""
        return self.once_for_all("census", lambda: Census.of(self.activity, self.members, self.size))

    @cached_property
    def until(self) -> float:
        """Up to when something can be known, in seconds since 1970."""
        return settled(self.spans, self.as_of.instant).timestamp()

    def heard(self, family: Family) -> Course:
        """When a family was heard, of the days of which it was counted."""
        return self.once(("heard", family), lambda: course(self._counted(family), family))

    def listened(self, family: Family) -> Course:
        """When a family was heard, whatever became of it."""
        return self.once(("listened", family), lambda: course(self.spans, family))

    def _counted(self, family: Family) -> Sequence[CoverageSpan]:
        if family != "commands" or self.commands_since is None:
            return self.spans
        day = day_of_number(self.commands_since)
        return heard_since(self.spans, family, midnight(day, zone(self.settings.time_zone)))

    def once(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What was made under this key before, else made now."""
        return self.remembered.once(key, make, self.size)

    def once_for_all(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """The same of what the activity, the members and the settings alone say."""
        return self.lasting.once(key, make, self.size)

    def anew(self, **changes: Any) -> "KpiFacts":
        """These facts with some of them changed, and nothing worked out yet."""
        return attrs.evolve(self, remembered=Remembered(), lasting=Remembered(), **changes)

    def nobody(self) -> NDArray[np.bool_]:
        """A mask without anybody."""
        return np.zeros(self.size, dtype=np.bool_)
