"""What events are worth: who comes, who keeps their word, who comes back, and on whom it lies."""

from typing import Final

from domain.insights.kpis.events.attendance import ATTENDANCE
from domain.insights.kpis.kpi import Kpi

EVENTS: Final[tuple[Kpi, ...]] = (*ATTENDANCE,)
