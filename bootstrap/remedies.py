"""What a person can do while the database is away: which setting to look at, or that waiting is enough."""

import shutil
from typing import TYPE_CHECKING, Final

from bootstrap.settings import Settings

if TYPE_CHECKING:
    from adapters.postgres.link import DatabaseAway

_TIGHT: Final = 32 * 1024 * 1024
"""Bytes. PostgreSQL ends when it cannot begin the next file of its log, which has half of that."""


def what_to_do(settings: Settings, away: "DatabaseAway") -> str:
    """The remedy for this absence, in a line."""
    from adapters.postgres.link import AwayReason

    if away.reason is AwayReason.LOST and settings.database_url is None and (tight := _tight(settings)):
        return tight
    by_itself = "this passes by itself: run the same command again in a moment"
    known = {
        AwayReason.RECOVERING: by_itself,
        AwayReason.STOPPING: by_itself,
        AwayReason.LOST: by_itself,
        AwayReason.BUSY: "try again later; COMMUNITY_OS_DATABASE_CONNECTIONS is how many one process opens",
        AwayReason.SLOW: "try again later; COMMUNITY_OS_DATABASE_TIMEOUT is how long a statement may take",
        AwayReason.READ_ONLY: "it may be a standby, or be switched over now: name the server that writes",
        AwayReason.FULL: "make room on the disk of the database, and run the same command again",
    }
    return known.get(away.reason) or _where_to_look(settings)


def _tight(settings: Settings) -> str:
    """What to do where the embedded database ended because its disk is full; nothing where it is not."""
    from adapters.postgres.server.place.folders import settle

    folder = settle(settings.home).room
    free = shutil.disk_usage(folder).free
    if free >= _TIGHT:
        return ""
    return (
        f"its disk has only {free // 1024**2} MB left: make room in {folder}, and run the same command again"
    )


def _where_to_look(settings: Settings) -> str:
    if settings.database_url is None:
        log = settings.home / "postgres" / "server.log"
        return f"it is the embedded database: its log {log} says more"
    names = "COMMUNITY_OS_DATABASE_URL"
    if settings.database_direct_url is not None:
        names += " and COMMUNITY_OS_DATABASE_DIRECT_URL"
    return (
        f"see that the server runs and that {names} is right (now {settings.database_url}); "
        "without it the embedded database is used"
    )
