"""The clock: only use cases ask it, the rules are told."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, in UTC."""

    def now(self) -> datetime:
        """The present instant."""
        ...
