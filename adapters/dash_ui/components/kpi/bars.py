"""How long the bars of parts are: as long as the number that stands out beside them."""

from collections.abc import Sequence

from domain.insights.kpis.kpi import Kpi, Part
from domain.insights.kpis.reading import value_of


def lengths(parts: Sequence[Part], kpi: Kpi, whole: float | None) -> list[float]:
    """From 0 to 1: of shares and points of all that there could be, else of the largest.

    Slices of one and the same whole, such as failures by kind, are held against each other: of all that
    was run they would be too thin to see. What is counted more than once is taken out, and has no bar.
    """
    drawn = [part for part in parts if part.key != "overlap"]
    counted = _counted(drawn, kpi)
    sizes = [_size(part, kpi, counted=counted) if part in drawn else 0.0 for part in parts]
    slices = len(drawn) > 1 and all(part.denominator == whole for part in drawn)
    of_all = kpi.unit == "points" or (kpi.unit == "share" and not counted and not slices)
    most = 1.0 if of_all else max(sizes, default=0.0) or 1.0
    return [min(size / most, 1.0) for size in sizes]


def _counted(parts: Sequence[Part], kpi: Kpi) -> bool:
    """Whether what stands out is how many: there is no whole, or people see the number first."""
    return (
        kpi.headline == "numerator"
        or not kpi.definition.ratio
        or all(part.denominator is None for part in parts)
    )


def _size(part: Part, kpi: Kpi, *, counted: bool) -> float:
    """Nothing where it has no number."""
    if counted:
        return abs(part.numerator or 0.0)
    if part.numerator is None or not part.denominator:
        return 0.0
    if kpi.unit == "points":
        return part.numerator / part.denominator
    return abs(value_of(kpi, part.numerator, part.denominator) or 0.0)
