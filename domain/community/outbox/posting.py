"""One thing that Discord is told of one event: tried with pauses that grow, and in the end given up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

import attrs

Part = Literal["mirror", "announcement", "reminder", "places"]
"""The event in Discord's own list, the message that announces it, those that remind of it, and those that
tell who waited that they have a place now."""

PARTS: Final[tuple[Part, ...]] = get_args(Part)

PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 30, 120, 600, *[1800] * 48))
"""Between the tries: whoever gives a missing permission waits half an hour at most; after a day it ends."""


GONE: Final = "gone"
_WHILE_AWAY: Final = 4


def _numbers(found: Iterable[int]) -> tuple[int, ...]:
    return tuple(found)


@attrs.frozen(kw_only=True)
class Posting:
    """What Discord shows of one event, and what is tried to be shown instead.

    `told` and `tried` are digests; `version` is the event's when it was tried. Where there is a problem and
    no `next_try`, it was given up until there is something else to tell.
    """

    event: int
    part: Part
    told: str = ""
    tried: str = ""
    version: int = 0
    attempts: int = 0
    problem: str = ""
    next_try: datetime | None = None
    told_at: datetime | None = None
    channel: int | None = None
    thing: int | None = None
    """The message in `channel`, or the event in Discord's own list."""

    waiting: tuple[int, ...] = attrs.field(default=(), converter=_numbers)
    """Who waited for a place when it was last looked."""

    def is_due(self, wanted: str, now: datetime) -> bool:
        """Whether Discord is to be told `wanted` now."""
        if self.told in (wanted, GONE):
            return False
        return wanted != self.tried or (self.next_try is not None and self.next_try <= now)

    def shows(self, version: int) -> bool:
        """Whether Discord was told all there is of this version of the event."""
        return bool(self.told) and self.told == self.tried and self.version == version

    def begun(self, wanted: str, version: int, now: datetime) -> "Posting":
        """It is about to be told: kept before it is, so that a crash in between counts as a try."""
        attempts = self.attempts + 1 if wanted == self.tried else 1
        pause = PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
        return attrs.evolve(
            self,
            tried=wanted,
            version=version,
            attempts=attempts,
            next_try=None if pause is None else now + pause,
        )

    def done(self, now: datetime, *, channel: int | None = None, thing: int | None = None) -> "Posting":
        """Discord shows what was tried."""
        return attrs.evolve(
            self,
            told=self.tried,
            told_at=now,
            attempts=0,
            problem="",
            next_try=None,
            channel=channel if channel is not None else self.channel,
            thing=thing if thing is not None else self.thing,
        )

    def failed(self, problem: str) -> "Posting":
        """It could not be told, in words."""
        return attrs.evolve(self, problem=problem)

    def away(self, problem: str, now: datetime) -> "Posting":
        """Discord itself is away, which nobody here can mend: it is tried every ten minutes until it is back,
        or until nobody cares for the event any more."""
        attempts = min(self.attempts, _WHILE_AWAY)
        return attrs.evolve(self, problem=problem, attempts=attempts, next_try=now + PAUSES[attempts - 1])

    def gone(self, problem: str) -> "Posting":
        """Somebody took it away in Discord: they did not want it there, and it is not shown again."""
        return attrs.evolve(self, told=GONE, problem=problem, next_try=None)

    @property
    def tried_at(self) -> datetime | None:
        """When it was tried last and not done, to the minute; None where it was not, or was given up."""
        if self.next_try is None or not self.attempts:
            return None
        return self.next_try - PAUSES[self.attempts - 1]

    @property
    def given_up(self) -> bool:
        """Whether nothing is tried any more."""
        return self.next_try is None and (self.told == GONE or self.attempts > 0)
