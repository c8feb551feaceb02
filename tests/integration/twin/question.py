"""A question as the slow side sees it: some days of a past, and who or what is counted."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cached_property

import attrs

from domain.community.log.commands import codes_of
from tests.integration.twin import hearing
from tests.integration.twin.past import Past, Stay

COMPARABLE = 0.5
TIERS = ("staff", "host", "captain", "volunteer", "member")
ANY = ("message", "reaction", "voice", "event", "command")
FOLDS = {"document 001": {"regular": "new", "lurker": "inactive"}}

Answer = tuple[float, float | None] | None
"""Numerator and denominator; None where there is no number."""


@attrs.frozen(kw_only=True)
class Only:
    """A filter as it was written, such as `segment:core`."""

    by: str
    key: str


@attrs.frozen(kw_only=True, slots=False)
class Question:
    """The days from `first` to `last`, both ordinals and both in it, as far as they had begun."""

    past: Past
    first: int
    last: int
    only: Only | None = None
    from_start: bool = False
    talks: bool = False
    """It is of voice: its channels are those that were talked in."""

    like: "Question | None" = None
    """The question whose people these are: they were put together for its days."""

    @property
    def end(self) -> int:
        """The day after the last one that is seen."""
        return max(self.first, min(self.last, self.past.last) + 1)

    def of(self, first: int, last: int) -> "Question":
        """The same people on other days."""
        return attrs.evolve(self, first=first, last=last, like=self)

    @property
    def grouping(self) -> int:
        """The day at whose beginning people are put into groups."""
        return self.first if self.from_start else self.end

    def before(self) -> "Question":
        """The period before: the calendar month before a whole month, else as many days."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if whole and (first.year, first.month) == (last.year, last.month):
            ends = self.first - 1
            return self.of(date.fromordinal(ends).replace(day=1).toordinal(), ends)
        days = self.last - self.first + 1
        return self.of(self.first - days, self.first - 1)

    def heard(self, *families: str) -> float:
        """The least share of these days that was heard of the families."""
        start, end = self.past.midnight(self.first), self.past.midnight(self.last + 1)
        until = min(end, hearing.known_until(self.past.spans, self.past.moment))
        return min(hearing.share(self.past.spans, family, start, until) for family in families)

    @property
    def list_known(self) -> bool:
        return self.heard("membership") > 0

    @property
    def comparable(self) -> bool:
        """Both this time and the one before were heard for at least half."""
        return self.heard("messages") >= COMPARABLE and self.before().heard("messages") >= COMPARABLE

    @cached_property
    def group(self) -> set[int] | None:
        """Who is counted; None where it is everybody."""
        if self.like is not None:
            return self.like.group
        return None if self.only is None else _group(self, self.only)

    def within(self, who: set[int]) -> set[int]:
        return who if self.group is None else who & self.group

    def active(self, kinds: tuple[str, ...] | None = None) -> set[int]:
        """Who of the group did something of these kinds, or that qualifies."""
        return self.within(active(self.past, self.first, self.end, kinds))

    def members(self, day: int | None = None) -> set[int]:
        """Who of the group was a member when that day began; default: at the end."""
        return self.within(here(self.past, self.end if day is None else day))

    def everybody(self) -> set[int]:
        """Whom a share is of: of who was in a channel it is of all members."""
        whole = here(self.past, self.end)
        return whole if self.only is not None and self.only.by == "channel" else self.within(whole)

    def days(self) -> Iterator[int]:
        yield from range(self.first, self.end)


def tracked(past: Past, command: str) -> bool:
    """Whether runs of it count; while none is named, every command does."""
    return not past.settings.tracked_commands or codes_of([command]) <= codes_of(
        past.settings.tracked_commands
    )


def did(past: Past, who: int, day: int, kinds: tuple[str, ...]) -> bool:
    """Whether somebody did something of these kinds on a day."""
    done = past.acts.get((who, day))
    if not done:
        return False
    plain = any(done[kind] for kind in kinds if kind != "command")
    ran = any(count and tracked(past, name[1:]) for name, count in done.items() if name.startswith("/"))
    return plain or ("command" in kinds and ran)


def active(past: Past, first: int, end: int, kinds: tuple[str, ...] | None = None) -> set[int]:
    """People, also those who left since and those who were erased, but no bots."""
    wanted = past.settings.qualifying if kinds is None else kinds
    return {
        who
        for who, day in past.acts
        if first <= day < end and who not in past.bots and did(past, who, day, tuple(wanted))
    }


def last_membership(past: Past, who: int, end: int) -> Stay | None:
    """The last one that had begun; of which nobody saw the beginning, since it ended."""
    begun = [
        stay
        for stay in past.memberships.get(who, [])
        if (stay.first is not None and stay.first < end)
        or (stay.first is None and stay.last is not None and stay.last < end)
    ]
    return begun[-1] if begun else None


