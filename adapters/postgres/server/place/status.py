"""What the keeper is doing, for the commands that wait for it."""

import json
import os
from enum import StrEnum
from pathlib import Path

import attrs

_BLOCK = 4096


class Stage(StrEnum):
    """The life of a keeper."""

    STARTING = "starting"
    CREATING = "creating"
    RECOVERING = "recovering"
    READY = "ready"
    STOPPING = "stopping"
    FAILED = "failed"


@attrs.frozen(kw_only=True)
class KeeperStatus:
    """One keeper's last word; `keeper` names the keeper, so that a word of an earlier one is not believed."""

    keeper: str
    stage: Stage
    process: int = 0
    socket_folder: str = ""
    message: str = ""


def write_status(path: Path, status: KeeperStatus) -> None:
    """Overwrite the block in place: the file keeps its size, so a full disk cannot silence the keeper."""
    text = json.dumps(attrs.asdict(attrs.evolve(status, message=status.message[:400]))).encode()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(descriptor, text.ljust(_BLOCK), 0)
    finally:
        os.close(descriptor)


def read_status(path: Path) -> KeeperStatus | None:
    """The last word, or None where there is none that can be read."""
    try:
        found = json.loads(path.read_bytes())
        return KeeperStatus(**{**found, "stage": Stage(found["stage"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
