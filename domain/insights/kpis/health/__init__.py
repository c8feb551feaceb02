"""Is the community well: who takes part, who comes and goes, who stays."""

from typing import Final

from domain.insights.kpis.health.activity import ACTIVITY
from domain.insights.kpis.health.churn import CHURN
from domain.insights.kpis.health.lifecycle import LIFECYCLE
from domain.insights.kpis.health.membership import MEMBERSHIP
from domain.insights.kpis.health.segments import SEGMENT_KPIS
from domain.insights.kpis.health.voice import VOICE
from domain.insights.kpis.kpi import Kpi

HEALTH: Final[tuple[Kpi, ...]] = (
    *ACTIVITY,
    *VOICE,
    *LIFECYCLE,
    *CHURN,
    *MEMBERSHIP,
    *SEGMENT_KPIS,
)
