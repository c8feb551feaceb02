"""One kind of absence, whatever the driver, the operating system or a pooler calls it."""

import socket
from enum import StrEnum
from typing import Self

import asyncpg

from domain.kernel.errors import Unavailable


class AwayReason(StrEnum):
    """Why the database does not answer, as far as it can be told from here."""

    REFUSED = "refused"
    SILENT = "silent"
    RECOVERING = "recovering"
    STOPPING = "stopping"
    LOST = "lost"
    BUSY = "busy"
    SLOW = "slow"
    FULL = "full"
    READ_ONLY = "read_only"
    MISCONFIGURED = "misconfigured"

    @property
    def whole_server(self) -> bool:
        """Whether everybody else will meet the same, so that it is better not to queue up for it."""
        return self in (AwayReason.REFUSED, AwayReason.SILENT, AwayReason.RECOVERING, AwayReason.STOPPING)


_WORDS = {
    AwayReason.REFUSED: "The database cannot be reached",
    AwayReason.SILENT: "The database does not answer",
    AwayReason.RECOVERING: "The database is starting or recovering and will be back soon",
    AwayReason.STOPPING: "The database is shutting down",
    AwayReason.LOST: "The connection to the database was lost in the middle of the work, which was undone",
    AwayReason.BUSY: "The database has too much to do at once",
    AwayReason.SLOW: "The database took too long for one question, which was given up",
    AwayReason.FULL: "The database has no space left on its disk",
    AwayReason.READ_ONLY: "The database lets nobody write for now",
    AwayReason.MISCONFIGURED: "The database refuses us",
}


class DatabaseAway(Unavailable):
    """The database is away for now; unless the reason says otherwise, the work was not done.

    After `lost` or `silent` during a commit the work may have been done: a retry has to be harmless.
    """

    def __init__(self, reason: AwayReason, detail: str = "") -> None:
        super().__init__(f"{_WORDS[reason]} ({detail})." if detail else f"{_WORDS[reason]}.")
        self.reason = reason
        self.detail = detail

    def again(self) -> Self:
        """The same news for somebody else."""
        return type(self)(self.reason, self.detail)


_BY_STATE = {
    "57P01": AwayReason.STOPPING,
    "57P02": AwayReason.LOST,
    "57P04": AwayReason.MISCONFIGURED,
    "57014": AwayReason.SLOW,
    "25006": AwayReason.READ_ONLY,
    "40001": AwayReason.BUSY,
    "40P01": AwayReason.BUSY,
    "53300": AwayReason.BUSY,
    "53200": AwayReason.BUSY,
    "53100": AwayReason.FULL,
    "55P03": AwayReason.BUSY,
    "25P03": AwayReason.SLOW,
    "28000": AwayReason.MISCONFIGURED,
    "28P01": AwayReason.MISCONFIGURED,
    "3D000": AwayReason.MISCONFIGURED,
}


def away_because(problem: BaseException, *, connected: bool) -> DatabaseAway | None:
    """The absence behind an error of the driver, or None where the error is about the statement itself.

    `connected` tells whether the connection of the work still stands: without one, every error of the
    driver or the operating system is an absence.
    """
    if isinstance(problem, asyncpg.PostgresError):
        return _away_by_state(problem)
    if isinstance(problem, TimeoutError):
        return DatabaseAway(AwayReason.SILENT)
    if connected:
        return None
    if isinstance(problem, asyncpg.InterfaceError | asyncpg.InternalClientError | ConnectionResetError):
        return DatabaseAway(AwayReason.LOST)
    if isinstance(problem, socket.gaierror):
        return DatabaseAway(AwayReason.REFUSED, "the host name is not known")
    if isinstance(problem, OSError):
        return DatabaseAway(AwayReason.REFUSED, (problem.strerror or "").lower())
    return None


def _away_by_state(problem: asyncpg.PostgresError) -> DatabaseAway | None:
    state = problem.sqlstate or ""
    if isinstance(problem, asyncpg.CannotConnectNowError):
        stopping = "shutting down" in str(problem)
        return DatabaseAway(AwayReason.STOPPING if stopping else AwayReason.RECOVERING)
    if state in _BY_STATE:
        reason = _BY_STATE[state]
        return DatabaseAway(reason, str(problem) if reason is AwayReason.MISCONFIGURED else "")
    if state.startswith("08"):
        return DatabaseAway(AwayReason.LOST)
    return None
