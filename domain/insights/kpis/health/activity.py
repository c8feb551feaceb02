"""Who takes part (DEFINITIONS: WAM)."""

from typing import Final

from domain.insights.kpis.kpi import Amount, Definition, Kpi
from domain.insights.kpis.slice import Slice, active

PRESENCE: Final = ("voice", "event", "command")
"""The narrower set of the insight document: somebody who was there, not who only wrote."""


def _wam(seen: Slice) -> Amount:
    return Amount.people(seen.active() & seen.members(), seen.everybody())


def _wam_presence(seen: Slice) -> Amount:
    present = seen.within(active(seen.facts, seen.span, PRESENCE))
    return Amount.people(present & seen.members(), seen.everybody())


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
        by=("segment", "tier", "role", "channel"),
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.1.1",
        definition=Definition(
            version=1,
            sentence="Members who did at least one qualifying activity in the last 7 days, and their share "
            "of all members at the end of them.",
            formula="{numerator} active members of {denominator} members",
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
        by=("segment", "tier", "role", "channel"),
        settings=("tracked_commands",),
        source="Insight document 5.1.1, its own set of activities",
        definition=Definition(
            version=1,
            sentence="Members who joined voice, attended an event or ran a tracked command in the last "
            "7 days, and their share of all members at the end of them.",
            formula="{numerator} present members of {denominator} members",
            compute=_wam_presence,
        ),
    ),
)
