"""Who was in voice from when to when, mark by mark."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs

from domain.community.log.entry import Entry

LONGEST = timedelta(hours=24)


@attrs.frozen(kw_only=True)
class Session:
    """Somebody in a voice channel; `end` is None while nobody said that they left."""

    who: int
    start: datetime
    end: datetime | None
    channel: int | None


def sessions(who: int, marks: list[Entry]) -> Iterable[Session]:
    """To the next mark of the same person, or a day at most; of one instant the leave comes first."""
    begun: Entry | None = None
    for mark in sorted(marks, key=lambda mark: (mark.occurred_at, mark.kind == "voice_joined", mark.key)):
        if begun is not None:
            if mark.occurred_at - begun.occurred_at > LONGEST:
                end = begun.occurred_at + LONGEST
                yield Session(who=who, start=begun.occurred_at, end=end, channel=begun.channel)
            elif mark.kind == "voice_joined" and mark.channel == begun.channel:
                continue
            else:
                yield Session(who=who, start=begun.occurred_at, end=mark.occurred_at, channel=begun.channel)
            begun = None
        if mark.kind == "voice_joined":
            begun = mark
    if begun is not None:
        yield Session(who=who, start=begun.occurred_at, end=None, channel=begun.channel)
