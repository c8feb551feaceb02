"""A seeded guild as arrays: who did how much on which day."""

from datetime import UTC, date, datetime

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.kernel.instants import day_number

GUILD = 900_000_000_000_000_001
LAST_DAY = date(2026, 6, 30)
CHANNELS = 40
FIRST_CHANNEL = 800_000_000_000_000_000


@attrs.frozen(kw_only=True, eq=False)
class World:
    """Member-days in order of day and member; the same for the same seed and sizes."""

    members: int
    days: int
    day: NDArray[np.int32]
    member_no: NDArray[np.int32]
    messages: NDArray[np.int32]
    reactions: NDArray[np.int32]
    channel: NDArray[np.int64]

    @property
    def activities(self) -> int:
        """Messages and reactions."""
        return int(self.messages.sum(dtype=np.int64) + self.reactions.sum(dtype=np.int64))

    @property
    def last_instant(self) -> datetime:
        """The end of the last day."""
        return datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 23, 59, tzinfo=UTC)


def make(*, members: int, days: int, activities: int, seed: int = 7) -> World:
    """A few carry much, most do little: log-normal rates, about an eighth of the activities a day."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, members, days]))
    weight = rng.lognormal(0.0, 1.4, members)
    weight /= weight.sum()
    per_day = max(1, int(activities / days / 8.1))
    first = day_number(LAST_DAY) - days + 1
    day_parts, member_parts = [], []
    for offset in range(days):
        who = np.unique(rng.choice(members, size=int(per_day * 1.25), p=weight))
        member_parts.append(who.astype(np.int32))
        day_parts.append(np.full(len(who), first + offset, dtype=np.int32))
    day, member_no = np.concatenate(day_parts), np.concatenate(member_parts)
    mean = activities / len(day)
    return World(
        members=members,
        days=days,
        day=day,
        member_no=member_no,
        messages=1 + rng.poisson(mean * 0.8 - 1, len(day)).astype(np.int32),
        reactions=rng.poisson(mean * 0.2, len(day)).astype(np.int32),
        channel=FIRST_CHANNEL + rng.integers(0, CHANNELS, len(day)),
    )
