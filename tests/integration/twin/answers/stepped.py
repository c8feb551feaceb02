"""Quantiles of what is counted in steps: within a step evenly on the logarithm, as its bounds are."""

from collections.abc import Sequence


def quantile(told: Sequence[float], share: float, bounds: Sequence[float]) -> float:
    """The time that `share` of them took at most; the first step begins at 0, the last has no end."""
    below, wanted = 0, share * len(told)
    for place, bound in enumerate(bounds):
        low = bounds[place - 1] if place else -1.0
        here = sum(low < one <= bound for one in told)
        if here and below + here >= wanted:
            part = max(0.0, wanted - below) / here
            return low * (bound / low) ** part if place else bound * part
        below += here
    return bounds[-1]
