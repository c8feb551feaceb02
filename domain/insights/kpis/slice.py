"""What one reading looks at: some days of the facts, and of the people all or a group."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import COMPARABLE, Course, Coverage, Family, least
from domain.insights.channels import ChannelPeople
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.known import Mask, active, daily_shares, members, places_of
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_of_number
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True, eq=False)
class Group:
    """Some of what is counted: the people of a segment, say, or the events of a type.

    `people` is a mask of members, `events` one of the events; None where the group is not one of them.
    Where `of_all` a share is of everybody, and not of the group: of all members so many were in a channel.
    """

    by: str
    key: str
    title: str
    people: Mask | None = None
    events: Mask | None = None
    of_all: bool = False
    command: int | None = None
    """The number of the only command whose runs are counted."""

    channel: int | None = None
    """The only channel in which talk is counted."""


EVERYONE = Group(by="", key="", title="Everyone")


@attrs.frozen(kw_only=True, eq=False)
class Slice:
    """The days of a window, as far as they had begun at the moment, and the group that is counted."""

    facts: KpiFacts
    window: Window
    group: Group = EVERYONE
    from_start: bool = False
    """Groups of people are as they were at the start: of who leaves, say, by what they were before."""

    talks: bool = False
    """Channels are those that were talked in."""

    @cached_property
    def span(self) -> tuple[int, int]:
        """Half-open day numbers that are seen."""
        return self.facts.as_of.seen(self.window.span)

    @property
    def end(self) -> int:
        """The day number after the last one that is seen."""
        return self.span[1]

    @property
    def grouped(self) -> int:
        """The day number at whose beginning people are put into groups."""
        return self.span[0] if self.from_start else self.end

    @cached_property
    def closes(self) -> float:
        """Up to when these days can be known, in seconds since 1970: their end, or the moment in them."""
        _, end = self.window.instants(self.facts.settings.time_zone)
        return min(end, self.facts.as_of.instant).timestamp()

    @cached_property
    def rows(self) -> DayTable:
        """The activity of these days, of everybody."""
        return self.facts.activity.between(self.span)

    @cached_property
    def places(self) -> ChannelPeople | None:
        """Who was where on these days; None where that was not asked for."""
        found = self.facts.channels.get(self.span)
        return found.talked() if found is not None and self.talks else found

    def unknown(self, by: str) -> str | None:
        """Why groups of that kind cannot be told on these days; None where they can."""
        since = self.facts.detailed_since
        if by != "channel" or self.talks or since is None or since <= self.span[0]:
            return None
        return f"Who wrote in which channel is known from {_from(since)}"

    def partly(self, families: Sequence[Family], settings: Sequence[str]) -> tuple[str, ...]:
        """What of these days is known of their last part only, for a number that needs these families and
        depends on these settings: also where commands are but one of the ways to be active."""
        since = self.facts.commands_since
        if since is None or since <= self.span[0]:
            return ()
        known = f"Who ran which command is known from {_from(since)}"
        if "commands" in families:
            return (known,) if since < self.end else ()
        one_of_them = "qualifying" not in settings or "command" in self.facts.settings.qualifying
        if "tracked_commands" not in settings or not one_of_them:
            return ()
        return (f"{known} Whoever did nothing else before that is missing.",)

    def talk(self) -> tuple[NDArray[np.int32], NDArray[Any]]:
        """Who talked, and how many seconds: in the channel of the group where it is one."""
        if self.group.channel is not None and self.places is not None:
            return self.places.of_channel(self.group.channel)
        some, sheet = places_of(self.facts, "voice_seconds", self.span), self.facts.activity
        return sheet["member_no"][some], sheet["voice_seconds"][some]

    def previous(self) -> "Slice":
        """The same of the period before; it sees nothing later than this one does."""
        return attrs.evolve(self, window=self.window.preceding())

    def back(self, days: int) -> "Slice":
        """The same of so many days that end with these."""
        last = self.window.last
        return attrs.evolve(self, window=Window(first=last - timedelta(days=days - 1), last=last))

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
        return self.facts.once(
            ("heard of", self.window.span, families), lambda: self._least(map(self.facts.heard, families))
        )

    def listened(self, family: Family) -> Coverage:
        """How much of these days was listened to, whatever became of what was heard."""
        return self._least([self.facts.listened(family)])

    def _least(self, courses: Iterable[Course]) -> Coverage:
        start, end = self.window.instants(self.facts.settings.time_zone)
        until = min(end.timestamp(), self.facts.until)
        stop = end if until == end.timestamp() else end.fromtimestamp(until, tz=end.tzinfo)
        return least(one.coverage(start, stop) for one in courses)

    def heard_days(self, *families: Family) -> NDArray[np.float64]:
        """The share of each of these days that was heard of the families, shape (days,), 0 to 1."""
        return daily_shares(self.facts, self.span, families)

    def incomparable(self, *families: Family) -> str | None:
        """Why who is active now cannot be held against who was before; None where both times were heard."""
        for share, words in (
            (self.heard(*families).share, "this time"),
            (self.previous().heard(*families).share, "the time before it"),
        ):
            if share < COMPARABLE:
                return (
                    f"Only {share:.0%} of {words} was heard: silence then is no sign that somebody is gone."
                )
        return None


def _from(since: int) -> str:
    day = day_of_number(since)
    return (
        f"{day.day} {day:%b %Y} on: the records of the days before were deleted before this program "
        "counted that."
    )
