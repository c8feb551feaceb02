"""When there is something to do without anybody asking."""

from datetime import datetime
from typing import Final

from domain.kernel.instants import zone

LOOKED_EVERY: Final = 15
"""Minutes: every offset of a time zone is a multiple of them, so a look soon follows each midnight."""


def publishing_is_due(now: datetime, zone_name: str) -> bool:
    """In the first quarter of each hour, and in the first after a midnight of the guild's zone: the day that
    has just closed is read at once, late activity within the hour."""
    local = now.astimezone(zone(zone_name))
    return now.minute < LOOKED_EVERY or (local.hour == 0 and local.minute < LOOKED_EVERY)
