"""Directories of any size, found by the rule itself."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np

from domain.community.settings import GuildSettings
from domain.community.tiers import TierMap, in_use
from domain.insights.directory import GROUPS, Directory, MemberNames, Question, Roll, found, roll_call
from domain.insights.directory.finding import lines
from domain.kernel.instants import day_number
from tests.builders.overview import GUILD, LAST_DAY, NAMES, a_window
from tests.builders.overview_kinds import HOSTILE
from tests.builders.sheets import member_days, members

TIER_MAP: TierMap = {"701": "staff", "702": "host", "703": "volunteer"}


@cache
def _everybody(count: int, *, hostile: bool) -> tuple[Roll, MemberNames]:
    draw, last = np.random.default_rng(5), day_number(LAST_DAY)
    rows = [
        (last - who % 70, who, int(draw.poisson(9000 / (who + 9))), int(draw.poisson(3)), 0, who % 9 * 700)
        for who in range(0, count, 2)
    ]
    joins = [(who, last - 400 + who % 390, last - 5 if who % 17 == 3 else None) for who in range(0, count, 3)]
    roles = [(who, 701 + who % 3, last - 90, None) for who in range(1, count, 13)]
    known = members(count, bots=range(7, min(count, 40), 16), memberships=joins, roles=roles)
    base = HOSTILE if hostile else NAMES
    names = {
        who: base[who] if who < len(base) else f"{base[who % len(base)]} {who}"
        for who in range(count)
        if who % 41 != 40
    }
    ids = {who: str(810_000_000_000_000_000 + who) for who in names}
    roll = roll_call(member_days(*rows), known, GuildSettings(tiers=TIER_MAP), a_window().span, last + 1)
    return roll, MemberNames.of(names, ids)


def a_directory(
    question: Question | None = None, *, count: int = 130, hostile: bool = False, **changes: Any
) -> Directory:
    """Everybody with an even number was active, one in three has a known join, one in fifty has left.

    One in thirteen is of a tier above member.
    """
    asked = question or Question()
    roll, names = _everybody(count, hostile=hostile)
    page = found(roll, names, asked)
    values: dict[str, Any] = {
        "guild": GUILD,
        "guild_name": "Ludus Magnus",
        "window": a_window(),
        "time_zone": "Europe/Rome",
        "last_activity": datetime(2026, 3, 14, 17, 42, tzinfo=UTC) if count else None,
        "opened_at_last_day": False,
        "covered": 1.0,
        "voice_shown": True,
        "tiers": in_use(TIER_MAP),
        "unknown": frozenset(),
        "question": asked,
        "counts": page.counts or dict.fromkeys(GROUPS, 0),
        "tier_counts": page.tier_counts,
        "page": page.page,
        "pages": page.pages,
        "lines": lines(roll, names, page.order),
    }
    return Directory(**(values | changes))
