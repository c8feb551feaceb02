"""Is the bot used, does it work, and does it lead newcomers on."""

from typing import Final

from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.platform.funnel import FUNNEL
from domain.insights.kpis.platform.outcomes import OUTCOMES
from domain.insights.kpis.platform.usage import USAGE

__all__ = ["FUNNEL", "PLATFORM"]

PLATFORM: Final[tuple[Kpi, ...]] = (*USAGE, *OUTCOMES, *FUNNEL)
