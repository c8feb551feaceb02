"""Answers "how far do newcomers come?": to a first command, to a first event, and who stopped where."""

import asyncio
from collections.abc import Mapping
from typing import Final

import attrs

from application.insights.asking.context import person
from application.insights.kpis.gathering import KpiGathering
from domain.insights.kpis.asked.heading import Heading
from domain.insights.kpis.platform import FUNNEL
from domain.insights.kpis.platform.steps import STEPS, Funnel, Step, funnel
from domain.insights.kpis.slice import Slice
from domain.insights.overview import Person
from domain.kernel.errors import Invalid

MOST: Final = 200
"""People whom one answer names."""


@attrs.frozen(kw_only=True)
class FunnelShown(Heading):
    """The newcomers of a window, how far they had come when it ended, and how they are shown."""

    funnel: Funnel
    people: Mapping[int, Person]


@attrs.frozen(kw_only=True)
class ShowFunnel:
    """Show how far the newcomers of a window came, and member by member where each stopped."""

    gather: KpiGathering

    async def __call__(
        self,
        guild: int,
        window_text: str = "30d",
        as_of_text: str | None = None,
        *,
        stopped: Step | None = None,
        start: int = 0,
        most: int = 50,
    ) -> FunnelShown:
        """Raises NotFound for an unknown guild, Invalid for a wrong window, step or number of people."""
        if stopped is not None and stopped not in STEPS:
            raise Invalid(f"there is no step {stopped!r}: choose {', '.join(STEPS)}")
        if start < 0 or not 0 <= most <= MOST:
            raise Invalid(f"ask for at most {MOST} people at once, from place 0 on")
        found = await self.gather(guild, FUNNEL, window_text, as_of_text)
        seen = Slice(facts=found.facts, window=found.asked.window)
        told = await asyncio.to_thread(funnel, seen, stopped=stopped, start=start, most=most)
        async with self.gather.store.reading(guild) as work:
            members = await work.members.of([path.member_no for path in told.paths])
        return FunnelShown(
            **found.asked.heading.told,
            funnel=told,
            people={number: person(member) for number, member in members.items()},
        )
