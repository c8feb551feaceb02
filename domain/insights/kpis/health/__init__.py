"""Is the community well: who takes part, who comes and goes, who stays."""

from typing import Final

from domain.insights.kpis.health.activity import ACTIVITY
from domain.insights.kpis.kpi import Kpi

HEALTH: Final[tuple[Kpi, ...]] = (*ACTIVITY,)
