"""A simulated community, told whole, with the calendar that goes with it, and its own truth beside it."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import attrs

from adapters.simulation.telling.activities import activity
from adapters.simulation.telling.course import in_order
from adapters.simulation.telling.roster import Roster, roster
from adapters.simulation.telling.truth import Truth
from adapters.simulation.world import TIERS, World
from adapters.simulation.world.places import SOURCE
from adapters.simulation.world.plan import Plan
from bootstrap.demo.calendar import Calendar
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.kernel.actors import SYSTEM
from tests.builders.house import House

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Simulated:
    """A house to which a world was told, and what is true of that world."""

    house: House
    world: World
    truth: dict[str, Any]
    numbers: dict[str, int]
    """Outside id -> member number."""

    @property
    def guild(self) -> int:
        return self.world.guild

    def members(self, ids: Any) -> set[int]:
        """The member numbers of these people, as far as anything of them was told."""
        return {self.numbers[one] for one in ids if one in self.numbers}


async def simulated(plan: Plan) -> Simulated:
    """Tell it, as it happened, as of the morning after its last day."""
    world, house = World(plan), House.built()
    known: Roster = roster(world)
    house.clock.at = _EPOCH + timedelta(days=plan.last + 1, hours=7)
    truth = Truth(world, known)
    for part in in_order(world, saw=truth.saw):
        await house.told(*(activity(told, world.guild, known) for told in part))
    await house.heard(*_heard(world, house.clock.at), guild=world.guild)
    await house.change_settings(world.guild, {"tiers": dict(TIERS)}, SYSTEM)
    await Calendar(world=world, roster=known).hold(house, house.clock.at)  # type: ignore[arg-type]
    async with house.store.reading(world.guild) as work:
        numbers = {outside: number for number, outside in (await work.members.outside_ids()).items()}
    return Simulated(house=house, world=world, truth=truth.document(), numbers=numbers)


def _heard(world: World, until: datetime) -> list[CoverageSpan]:
    """From the first day on, but for the outage."""
    start, down = _EPOCH + timedelta(days=world.plan.first), world.outage
    edges = [(start, until)]
    if down is not None:
        since, back = (_EPOCH + timedelta(milliseconds=ms) for ms in (down.start, down.end))
        edges = [(start, since), (back, until)]
    return [
        CoverageSpan(family=family, start=begin, end=end, source=SOURCE)
        for family in FAMILIES
        for begin, end in edges
    ]
