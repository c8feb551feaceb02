"""Chance: each person, concern and day draws from a stream of its own; a new concern moves no old number."""

from enum import IntEnum

import numpy as np

NOBODY = 1_000_000
"""Stands for the community as a whole where a stream belongs to no person."""


class Concern(IntEnum):
    """What is drawn for; numbers are never used again for something else."""

    CHARACTER = 1
    ARRIVALS = 2
    WRITING = 3
    ANSWERING = 4
    REACTING = 5
    TALKING = 6


def stream(seed: int, concern: Concern, *, person: int = NOBODY, day: int = 0) -> np.random.Generator:
    """The stream of that person, concern and day, whatever was drawn before."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(person, int(concern), day)))
