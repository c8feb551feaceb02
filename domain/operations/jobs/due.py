"""When there is something to do without anybody asking."""

from datetime import datetime, timedelta
from typing import Final

from domain.kernel.instants import zone

LOOKED_EVERY: Final = 15
"""Minutes: every offset of a time zone is a multiple of them, so a look soon follows each midnight."""


LOOKED_AT: Final = (2, 17, 32, 47)
"""Minutes: a little after each quarter of an hour, so that midnight is past and late words have arrived."""


def next_publishing(now: datetime, zone_name: str) -> datetime:
    """When closed days are looked at next without anybody asking."""
    look = now.replace(minute=LOOKED_AT[0], second=0, microsecond=0)
    while look <= now or not publishing_is_due(look, zone_name):
        look += timedelta(minutes=LOOKED_EVERY)
    return look


def publishing_is_due(now: datetime, zone_name: str) -> bool:
    """In the first quarter of each hour, and in the first after a midnight of the guild's zone: the day that
    has just closed is read at once, late activity within the hour."""
    local = now.astimezone(zone(zone_name))
    return now.minute < LOOKED_EVERY or (local.hour == 0 and local.minute < LOOKED_EVERY)
