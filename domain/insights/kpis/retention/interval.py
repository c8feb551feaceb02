"""How far a share that was counted among a few people can be from the truth."""

from math import sqrt
from typing import Final

Z: Final = 1.959963984540054
"""95 in 100."""


def wilson(count: int, of: int, z: float = Z) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1 (Wilson 1927); of nobody everything is possible."""
    if of <= 0:
        return 0.0, 1.0
    share, squared = count / of, z * z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    around = z / (1 + squared / of) * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return max(0.0, middle - around), min(1.0, middle + around)
