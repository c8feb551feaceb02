"""What a person can do while the database is away: which setting to look at, or that waiting is enough."""

from typing import TYPE_CHECKING

from bootstrap.settings import Settings

if TYPE_CHECKING:
    from adapters.postgres.link import DatabaseAway


def what_to_do(settings: Settings, away: "DatabaseAway") -> str:
    """The remedy for this absence, in a line."""
    from adapters.postgres.link import AwayReason

    by_itself = "this passes by itself: run the same command again in a moment"
    known = {
        AwayReason.RECOVERING: by_itself,
        AwayReason.STOPPING: by_itself,
        AwayReason.LOST: by_itself,
        AwayReason.BUSY: "try again later; COMMUNITY_OS_DATABASE_CONNECTIONS is how many one process opens",
        AwayReason.SLOW: "try again later; COMMUNITY_OS_DATABASE_TIMEOUT is how long a statement may take",
        AwayReason.FULL: "make room on the disk of the database, and run the same command again",
    }
    return known.get(away.reason) or _where_to_look(settings)


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
