"""This process, as it is named to others."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from domain.operations.leases import Holder

_FILE: Final = "holder"


def this_process(alone_in: Path | None = None) -> Holder:
    """A holder of leases: another one at each call, or always the same for who has a folder for itself.

    Nobody else can be in that folder, so that a process that was killed there does not hold up the next one.
    The folder's copy on another machine is somebody else.
    """
    host = socket.gethostname()
    id_ = uuid4().hex if alone_in is None else f"{_kept_in(alone_in)}@{host}"
    return Holder(id=id_, host=host, pid=os.getpid())


def _kept_in(folder: Path) -> str:
    """A name that stays; a new one where it cannot be kept, and then a lease has to run out."""
    path, made = folder / _FILE, uuid4().hex
    with suppress(OSError, UnicodeDecodeError):
        if kept := path.read_text(encoding="ascii").strip():
            return kept
    with suppress(OSError):
        path.write_text(made + "\n", encoding="ascii")
    return made
