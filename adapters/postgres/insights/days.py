"""Local days of many instants at once, by the same calendar as everywhere."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.sheet import NEVER
from domain.kernel.instants import LocalCalendar

INFINITY: Final = np.iinfo(np.int64).max
"""How the server sends 'infinity'."""

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_QUARTER_HOUR: Final = 900_000_000


def local_days(instants: NDArray[Any], time_zone: str) -> NDArray[np.int32]:
    """Day numbers of microseconds since 2000 (how PostgreSQL sends a time); NEVER for infinity.

    Every offset in use is a multiple of 15 minutes, so that one answer serves its whole quarter hour.
    """
    quarters, where = np.unique(instants // _QUARTER_HOUR, return_inverse=True)
    calendar = LocalCalendar(time_zone)
    days = [
        NEVER
        if quarter == INFINITY // _QUARTER_HOUR
        else calendar.day_hour(_EPOCH + timedelta(minutes=15 * int(quarter)))[0]
        for quarter in quarters
    ]
    return np.array(days, dtype=np.int32)[where]
