"""Other demos that show the same folder: what they show is not thrown away under them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import attrs

from adapters.postgres.server.place.locks import FileLock
from domain.kernel.errors import Conflict

_FILE: Final = "running.lock"


@attrs.frozen(kw_only=True)
class Others:
    """Every demo holds the lock of its folder together with the others; alone, whoever begins it anew."""

    lock: FileLock

    def none_while_it_begins_anew(self) -> None:
        """Conflict while somebody looks at what is there."""
        if not self.lock.try_exclusive():
            raise Conflict(
                "this demo runs already, and would lose what it shows: end it first (Ctrl-C where it runs), "
                "or begin another one in a folder of its own (COMMUNITY_OS_HOME)"
            )

    def may_come(self) -> None:
        """Conflict while another one throws away what is there."""
        if not self.lock.try_shared():
            raise Conflict("another demo begins anew in this folder just now: try again in a minute")


@contextmanager
def beside_others(home: Path) -> Iterator[Others]:
    """For as long as a demo runs in a folder, however it ends."""
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / _FILE) as lock:
        yield Others(lock=lock)
