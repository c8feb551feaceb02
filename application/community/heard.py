"""What the store keeps of how it was told what it holds: when we listened, and what the front door did."""

from collections.abc import Iterable
from typing import Protocol

from domain.community.coverage import CoverageSpan
from domain.community.log.intake import Intake, IntakeKey, Received
from domain.community.missed import NotedGap


class IntakeCounts(Protocol):
    """What the front door did for one guild, counted as it happened: sums that no replay touches."""

    async def add(self, counts: Intake) -> None:
        """Add to the counts."""
        ...

    async def between(self, first: int, end: int) -> dict[IntakeKey, int]:
        """The counts of the days of receipt in [first, end), by day numbers."""
        ...

    async def received(self) -> Received:
        """All of them as columns."""
        ...


class Listening(Protocol):
    """When we were listening to one guild."""

    async def add(self, spans: Iterable[CoverageSpan]) -> None:
        """Add coverage; touching spans of one source become one. What the bot noted as missed stays so."""
        ...

    async def spans(self) -> list[CoverageSpan]:
        """All coverage."""
        ...

    async def note(self, gaps: Iterable[NotedGap]) -> None:
        """Keep why the bot did not hear; it then covers nothing of that time."""
        ...

    async def noted(self) -> list[NotedGap]:
        """Every gap with its reason; touching ones of one reason are one."""
        ...
