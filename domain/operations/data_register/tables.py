"""A table of the register: what it holds, whom it concerns, and how long it stays."""

from enum import StrEnum
from typing import Literal

import attrs


class Retention(StrEnum):
    """How long rows stay."""

    RAW = "deleted when their day is sealed"
    TOTALS = "as long as the guild: they name nobody but a member number"
    PERSON = "emptied when the person is forgotten; the number stays"
    TROUBLE = "until mended; what names a person is emptied when the person is forgotten"
    SETUP = "as long as the guild"
    INSTALLATION = "as long as the installation"


class Change(StrEnum):
    """What the running program may do with rows that are there."""

    APPENDED = "only added"
    AMENDED = "added and changed"
    REPLACED = "added, changed and deleted, since they are folded again"


@attrs.frozen(kw_only=True)
class Table:
    """One table. `personal` are the columns that hold a person's outside id, name or words."""

    name: str
    room: str
    holds: str
    retention: Retention
    change: Change
    scope: Literal["tenant", "instance"] = "tenant"
    personal: tuple[str, ...] = ()
    exported: bool = True
    backed_up: bool = True
    """False for what only holds where it was written: a copy of it elsewhere would be untrue."""
