"""The facts that questions read: columns, never ratios; memory and PostgreSQL give the same."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.sheet import DayTable, MemberColumns, Shape


class Revisions(NamedTuple):
    """What changed in a guild after some revision."""

    latest: int
    days: frozenset[int]
    members: bool
    last_activity: datetime | None
    events: bool = False
    """Whether something became of an event, or one was planned."""

    answers: bool = False
    """Whether somebody said something of an event."""


class Facts(Protocol):
    """The folded facts of a guild."""

    async def revisions(self, guild: int, since: int) -> Revisions:
        """Which days, and whether the member list, changed after revision `since`.

        `latest` is 0 for a guild that nothing was recorded for.
        """
        ...

    async def day_table(self, guild: int, shape: Shape, days: Collection[int] | None = None) -> DayTable:
        """All days of a kind of table, or only these."""
        ...

    async def channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        """Who wrote how much in which channel on the days in [first, end), all of them together."""
        ...

    async def channel_talkers(self, guild: int, span: tuple[int, int], time_zone: str) -> ChannelPeople:
        """Who talked how long in which channel on the days in [first, end) of that zone, all together.

        Of finished sessions, as the activity sheet has them; of an earlier day as of one that was sealed.
        """
        ...

    async def member_channels(self, guild: int, days: Sequence[int], members: Sequence[int]) -> DayTable:
        """Where members wrote, as MEMBER_CHANNEL_DAY: for each place in `days` the member at that place.

        A row is found by its index: name the days on which the members are known to have written.
        """
        ...

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        """The member list, with memberships by day of that zone."""
        ...

    async def names(self, guild: int) -> MemberNames:
        """What everybody is called, and their Discord ids; of the erased neither."""
        ...

    async def command_words(self, guild: int) -> dict[int, str]:
        """What the numbers of commands and of types of errors stand for."""
        ...

    async def replies_of(self, guild: int, member_no: int, span: tuple[int, int]) -> DayTable:
        """The reply days of [first, end) in which this member answered or was answered."""
        ...
