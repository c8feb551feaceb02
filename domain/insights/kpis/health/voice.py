"""Who talks together, and how long (insight document 5.1.2)."""

from typing import Final

import numpy as np

from domain.insights.kpis.health.shares import LIST_UNKNOWN, list_known, of_members
from domain.insights.kpis.known import Mask, active
from domain.insights.kpis.kpi import Amount, Definition, Kpi
from domain.insights.kpis.slice import Slice

HIDDEN: Final = "Voice is switched off in the settings of this community."
_WEEK: Final = 7 * 24 * 3600


def _rate(seen: Slice) -> Amount:
    if not seen.facts.settings.voice_shown:
        return Amount.nothing(HIDDEN)
    return of_members(seen, _talked(seen))


def _time(seen: Slice) -> Amount:
    return _minutes(seen, seen.everybody())


def _time_of_talkers(seen: Slice) -> Amount:
    return _minutes(seen, _talked(seen) & seen.members())


def _talked(seen: Slice) -> Mask:
    return seen.within(active(seen.facts, seen.span, ("voice",)))


def _minutes(seen: Slice, of: Mask) -> Amount:
    """Of everybody who is a member at the end, for each of `of` and each week that was heard."""
    if not seen.facts.settings.voice_shown:
        return Amount.nothing(HIDDEN)
    if not list_known(seen):
        return Amount.nothing(LIST_UNKNOWN)
    talkers = _talked(seen) & seen.members()
    who, seconds = seen.talk()
    return Amount(
        numerator=float(seconds[talkers[who]].sum(dtype=np.int64)) / 60,
        denominator=float(np.count_nonzero(of)) * _weeks_heard(seen),
        who=talkers,
    )


def _weeks_heard(seen: Slice) -> float:
    """Rates use covered time; where nobody claims to have heard any, the days of which voice was told."""
    share = seen.heard("voice").share
    if share > 0:
        start, end = (at.timestamp() for at in seen.window.instants(seen.facts.settings.time_zone))
        return share * (min(end, seen.facts.until) - start) / _WEEK
    return len(np.unique(seen.rows["day"][seen.rows["voice_seconds"] > 0])) / 7


VOICE: Final = (
    Kpi(
        key="voice_rate",
        title="Voice activity rate",
        question="What part of us talked in voice this week?",
        unit="share",
        better="up",
        audience="leadership",
        needs=("voice",),
        facts=("activity", "members"),
        reach=7,
        grains=("day", "week", "month"),
        by=("segment", "tier", "role", "channel"),
        talks=True,
        settings=("voice_shown",),
        source="Insight document 5.1.2",
        definition=Definition(
            version=1,
            sentence="Members who were in a voice channel in the last 7 days, as a share of all members at "
            "the end of them.",
            formula="{numerator:member|members} in voice of {denominator:member|members}",
            compute=_rate,
        ),
    ),
    Kpi(
        key="voice_time",
        title="Voice time per member and week",
        question="How long does a member talk in a usual week?",
        unit="minutes",
        better="up",
        audience="leadership",
        needs=("voice",),
        facts=("activity", "members"),
        by=("segment", "tier", "role", "channel"),
        talks=True,
        settings=("voice_shown",),
        source="Insight document 5.1.2",
        definition=Definition(
            version=1,
            sentence="Minutes that the members (those at the end of this time) were in voice, for each of "
            "all members and each week that was heard.",
            formula="{numerator:minute|minutes} / {denominator:member-week|member-weeks}",
            compute=_time,
        ),
    ),
    Kpi(
        key="voice_time_of_talkers",
        title="Voice time of those who talk",
        question="How long does somebody who uses voice talk in a usual week?",
        unit="minutes",
        better="up",
        audience="leadership",
        needs=("voice",),
        facts=("activity", "members"),
        by=("segment", "tier", "role", "channel"),
        talks=True,
        settings=("voice_shown",),
        source="Insight document 5.1.2",
        definition=Definition(
            version=1,
            sentence="Minutes that the members (those at the end of this time) were in voice, for each of "
            "them who was in voice at all, and each week that was heard.",
            formula="{numerator:minute|minutes} "
            "/ {denominator:member-week|member-weeks} of members who were in voice",
            compute=_time_of_talkers,
        ),
    ),
)
