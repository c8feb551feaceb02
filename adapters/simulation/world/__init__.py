"""A community of any size whose truth is known: who drifts, what an event really did, what was not heard.

Everything is decided in whole numbers, so that a seed tells the same world on every machine.
"""

from adapters.simulation.world.people.roles import TEAMS, TIERS
from adapters.simulation.world.plan import SCENARIOS, VERSION, Plan
from adapters.simulation.world.world import World

__all__ = ["SCENARIOS", "TEAMS", "TIERS", "VERSION", "Plan", "World"]
