"""Who uses the bot, and how often."""

from typing import Final

import numpy as np

from domain.insights.kpis.health.daily import left_out
from domain.insights.kpis.kpi import Amount, By, Definition, Kpi
from domain.insights.kpis.platform.ran import PROFILE, runs_by_member, users
from domain.insights.kpis.slice import Slice

_PEOPLE: Final[tuple[By, ...]] = ("segment", "tier", "role")
REPEATED: Final = 2
"""Who runs something so often came back to it."""


def _users(seen: Slice) -> Amount:
    return Amount.people(users(seen))


def _adoption(seen: Slice) -> Amount:
    return Amount.people(seen.active() & users(seen), seen.active())


def _repeat(seen: Slice) -> Amount:
    often = runs_by_member(seen)
    return Amount.people(often >= REPEATED, often > 0)


def _runs(seen: Slice) -> Amount:
    often = runs_by_member(seen)
    return Amount(numerator=float(often.sum()), who=often > 0)


def _runs_per_day(seen: Slice) -> Amount:
    """Days that were not heard, and of which nothing was told, are no days without runs."""
    often = runs_by_member(seen)
    rows = seen.facts.usage.commands.between(seen.span)
    told = np.bincount(rows["day"] - seen.span[0], minlength=seen.span[1] - seen.span[0]) > 0
    days = (seen.heard_days("commands") > 0) | told
    if not days.any():
        return Amount.nothing("We were not listening on any of these days.")
    return Amount(
        numerator=float(often.sum()),
        denominator=float(np.count_nonzero(days)),
        who=often > 0,
        caveats=left_out(days, "nobody listened then"),
    )


def _profile_adoption(seen: Slice) -> Amount:
    return Amount.people(seen.active() & users(seen, PROFILE), seen.active())


def _profile_runs(seen: Slice) -> Amount:
    often = runs_by_member(seen, PROFILE)
    return Amount(numerator=float(often.sum()), who=often > 0)


def _profile_repeat(seen: Slice) -> Amount:
    often = runs_by_member(seen, PROFILE)
    return Amount.people(often >= REPEATED, often > 0)


USAGE: Final = (
    Kpi(
        key="profile_adoption",
        title="Profile command adoption",
        question="How many of those who take part look at profiles?",
        unit="share",
        better="up",
        audience="engineering",
        needs=("commands", "messages"),
        facts=("activity", "members", "runs"),
        by=_PEOPLE,
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.3.1",
        definition=Definition(
            version=1,
            sentence="Of the people who did at least one qualifying activity in this time, those who ran "
            "/show_profile, /show_my_profile or /profile in it.",
            formula="{numerator:person|people} who ran a profile command "
            "of {denominator:active person|active people}",
            compute=_profile_adoption,
        ),
    ),
    Kpi(
        key="profile_runs",
        title="Profile commands run",
        question="How often are profiles looked at?",
        unit="count",
        better="up",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        grains=("day", "week", "month"),
        by=_PEOPLE,
        source="Insight document 5.3.1",
        definition=Definition(
            version=1,
            sentence="How often people ran /show_profile, /show_my_profile or /profile, whatever came of it.",
            formula="{numerator:run|runs}",
            compute=_profile_runs,
        ),
    ),
    Kpi(
        key="profile_repeat",
        title="Came back to a profile",
        question="Of those who look at profiles, how many do it again?",
        unit="share",
        better="up",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        by=_PEOPLE,
        source="Insight document 5.3.1: unique and repeat users",
        definition=Definition(
            version=1,
            sentence="Of the people who ran /show_profile, /show_my_profile or /profile in this time, those "
            "who did so at least twice in it.",
            formula="{numerator:person|people} with two runs or more "
            "of {denominator:person|people} with a run",
            compute=_profile_repeat,
        ),
    ),
    Kpi(
        key="command_adoption",
        title="Use commands",
        question="How many of those who take part use the bot?",
        unit="share",
        better="up",
        audience="engineering",
        needs=("commands", "messages"),
        facts=("activity", "members", "runs"),
        by=(*_PEOPLE, "command"),
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.3.2",
        definition=Definition(
            version=1,
            sentence="Of the people who did at least one qualifying activity in this time, those who ran a "
            "tracked command in it.",
            formula="{numerator:person|people} who ran a command "
            "of {denominator:active person|active people}",
            compute=_adoption,
        ),
    ),
    Kpi(
        key="command_users",
        title="People who ran a command",
        question="How many different people use the bot?",
        unit="people",
        better="up",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        grains=("day", "week", "month"),
        by=(*_PEOPLE, "command"),
        settings=("tracked_commands",),
        source="Insight document 5.3.2",
        definition=Definition(
            version=1,
            sentence="Different people who ran a tracked command in this time, also those who left since.",
            formula="{numerator:person|people}",
            compute=_users,
        ),
    ),
    Kpi(
        key="command_runs",
        title="Commands run",
        question="How often is the bot asked?",
        unit="count",
        better="up",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        grains=("day", "week", "month"),
        by=(*_PEOPLE, "command"),
        settings=("tracked_commands",),
        source="Insight document 5.3.2",
        definition=Definition(
            version=1,
            sentence="How often people ran tracked commands, whatever came of it.",
            formula="{numerator:run|runs}",
            compute=_runs,
        ),
    ),
    Kpi(
        key="command_runs_per_day",
        title="Commands run a day",
        question="How often is the bot asked on a usual day?",
        unit="count",
        better="up",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        by=(*_PEOPLE, "command"),
        settings=("tracked_commands",),
        source="Insight document 5.3.1: invocations per day and week",
        definition=Definition(
            version=1,
            sentence="How often people ran tracked commands, averaged over the days of this time; a day on "
            "which nobody listened, and of which no run was told, is left out.",
            formula="{numerator:run|runs} / {denominator:day|days}",
            compute=_runs_per_day,
        ),
    ),
    Kpi(
        key="command_repeat",
        title="Came back to a command",
        question="Of those who use the bot, how many do it again?",
        unit="share",
        better="up",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        by=(*_PEOPLE, "command"),
        settings=("tracked_commands",),
        source="Insight document 5.3.1: unique and repeat users",
        definition=Definition(
            version=1,
            sentence="Of the people who ran a tracked command in this time, those who ran tracked commands "
            "at least twice in it.",
            formula="{numerator:person|people} with two runs or more "
            "of {denominator:person|people} with a run",
            compute=_repeat,
        ),
    ),
)
