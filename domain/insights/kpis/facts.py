"""Everything that the catalogue reads of one guild, as of one moment: columns, and nothing counted twice."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, TypeVar, cast

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
from domain.kernel.windows import AsOf

Found = TypeVar("Found")

REMEMBERED: Final = 64 * 1024 * 1024
"""Bytes that are kept at most: of 100,000 members what was asked for of some fifty days."""

OF_EACH_MEMBER: Final = 320
"""Bytes that are kept in a larger guild: all KPIs of a window and the one before need so many."""


FEW: Final = 64
"""Columns come in few arrays; a longer list is one of small things, and weighing each takes long."""


class Remembered:
    """What was worked out once; where it takes over `most` bytes, what was not asked for longest goes."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._held: dict[Hashable, tuple[Any, int]] = {}
        self.nbytes = 0

    def __len__(self) -> int:
        return len(self._held)

    def once(self, key: Hashable, make: Callable[[], Found], members: int = 0) -> Found:
        """What was made under this key before, else made now; of a guild of so many members."""
        most = max(REMEMBERED, OF_EACH_MEMBER * members) if self._most is None else self._most
        found = self._held.pop(key, None)
        if found is None:
            made = make()
            found = made, _nbytes(made)
            self.nbytes += found[1]
        self._held[key] = found
        while self.nbytes > most and (oldest := self._oldest()) != key:
            self.nbytes -= self._held.pop(oldest)[1]
        return cast(Found, found[0])

    def _oldest(self) -> Hashable:
        """Of those that take room: what takes none frees none."""
        return next(key for key, (_, size) in self._held.items() if size)


def _nbytes(made: object) -> int:
    """What the columns of something take that are its own, and no part of others; what refers to other facts
    says it by itself, as `own_bytes`."""
    if isinstance(made, np.ndarray):
        return made.nbytes if made.base is None else 0
    if isinstance(made, tuple | list):
        return sum(_nbytes(one) for one in made) if len(made) <= FEW else 0
    if (own := getattr(made, "own_bytes", None)) is not None:
        return int(own)
    fields: tuple[attrs.Attribute[Any], ...] = getattr(type(made), "__attrs_attrs__", ())
    return sum(_nbytes(getattr(made, field.name)) for field in fields)


@attrs.frozen(kw_only=True, eq=False)
class KpiFacts:
    """The facts of a guild as of a moment; what a question does not need may be missing.

    `activity` is the activity sheet with events and tracked commands, its last day as it stood at the moment.
    `remembered` keeps what several KPIs ask for: these facts never change, so it is true for as long as they
    are held.
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

    @cached_property
    def size(self) -> int:
        """Masks of members have this length."""
        told = [self.activity["member_no"], self.members.member_no]
        told += [] if self.events is None else [self.events.came.member_no, self.events.said.member_no]
        return max(len(self.members.bot), *(int(found.max(initial=-1)) + 1 for found in told))

    @cached_property
    def census(self) -> Census:
        """Who was a member when."""
        return Census.of(self.activity, self.members, self.size)

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

    def anew(self, **changes: Any) -> "KpiFacts":
        """These facts with some of them changed, and nothing worked out yet."""
        return attrs.evolve(self, remembered=Remembered(), **changes)

    def nobody(self) -> NDArray[np.bool_]:
        """A mask without anybody."""
        return np.zeros(self.size, dtype=np.bool_)
