"""How many requests Discord may refuse: at 10,000 in 10 minutes it bans the address; we stay far below."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from domain.kernel.errors import Refused, Unavailable

WINDOW: Final = 600.0
MOST: Final = 99


class TooManyRefusals(Unavailable):
    """Discord refused so many requests that no more is sent for a while."""


class TokenRefused(Refused):
    """Discord does not know the token: no further request is sent."""


class RefusalBudget:
    """Counts requests that Discord refused (401, 403, 429 of our own) in any 10 minutes.

    Those on their way count as if they were refused, so that the limit holds whatever they bring.
    """

    def __init__(self, clock: Callable[[], float], *, most: int = MOST, window: float = WINDOW) -> None:
        self._clock = clock
        self._most = most
        self._window = window
        self._refused: deque[float] = deque()
        self._under_way = 0
        self.wrong_token = asyncio.Event()
        """Discord said so: the client hangs up."""

    def begin(self) -> None:
        """A request is about to be sent; raises when it must not be."""
        if self.wrong_token.is_set():
            raise TokenRefused(
                "Discord refused the token, so nothing is asked any more: give the bot another"
            )
        if self.refused + self._under_way >= self._most:
            wait = self._window - (self._clock() - self._refused[0]) if self._refused else 1.0
            raise TooManyRefusals(
                f"Discord refused {self.refused} requests within 10 minutes; "
                f"the next is sent in {wait:.0f} s. "
                "Most often the bot lacks a permission: docs/DISCORD_SETUP.md lists them"
            )
        self._under_way += 1

    def end(self, *, refused: bool) -> None:
        """The request came back, or broke."""
        self._under_way -= 1
        if refused:
            self._refused.append(self._clock())

    @property
    def refused(self) -> int:
        """How many were refused in the last 10 minutes."""
        edge = self._clock() - self._window
        while self._refused and self._refused[0] <= edge:
            self._refused.popleft()
        return len(self._refused)


DAY: Final = 24 * 3600.0


class TooManySessions(Unavailable):
    """So many sessions were begun within a day that Discord would soon reset the token."""


class SessionBudget:
    """Counts sessions that were begun: after 1,000 in a day Discord ends them all and resets the token."""

    def __init__(self, clock: Callable[[], float], *, most: int) -> None:
        self._clock = clock
        self._most = most
        self._begun: deque[float] = deque()

    def begin(self) -> None:
        """A session is about to be begun; raises when it must not be."""
        self.must_allow(1)
        self._begun.append(self._clock())

    def must_allow(self, sessions: int) -> None:
        """Raises where so many would be too many; at first any number is allowed, as a bot has its shards."""
        edge = self._clock() - DAY
        while self._begun and self._begun[0] <= edge:
            self._begun.popleft()
        if self._begun and len(self._begun) + sessions > self._most:
            wait = (self._begun[0] - edge) / 60
            raise TooManySessions(
                f"Discord broke off {len(self._begun)} sessions within a day, and resets the token at 1,000; "
                f"the next is begun in {wait:.0f} minutes"
            )
