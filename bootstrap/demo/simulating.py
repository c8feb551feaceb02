"""A simulated community on file, as the command line asks for it."""

import asyncio
from contextlib import closing

import attrs

from adapters.cli.product import Progress, Simulated, SimulationWishes
from adapters.simulation.telling.files import Written, write_world
from adapters.simulation.world import Plan
from adapters.simulation.world.plan import USUAL_END


async def simulate(wishes: SimulationWishes, progress: Progress) -> Simulated:
    """Write the world that is wished for; between two days somebody may call it off."""
    plan = Plan(
        seed=wishes.seed,
        members=wishes.members,
        days=wishes.days,
        end=wishes.end or USUAL_END,
        rate=100 if wishes.rate is None else wishes.rate,
        scenarios=Plan.scenarios_named(wishes.scenarios),
    )
    with progress("Simulating days") as report, closing(write_world(plan, wishes.folder)) as steps:
        for step in steps:
            if isinstance(step, Written):
                return Simulated(**attrs.asdict(step))
            report(*step)
            await asyncio.sleep(0)
    raise AssertionError("a simulation ends with what it wrote")
