"""What one reading looks at: some days of the facts, and of the people all or a group."""

from functools import cached_property

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import Coverage, Family, least
from domain.insights.activity import acted
from domain.insights.kpis.facts import KpiFacts
from domain.insights.segments import Standing, segments_of, standing
from domain.insights.sheet import DayTable
from domain.kernel.windows import Window

Mask = NDArray[np.bool_]


@attrs.frozen(kw_only=True, eq=False)
class Group:
    """Some of what is counted: the people of a segment, say, or the events of a type.

    `people` is a mask of members, None where the group is not one of people. Where `of_all` a share is of
    everybody, and not of the group: of all members so many wrote in this channel.
    """

    by: str
    key: str
    title: str
    people: Mask | None = None
    of_all: bool = False


EVERYONE = Group(by="", key="", title="Everyone")


@attrs.frozen(kw_only=True, eq=False)
class Slice:
    """The days of a window, as far as they had begun at the moment, and the group that is counted."""

    facts: KpiFacts
    window: Window
    group: Group = EVERYONE

    @cached_property
    def span(self) -> tuple[int, int]:
        """Half-open day numbers that are seen."""
        return self.facts.as_of.seen(self.window.span)

    @property
    def end(self) -> int:
        """The day number after the last one that is seen."""
        return self.span[1]

    @cached_property
    def rows(self) -> DayTable:
        """The activity of these days, of everybody."""
        return self.facts.activity.between(self.span)

    def previous(self) -> "Slice":
        """The same of the window before; it sees nothing later than this one does."""
        return attrs.evolve(self, window=self.window.previous())

    def within(self, who: Mask) -> Mask:
        """Those of them who are in the group."""
        return who if self.group.people is None else who & self.group.people

    def active(self, span: tuple[int, int] | None = None) -> Mask:
        """Who of the group did something that qualifies on these days (default: those of the slice)."""
        return self.within(active(self.facts, span or self.span))

    def members(self, end: int | None = None) -> Mask:
        """Who of the group was a member when that day began (default: at the end of the slice)."""
        return self.within(members(self.facts, self.end if end is None else end))

    def everybody(self, end: int | None = None) -> Mask:
        """Whom a share of members is of: those of the group, or all of them."""
        whole = members(self.facts, self.end if end is None else end)
        return whole if self.group.of_all else self.within(whole)

    def heard(self, *families: Family) -> Coverage:
        """How much of these days was heard of the families: the least of theirs."""
        start, end = self.window.instants(self.facts.settings.time_zone)
        until = min(end.timestamp(), self.facts.until)
        stop = end if until == end.timestamp() else end.fromtimestamp(until, tz=end.tzinfo)
        return least(self.facts.heard(family).coverage(start, stop) for family in families)


def active(facts: KpiFacts, span: tuple[int, int], kinds: tuple[str, ...] | None = None) -> Mask:
    """Who did something that qualifies on the days in [first, end); `kinds` instead of the setting."""
    wanted = facts.settings.qualifying if kinds is None else kinds

    def make() -> Mask:
        days = facts.activity.between(span)
        found = facts.nobody()
        found[days["member_no"][acted(days, wanted)]] = True
        return found & ~facts.census.bot

    return facts.once(("active", span, wanted), make)


def members(facts: KpiFacts, end: int) -> Mask:
    """Who was a member when day number `end` began."""
    return facts.once(("members", end), lambda: facts.census.here(end))


def standing_at(facts: KpiFacts, end: int) -> Standing:
    """What the segments are decided by, at the end of the day before."""
    return facts.once(
        ("standing", end),
        lambda: standing(facts.activity, facts.members, facts.settings, end - 1, size=facts.size),
    )


def segments_at(facts: KpiFacts, end: int) -> NDArray[np.int8]:
    """The place in SEGMENTS of each member number when day number `end` began."""
    return facts.once(("segments", end), lambda: segments_of(standing_at(facts, end), facts.settings))
