"""Who takes part (DEFINITIONS: WAM; DAU / MAU as Discourse counts them)."""

from typing import Final

import attrs
import numpy as np

from domain.community.coverage import COMPARABLE
from domain.insights.kpis.health.daily import active_by_day, averaged, left_out, month_actives_by_day
from domain.insights.kpis.health.lifecycle import lifecycle_parts
from domain.insights.kpis.health.shares import of_members
from domain.insights.kpis.known import active, daily_shares
from domain.insights.kpis.kpi import Amount, Definition, Kpi
from domain.insights.kpis.slice import Slice

PRESENCE: Final = ("voice", "event", "command")
"""The narrower set of the insight document: somebody who was there, not who only wrote."""

MONTH: Final = 30
_PEOPLE: Final = ("segment", "tier", "role", "channel")


def _wam(seen: Slice) -> Amount:
    return of_members(seen, seen.active())


def _wam_presence(seen: Slice) -> Amount:
    return of_members(seen, seen.within(active(seen.facts, seen.span, PRESENCE)))


def _actives(seen: Slice) -> Amount:
    return Amount.people(seen.active())


def _actives_by_life(seen: Slice) -> Amount:
    return attrs.evolve(_actives(seen), parts=lifecycle_parts(seen))


def _dau(seen: Slice) -> Amount:
    """An average needs days: those that nobody heard and nothing was told of are none."""
    days = averaged(seen)
    if not days.any():
        return Amount.nothing("We were not listening on any of these days.")
    people = float(active_by_day(seen)[days].sum())
    return Amount(
        numerator=people,
        denominator=float(np.count_nonzero(days)),
        who=seen.active(),
        caveats=left_out(days, "nobody listened on them"),
    )


def _stickiness(seen: Slice) -> Amount:
    """The mean of the days' DAU / MAU, 0 of a day without anybody in its 30 days."""
    heard = daily_shares(seen.facts, seen.span, ("messages",), reach=MONTH)
    days = averaged(seen) & (heard >= COMPARABLE)
    if not days.any():
        return Amount.nothing(
            "It compares days with the 30 days up to them, of which less than half was heard."
        )
    today, month = active_by_day(seen), month_actives_by_day(seen)
    shares = np.divide(today, month, out=np.zeros(len(today)), where=month > 0)
    return Amount(
        numerator=float(shares[days].sum()),
        denominator=float(np.count_nonzero(days)),
        who=seen.active(),
        sums=False,
        caveats=left_out(days, "they, or the 30 days up to them, were not heard well enough"),
    )


ACTIVITY: Final = (
    Kpi(
        key="wam",
        title="Weekly active members",
        question="How many of us took part this week?",
        unit="share",
        better="up",
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        reach=7,
        headline="numerator",
        grains=("day", "week", "month"),
        by=_PEOPLE,
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.1.1",
        definition=Definition(
            version=1,
            sentence="Members who did at least one qualifying activity in the last 7 days, and their share "
            "of all members at the end of them.",
            formula="{numerator:active member|active members} of {denominator:member|members}",
            compute=_wam,
        ),
    ),
    Kpi(
        key="wam_presence",
        title="Weekly present members",
        question="How many of us were there this week: in voice, at an event, with a command?",
        unit="share",
        better="up",
        audience="leadership",
        needs=("voice",),
        facts=("activity", "members"),
        reach=7,
        headline="numerator",
        grains=("day", "week", "month"),
        by=_PEOPLE,
        settings=("tracked_commands",),
        source="Insight document 5.1.1, its own set of activities",
        definition=Definition(
            version=1,
            sentence="Members who joined voice, attended an event or ran a tracked command in the last "
            "7 days, and their share of all members at the end of them.",
            formula="{numerator:present member|present members} of {denominator:member|members}",
            compute=_wam_presence,
        ),
    ),
    Kpi(
        key="active_members",
        title="Active members",
        question="How many different people took part in this time?",
        unit="people",
        better="up",
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=_PEOPLE,
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.1.1",
        definition=Definition(
            version=1,
            sentence="Different people who did at least one qualifying activity in this time, whether or "
            "not they left since.",
            formula="{numerator:person|people}",
            compute=_actives_by_life,
        ),
    ),
    Kpi(
        key="dau",
        title="Daily active members",
        question="How many people take part on a usual day?",
        unit="people",
        better="up",
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=_PEOPLE,
        settings=("qualifying", "tracked_commands"),
        source="Discourse: DAU",
        definition=Definition(
            version=1,
            sentence="Different people who did at least one qualifying activity on a day, averaged over the "
            "days of this time; a day that nobody heard, and nothing was told of, is left out.",
            formula="{numerator:person|people} on all days together / {denominator:day|days}",
            compute=_dau,
        ),
    ),
    Kpi(
        key="mau",
        title="Monthly active members",
        question="How many different people take part in a month?",
        unit="people",
        better="up",
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        reach=MONTH,
        grains=("day", "week", "month"),
        by=_PEOPLE,
        settings=("qualifying", "tracked_commands"),
        source="Discourse: MAU",
        definition=Definition(
            version=1,
            sentence="Different people who did at least one qualifying activity in the last 30 days (of a "
            "whole calendar month: in that month), whether or not they left since.",
            formula="{numerator:person|people}",
            compute=_actives,
        ),
    ),
    Kpi(
        key="stickiness",
        title="Stickiness",
        question="Of those who take part in a month, how many are here on a usual day?",
        unit="share",
        better="up",
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=("segment", "tier", "role"),
        mean_of_shares=True,
        settings=("qualifying", "tracked_commands"),
        source="Discourse: DAU / MAU",
        definition=Definition(
            version=1,
            sentence="Of each day the people who were active on it as a share of those who were active in "
            "the 30 days that end with it (0 where there were none), averaged over the days; left out are "
            "days that nobody heard, and those whose 30 days were heard for less than half.",
            formula="{numerator} (the days' shares added up) / {denominator:day|days}",
            compute=_stickiness,
        ),
    ),
)
