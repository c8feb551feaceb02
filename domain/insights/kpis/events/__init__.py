"""What events are worth: who comes, who keeps their word, who comes back, and on whom it lies."""

from typing import Final

from domain.insights.kpis.events.attendance import ATTENDANCE
from domain.insights.kpis.events.captains import CAPTAINS
from domain.insights.kpis.events.hosting import HOSTING
from domain.insights.kpis.events.promises import PROMISES
from domain.insights.kpis.events.reach import REACH
from domain.insights.kpis.events.series import SERIES
from domain.insights.kpis.events.staying import STAYING
from domain.insights.kpis.kpi import Kpi

EVENTS: Final[tuple[Kpi, ...]] = (
    *REACH,
    *ATTENDANCE,
    *PROMISES,
    *STAYING,
    *SERIES,
    *HOSTING,
    *CAPTAINS,
)