def people(past: Past, end: int) -> set[int]:
    """Who had been met: humans who were not erased."""
    every = set(past.numbers) - past.bots - past.erased
    return {who for who in every if past.met.get(who, -1) < end}


def here(past: Past, end: int) -> set[int]:
    """Who was a member when that day began."""
    return {who for who in people(past, end) if not has_left(past, who, end)}


def has_left(past: Past, who: int, end: int) -> bool:
    stay = last_membership(past, who, end)
    return stay is not None and stay.last is not None and stay.last < end


def first_seen(past: Past, who: int) -> int | None:
    """The first day on which somebody did anything."""
    return min((day for one, day in past.acts if one == who and did(past, who, day, ANY)), default=None)


def joined(past: Past, who: int, end: int) -> int | None:
    """When somebody joined last; else when they were first seen."""
    stay = last_membership(past, who, end)
    if stay is not None and stay.first is not None:
        return stay.first
    seen = first_seen(past, who)
    return seen if seen is not None and seen < end else None


def segment(past: Past, who: int, end: int) -> str | None:
    """The first rule that fits decides, at the end of the day before."""
    if who not in people(past, end):
        return None
    by, today = past.settings, end - 1
    on = sorted(
        day for one, day in past.acts if one == who and day < end and did(past, who, day, by.qualifying)
    )
    came = joined(past, who, end)
    recent = range(end - by.core_window_days, end)
    events = sum(past.acts[who, day]["event"] for day in recent if (who, day) in past.acts)

    def came_within(days: int) -> bool:
        return came is not None and today - came <= days

    if has_left(past, who, end):
        found = "left"
    elif came_within(by.fresh_days):
        found = "fresh"
    elif on and today - on[-1] >= by.inactive_days:
        found = "inactive"
    elif not on:
        found = "lurker"
    elif sum(day in recent for day in on) >= by.core_active_days or events >= by.core_events:
        found = "core"
    elif came_within(by.new_days):
        found = "new"
    else:
        found = "regular"
    return FOLDS.get(by.segment_preset, {}).get(found, found)


def roles(past: Past, end: int) -> dict[int, set[int]]:
    """Role -> who held it when that day began."""
    found: dict[int, set[int]] = {}
    for stay in past.held:
        if stay.first is not None and stay.first < end and (stay.last is None or stay.last >= end):
            found.setdefault(stay.what, set()).add(stay.who)
    return found


def tier(past: Past, who: int, end: int) -> str | None:
    """The highest that any role of theirs means."""
    if who in past.bots:
        return None
    held = roles(past, end)
    meant = [name for role, name in past.settings.tiers.items() if who in held.get(int(role), ())]
    return min(meant, key=TIERS.index, default="member")


def _group(asked: Question, only: Only) -> set[int] | None:
    past, at = asked.past, asked.grouping
    if only.by == "segment":
        return {who for who in past.numbers if segment(past, who, at) == only.key}
    if only.by == "tier":
        return {who for who in past.numbers if tier(past, who, at) == only.key}
    if only.by == "role":
        return roles(past, at).get(int(only.key), set())
    if only.by == "channel":
        return been_in(asked, int(only.key))
    return None


def been_in(asked: Question, channel: int) -> set[int]:
    """Who wrote or talked in a channel on these days; of a number of voice only who talked."""
    wrote = set() if asked.talks else wrote_in(asked).get(channel, set())
    return wrote | (
        {who for who, _ in talked_in(asked, channel)} if asked.past.settings.voice_shown else set()
    )


def talked_in(asked: Question, channel: int | None = None) -> dict[tuple[int, int], int]:
    """(who, day) -> seconds on these days, in that channel or any."""
    found: dict[tuple[int, int], int] = {}
    for session in asked.past.sessions:
        if channel is None or session.channel == channel:
            for day, seconds in asked.past.talked(session):
                if asked.first <= day < asked.end and seconds:
                    found[session.who, day] = found.get((session.who, day), 0) + seconds
    return found


def wrote_in(asked: Question) -> dict[int, set[int]]:
    """Channel -> who wrote in it on these days."""
    past = asked.past
    found: dict[int, set[int]] = {}
    for entry in past.log:
        day = past.day(entry.occurred_at)
        if (
            entry.kind == "message"
            and not entry.bot
            and entry.message_type in (0, 19, None)
            and entry.member_no is not None
            and asked.first <= day < asked.end
            and past.seen(entry.occurred_at)
            and (home := entry.parent or entry.channel) is not None
        ):
            found.setdefault(home, set()).add(entry.member_no)
    return found
