"""Voice evenings: on some nights people meet and talk."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from adapters.simulation.arena.people import Member
from adapters.simulation.arena.place import VOICE_CHANNELS
from domain.community.log.activity import VOICE_JOINED, VOICE_LEFT

_NIGHTS: Final = {1: 0.7, 4: 1.0, 5: 1.3}
"""Weekday -> how well that night is attended: Tuesday, Friday, Saturday."""


def voice_evening(
    draw: np.random.Generator, day: int, midnight_at: datetime, there: Sequence[Member]
) -> Iterator[tuple[str, datetime, Member, int]]:
    """Who enters and leaves which channel, and when; the last hour may be after midnight."""
    pull = _NIGHTS.get(midnight_at.weekday(), 0.15)
    channels = sorted(VOICE_CHANNELS)
    begin = midnight_at + timedelta(hours=19)
    for who in there:
        comes, late, minutes, where = draw.random(), draw.exponential(15), draw.gamma(4, 22), draw.random()
        if comes < pull * who.archetype.talks * min(1.0, who.vigour(day)):
            entered = begin + timedelta(seconds=int(late * 60))
            left = entered + timedelta(seconds=120 + int(minutes * 60))
            channel = channels[int(where * len(channels))]
            yield VOICE_JOINED, entered, who, channel
            yield VOICE_LEFT, left, who, channel
