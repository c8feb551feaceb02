"""Can the other numbers be believed: who is who, what is complete, and what was heard."""

from typing import Final

from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.quality.events import EVENTS
from domain.insights.kpis.quality.heard import HEARD
from domain.insights.kpis.quality.intake import INTAKE
from domain.insights.kpis.quality.people import PEOPLE

QUALITY: Final[tuple[Kpi, ...]] = (*PEOPLE, *EVENTS, *HEARD, *INTAKE)
