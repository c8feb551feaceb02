"""Reads a profile from a guild's facts: pure, and fast enough for every page view."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import COMPARABLE, Family
from domain.community.settings import GuildSettings
from domain.community.tiers import TIERS, Tier
from domain.insights.activity import acted, sum_by_day
from domain.insights.data_quality import HeardDays
from domain.insights.directory.alone import alone
from domain.insights.directory.tiers import standings
from domain.insights.overview import relative_change
from domain.insights.profile.bonds import talk
from domain.insights.profile.course import Course, course
from domain.insights.profile.facts import MemberFacts
from domain.insights.profile.moments import moments
from domain.insights.profile.parts import (
    Amount,
    AmountKey,
    Days,
    Moment,
    Place,
    ProfileDay,
    Sessions,
    Stay,
)
from domain.insights.profile.places import places, rhythm
from domain.insights.profile.profile import Doings, Profile
from domain.insights.profile.standing import Points, Standing, standing
from domain.insights.profile.stays import as_days, sessions, stays
from domain.insights.segments import Segment, segment_of
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_number, day_of_number
from domain.kernel.windows import Window

_TOLD_BY: Mapping[AmountKey, tuple[str, Family]] = {
    "messages": ("messages", "messages"),
    "reactions": ("reactions", "reactions_given"),
    "voice": ("voice_seconds", "voice"),
    "events": ("events", "voice"),
    "received": ("received", "reactions_received"),
}


def read_profile(facts: MemberFacts) -> Profile:
    """The profile of the window, from one reading of the facts; of the erased nothing but that they are."""
    erased, heard = facts.member.erased, facts.heard_days()
    own = facts.own()
    seen = own["day"][acted(own)]
    stood = () if erased else stays(facts.memberships, facts.as_of.instant)
    joined, inferred = _joined(stood, seen, facts.settings.time_zone)
    return Profile(
        guild=facts.guild,
        guild_name=facts.name,
        window=facts.window,
        time_zone=facts.settings.time_zone,
        last_activity=facts.last_activity,
        opened_at_last_day=facts.resting,
        today=facts.as_of.last_day,
        heard=heard,
        member=facts.member,
        joined=None if erased else joined,
        joined_inferred=inferred,
        tier=_tier(facts),
        segment=_segment(facts, own),
        last_seen=day_of_number(int(seen[-1])) if len(seen) and not erased else None,
        left_on=as_days(stood[-1:], facts.settings.time_zone)[0][1] if stood else None,
        stays=stood,
        doings=None if erased else _doings(facts, own, stood, heard),
        people={},
    )


def _segment(facts: MemberFacts, own: DayTable) -> Segment | None:
    if facts.member.bot or facts.member.erased:
        return None
    return segment_of(facts.member.member_no, own, facts.members, facts.settings, facts.until - 1)


def _doings(facts: MemberFacts, own: DayTable, stood: tuple[Stay, ...], heard: HeardDays) -> Doings:
    settings, span = facts.settings, facts.as_of.seen(facts.window.span)
    now = own.between(span)
    amounts = _amounts(facts, now, own)
    place = _standing(facts, amounts, span)
    first = int(own["day"][0]) if len(own) else span[1]
    new = span[0] <= first and not facts.window.everything
    where, unshown = facts.places.between(span), _unshown(facts)
    found = _places(facts, where, amounts["messages"])
    return Doings(
        standing=place,
        course=_course(facts, place, active=bool(acted(now, settings.qualifying).any()), new=new),
        amounts=tuple(one for key, one in amounts.items() if key not in unshown),
        days=_timeline(facts, now, heard),
        moments=() if facts.member.bot else _moments(facts, own, stood, heard, span),
        rhythm=rhythm(where),
        places=found,
        elsewhere=max(0, (amounts["messages"].total or 0) - sum(one.messages for one in found)),
        talk=talk(facts.replies.between(span), facts.member.member_no),
        sessions=_sessions(facts) if settings.voice_shown else None,
    )


def _unshown(facts: MemberFacts) -> set[AmountKey]:
    """Voice where the guild hides it; events where nobody ever attended any."""
    unshown: set[AmountKey] = set() if facts.settings.voice_shown else {"voice"}
    attended = facts.remembered.once("attended", lambda: bool(facts.sheet["events"].any()))
    return unshown if attended else unshown | {"events"}


def _course(facts: MemberFacts, place: Standing, *, active: bool, new: bool) -> Course:
    """From scores for equal times of listening: nobody goes quiet because we did, or the day is not over."""
    heard = facts.heard_part(facts.window)
    if heard < COMPARABLE and not (active and new):
        return "unknown"
    now = None if place.score is None else place.score / max(heard, COMPARABLE)
    before = place.previous
    if before is not None:
        before /= facts.heard_part(facts.window.previous())
    return course(now, before, active=active, new=new)


def _standing(facts: MemberFacts, amounts: Mapping[AmountKey, Amount], span: tuple[int, int]) -> Standing:
    rows, hidden = facts.sheet.between(span), facts.members.erased
    return standing(
        facts.remembered.once(("points", span), lambda: Points.of(rows, facts.settings, hidden)),
        facts.member.member_no,
        facts.settings,
        messages=amounts["messages"],
        reactions=amounts["reactions"],
        reactions_heard=not facts.heard("reactions_given", facts.window).none,
    )


def _places(facts: MemberFacts, where: DayTable, messages: Amount) -> tuple[Place, ...]:
    # Of somebody who wrote nothing before, every channel would be said to be new.
    before = facts.places.between(facts.window.previous().span) if messages.previous else None
    return places(where, before, facts.channels, messages.total or 0)


def _sessions(facts: MemberFacts) -> Sessions:
    between = facts.instants(facts.window)
    return sessions(facts.voice, facts.channels, between, facts.as_of.instant, most=facts.most_sessions)


def _moments(
    facts: MemberFacts, own: DayTable, stood: tuple[Stay, ...], heard: HeardDays, span: tuple[int, int]
) -> tuple[Moment, ...]:
    now = own.between(span)
    wrote = own["day"][own["messages"] > 0]
    first = int(own["day"][0]) if len(own) else span[1]
    shares = heard.shares[: span[1] - span[0]]
    listened = np.array([(share or 0) >= COMPARABLE for share in shares], dtype=np.bool_)
    return moments(
        span=span,
        first_message=int(wrote[0]) if len(wrote) else None,
        points=_points(now, facts.settings, span),
        active=np.isin(np.arange(*span), now["day"][acted(now, facts.settings.qualifying)]),
        listened=listened & _here(facts, span, first, stood),
        stayed=as_days(stood, facts.settings.time_zone),
    )


def _amounts(facts: MemberFacts, now: DayTable, own: DayTable) -> dict[AmountKey, Amount]:
    before = None if facts.window.everything else facts.window.previous()
    return {key: _amount(facts, key, now, own, before) for key in _TOLD_BY}


def _amount(
    facts: MemberFacts, key: AmountKey, now: DayTable, own: DayTable, before: Window | None
) -> Amount:
    """A sum with its days; not known where nobody listened and nothing was told all the same."""
    column, family = _TOLD_BY[key]
    days = _days(now, column)
    total = sum(count for _, count in days)
    unheard = facts.heard(family, facts.window).none and not total
    comparable = before is not None and facts.heard(family, before).share >= COMPARABLE
    previous = int(own.between(before.span)[column].sum(dtype=np.int64)) if before and comparable else None
    return Amount(
        key=key,
        total=None if unheard else total,
        previous=previous,
        change=None if unheard else relative_change(total, previous),
        days=days,
    )


def _days(rows: DayTable, column: str) -> Days:
    some = rows[column] != 0
    pairs = zip(rows["day"][some].tolist(), rows[column][some].tolist(), strict=True)
    return tuple((day_of_number(day), count) for day, count in pairs)


def _timeline(facts: MemberFacts, now: DayTable, heard: HeardDays) -> tuple[ProfileDay, ...]:
    first, count = facts.window.span[0], facts.window.days
    sums = [sum_by_day(now, name, first, count).tolist() for name in ("messages", "reactions")]
    voice = sum_by_day(now, "voice_seconds", first, count) * facts.settings.voice_shown
    return tuple(
        ProfileDay(
            day=day_of_number(first + at),
            messages=wrote,
            reactions=gave,
            voice_seconds=talked,
            covered=1.0 if share is None else share,
        )
        for at, (wrote, gave, talked, share) in enumerate(
            zip(*sums, voice.tolist(), heard.shares, strict=True)
        )
    )


def _points(now: DayTable, settings: GuildSettings, span: tuple[int, int]) -> NDArray[np.float64]:
    first, count = span[0], span[1] - span[0]
    return (
        sum_by_day(now, "messages", first, count) * settings.message_weight
        + sum_by_day(now, "reactions", first, count) * settings.reaction_weight
    )


def _tier(facts: MemberFacts) -> Tier | None:
    """The tier by the roles that are held, as the directory has it; None where no role means one."""
    member = facts.member
    if member.bot or member.erased or not facts.settings.tiers:
        return None
    mine = alone(facts.members, member.member_no)
    return TIERS[int(standings(mine.roles, facts.settings.tiers, facts.until, 1)[0])]


def _joined(stood: Sequence[Stay], seen: NDArray[np.int32], zone_name: str) -> tuple[date | None, bool]:
    """The day of the last join that was told, and whether it is a guess; else the first day with activity."""
    joined = as_days(stood[-1:], zone_name)[0][0] if stood else None
    if joined is not None:
        return joined, stood[-1].joined_inferred
    return (day_of_number(int(seen[0])), True) if len(seen) else (None, False)


def _here(facts: MemberFacts, span: tuple[int, int], first: int, stood: Sequence[Stay]) -> NDArray[np.bool_]:
    """Days of the span on which they were a member from midnight to midnight, as far as is known.

    A last day that is not over is none of them: nobody is silent on it yet.
    """
    days = np.arange(*span)
    here = days >= first
    for joined, left in as_days(stood, facts.settings.time_zone):
        if joined is not None:
            here |= days > day_number(joined)
        if left is not None:
            here &= days < day_number(left)
    if facts.window.open:
        here &= days < facts.window.span[1] - 1
    return here
