"""Why the embedded server cannot serve, told once with the remedy."""

import errno
from pathlib import Path

from domain.kernel.errors import Unavailable

_ELSEWHERE = "or point COMMUNITY_OS_DATABASE_URL to another PostgreSQL"


class ServerUnusable(Unavailable):
    """The embedded database cannot be started until somebody changes something; the message says what."""


def folder_unusable(folder: Path, problem: OSError) -> ServerUnusable:
    """The operating system refuses the data folder: full, read-only or somebody else's."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return ServerUnusable(f"No space is left for the database in {folder}: free some space {_ELSEWHERE}.")
    if problem.errno == errno.EROFS:
        return ServerUnusable(
            f"The data folder {folder} is read-only: choose another with COMMUNITY_OS_HOME {_ELSEWHERE}."
        )
    if problem.errno in (errno.EACCES, errno.EPERM):
        return ServerUnusable(
            f"The data folder {folder} belongs to another user or may not be written ({problem.strerror}): "
            f"run as its owner, choose another with COMMUNITY_OS_HOME, {_ELSEWHERE}."
        )
    return ServerUnusable(f"The data folder {folder} cannot be used: {problem.strerror or problem}.")


def server_refuses(folder: Path, deed: str, complaint: str) -> ServerUnusable:
    """PostgreSQL itself says why it cannot; a full disk is told with its remedy."""
    if "No space left on device" in complaint:
        return folder_unusable(folder, OSError(errno.ENOSPC, complaint))
    return ServerUnusable(f"{deed}: {complaint}")


def other_version(data: Path, found: str, carried: str) -> ServerUnusable:
    """A cluster of another major version must not be touched: its files have another format."""
    newer = found.isdigit() and int(found) > int(carried)
    remedy = (
        "update Community OS to the version that wrote it"
        if newer
        else "dump it with the program that wrote it and restore the dump into an empty data folder"
    )
    return ServerUnusable(
        f"The database in {data} was written by PostgreSQL {found}, this program carries {carried}: {remedy}."
    )
