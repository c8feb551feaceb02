"""How often somebody may ask: so many times in each minute, which begins with the first time."""

import math
from typing import Final

import attrs

SECONDS: Final = 60.0


@attrs.frozen(kw_only=True)
class Allowance:
    """What is left of a minute; `since` in seconds of a clock that never goes back."""

    most: int
    since: float
    asked: int = 0

    @property
    def left(self) -> int:
        """How many more times in this minute."""
        return max(0, self.most - self.asked)

    @property
    def exceeded(self) -> bool:
        """It was asked once too often."""
        return self.asked > self.most

    def resets_in(self, now: float) -> int:
        """Whole seconds until the next minute begins, at least one."""
        return min(int(SECONDS), max(1, math.ceil(self.since + SECONDS - now)))

    def asking(self, now: float) -> "Allowance":
        """How it stands after one more question."""
        if now - self.since >= SECONDS:
            return attrs.evolve(self, since=now, asked=1)
        return attrs.evolve(self, asked=min(self.asked + 1, self.most + 1))
