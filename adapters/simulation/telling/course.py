"""The course of a world: day after day, everything in order of time."""

from collections.abc import Callable, Iterator

from adapters.simulation.telling.activities import activity
from adapters.simulation.telling.roster import roster
from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.world import Day, World
from domain.community.log.activity import Activity


def in_order(world: World, saw: Callable[[Day], object] = lambda _: None) -> Iterator[list[Happening]]:
    """Who was there before, then day by day; what lies behind the last day is left out.

    `saw` is told each day as it was made.
    """
    plan = world.plan
    yield list(world.before())
    waiting: list[Happening] = []
    for day in range(plan.first, plan.last + 1):
        told = world.day(day)
        saw(told)
        ends = (day + 1) * DAY
        everything = sorted(waiting + told.happenings)
        yield [each for each in everything if each.ms < ends]
        waiting = [each for each in everything if each.ms >= ends]


def batches(world: World) -> Iterator[list[Activity]]:
    """The same as activities for the front door, a batch for each day."""
    members = roster(world)
    for part in in_order(world):
        yield [activity(told, world.guild, members) for told in part]
