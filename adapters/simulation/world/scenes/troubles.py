"""Troubles: a raid of strangers, and an outage in which nobody listens."""

from collections.abc import Iterator
from typing import Final

import attrs

from adapters.simulation.world.chance import Chance, Concern
from adapters.simulation.world.happening import DAY, Happening, message_id
from adapters.simulation.world.plan import Plan
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, MESSAGE

_MINUTE: Final = 60_000
_RESERVED: Final = 2**21
"""Message ids of a raid are apart from those of members."""


@attrs.frozen(kw_only=True)
class Outage:
    """Nothing that happens in [start, end) is ever heard."""

    start: int
    end: int


@attrs.frozen(kw_only=True)
class Raid:
    """Strangers, numbered behind all members, who come and are thrown out within the hour."""

    first_stranger: int
    strangers: int
    day: int
    begins: int
    """Milliseconds since 1970."""


def outage(plan: Plan, chance: Chance) -> Outage | None:
    """A bot that was down for a day and a half."""
    if not plan.has("outage"):
        return None
    start = plan.begins("outage") * DAY + chance.number(Concern.FATE, 12) * 60 * _MINUTE
    return Outage(start=start, end=start + (30 + chance.number(Concern.FATE, 12, owner=1)) * 60 * _MINUTE)


def raid(plan: Plan, chance: Chance) -> Raid | None:
    """Strangers by the dozen, on an afternoon."""
    if not plan.has("raid"):
        return None
    day = plan.begins("raid")
    hour = 13 + chance.number(Concern.RAID, 5)
    return Raid(
        first_stranger=plan.members + plan.later,
        strangers=min(200, max(12, plan.members // 40)),
        day=day,
        begins=day * DAY + hour * 60 * _MINUTE,
    )


def raided(chance: Chance, told: Raid, invite: str) -> Iterator[Happening]:
    """They join by one invite within ten minutes, write with many mentions, and are banned."""
    index = _RESERVED
    for stranger in range(told.first_stranger, told.first_stranger + told.strangers):

        def draw(what: int, bound: int, who: int = stranger) -> int:
            return chance.number(Concern.RAID, bound, day=1 + what, owner=who)

        joined = told.begins + draw(0, 10 * _MINUTE)
        yield Happening(joined, MEMBER_JOINED, stranger, word=invite)
        written = joined
        for number in range(4 + draw(1, 6)):
            written += 2_000 + draw(10 + number, 2 * _MINUTE)
            index += 1
            subject = message_id(written, index)
            yield Happening(
                written,
                MESSAGE,
                stranger,
                channel=draw(30 + number, 2),
                subject=subject,
                length=80 + draw(50 + number, 400),
                mentions=5 + draw(70 + number, 40),
            )
        yield Happening(written + _MINUTE + draw(2, 20 * _MINUTE), MEMBER_LEFT, stranger, word="banned")
