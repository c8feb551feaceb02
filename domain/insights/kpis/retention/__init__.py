"""Who stays: of those who began in a week, how many are active weeks later (DEFINITIONS: retention)."""

from domain.insights.kpis.retention.catalogue import RETENTION
from domain.insights.kpis.retention.cohorts import COHORTS, CohortKind
from domain.insights.kpis.retention.triangle import (
    SMALL,
    WEEKS,
    Cell,
    Mean,
    Mode,
    Row,
    Triangle,
    triangle,
)

__all__ = [
    "COHORTS",
    "RETENTION",
    "SMALL",
    "WEEKS",
    "Cell",
    "CohortKind",
    "Mean",
    "Mode",
    "Row",
    "Triangle",
    "triangle",
]
