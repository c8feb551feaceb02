"""Profiles of somebody, read by the rule itself from rows that tests write down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import numpy as np

from domain.community.coverage import CoverageSpan, Family
from domain.community.members import Member, initials
from domain.community.settings import GuildSettings
from domain.community.spans import Span
from domain.insights.attended import ACTIVITY
from domain.insights.overview import Person
from domain.insights.profile import MemberFacts, Profile, read_profile
from domain.insights.sheet import MEMBER_CHANNEL_DAY, REPLY_DAY
from domain.kernel.instants import day_number, midnight, zone
from domain.kernel.windows import AsOf, Window
from tests.builders.overview import GUILD, LAST_DAY, NAMES, a_window
from tests.builders.sheets import a_table, members

ZONE = "Europe/Rome"
ME = 3
LAST = day_number(LAST_DAY)
CHANNEL = 700_000_000_000_000_000
CHANNEL_NAMES = {CHANNEL: "general", CHANNEL + 1: "arena-planning", CHANNEL + 2: "Voice Arena"}
HEARD: tuple[Family, ...] = ("messages", "reactions_given", "reactions_received", "voice", "membership")

Rows = Sequence[Sequence[int]]


def listened(*families: Family, since: int = 200, until: int = 0) -> list[CoverageSpan]:
    """Coverage of these families (all but a few of them by default) from and to days before the last one."""
    start, end = (midnight(LAST_DAY - timedelta(days=back), zone(ZONE)) for back in (since, until - 1))
    return [
        CoverageSpan(family=family, start=start, end=end, source="gateway") for family in families or HEARD
    ]


def at(days_before: int, hour: int = 12) -> datetime:
    """An hour of a day so many days before the last one."""
    return midnight(LAST_DAY - timedelta(days=days_before), zone(ZONE)) + timedelta(hours=hour)


def member_facts(
    days: Rows = (), *, replies: Rows = (), places: Rows = (), who: int = ME, **changes: Any
) -> MemberFacts:
    """Of member 3 in the last 30 days; days are counted from the last one, 0, backwards: -1, -2 ..."""

    def dated(rows: Rows) -> list[tuple[int, ...]]:
        return [(LAST + row[0], *row[1:]) for row in rows]

    values: dict[str, Any] = {
        "guild": GUILD,
        "name": "Ludus Magnus",
        "settings": GuildSettings(time_zone=ZONE),
        "window": a_window(),
        "as_of": AsOf.end_of(LAST_DAY, ZONE),
        "resting": False,
        "last_activity": at(0),
        "spans": listened(),
        "channels": CHANNEL_NAMES,
        "member": Member(
            member_no=who, name=NAMES[who], bot=False, erased=False, discord_id="810000000000000003"
        ),
        "sheet": a_table(ACTIVITY, dated(days)),
        "members": members(10),
        "replies": a_table(REPLY_DAY, dated(replies)),
        "places": a_table(MEMBER_CHANNEL_DAY, dated(places)),
        "voice": [],
        "memberships": [],
    }
    return MemberFacts(**(values | changes))


def a_profile(*, names: Sequence[str] = NAMES, length: int = 30, **changes: Any) -> Profile:
    """Somebody lively: writes on most days in two channels, has friends, talks, joined half a year ago."""
    draw = np.random.default_rng(11)
    window: Window = changes.pop("window", None) or a_window(length)
    days, places, replies = [], [], []
    for back in range(2 * window.days):
        busy = int(draw.poisson(6 if back < window.days else 4)) * (back % 11 not in (3, 4, 5, 6))
        days.append((-back, ME, busy, int(draw.poisson(3)) * (busy > 0), busy // 2, 1800 * (back % 5 == 0)))
        places += [
            (-back, ME, CHANNEL, 6, busy - busy // 3),
            (-back, ME, CHANNEL + 1, back % 8, busy // 3),
        ]
        replies += [(-back, ME, who, busy // (who + 1)) for who in (0, 1, 2, 4)]
        replies += [(-back, who, ME, busy // (who + 2)) for who in (0, 1, 5, 6, 7)]
    days += [(-1, 0, 500, 20), (-2, 1, 400, 10)]
    spans = [
        Span(at(back, 20), at(back, 20) + timedelta(minutes=30), False, back % 10 == 0, CHANNEL + 2)
        for back in range(0, 2 * window.days, 5)
    ]
    name = names[ME] if len(names) > ME else names[0]
    found = read_profile(
        member_facts(
            [row for row in days if any(row[2:])],
            replies=[row for row in replies if row[3] and row[0] > -window.days],
            places=[row for row in places if row[4]],
            window=window,
            voice=spans[::-1],
            memberships=[Span(at(190), None, False, False, None)],
            member=Member(member_no=ME, name=name, bot=False, erased=False, discord_id="810000000000000003"),
            **changes,
        )
    )
    people = {
        number: Person(member_no=number, name=each, initials=initials(each))
        for number, each in enumerate(names)
        if number != ME
    }
    return attrs.evolve(found, people=people)
