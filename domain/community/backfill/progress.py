"""How far catching up has come, as the Data page and the log tell it."""

from datetime import datetime, timedelta
from enum import StrEnum

import attrs


class Doing(StrEnum):
    """What a run of catching up is at."""

    LISTING = "listing"
    GAPS = "gaps"
    THREADS = "threads"
    HISTORY = "history"
    REACTORS = "reactors"
    DONE = "done"
    STOPPED = "stopped"


@attrs.frozen(kw_only=True)
class BackfillProgress:
    """One guild: what is done of what, by the run that began at `began_at`, interrupted or not.

    Channels that refuse us or are gone are not among `channels`. `messages` and `requests` are all that were
    ever read and made. `reached` is the time back to which every message is in the log; `remaining` an
    estimate for the messages. `problem` says why a run stopped.
    """

    doing: Doing
    began_at: datetime
    told_at: datetime
    channels: int = 0
    channels_done: int = 0
    forbidden: int = 0
    messages: int = 0
    requests: int = 0
    reactors_left: int = 0
    reached: datetime | None = None
    remaining: timedelta | None = None
    problem: str = ""


def remaining_time(
    *, read: timedelta, unread: timedelta, took: timedelta, least: timedelta = timedelta(seconds=1)
) -> timedelta | None:
    """How long the rest takes if it is as dense as what was read; None while nobody can tell.

    `read` and `unread` are stretches of channel time, summed over channels; `took` is how long reading took.
    """
    if not unread:
        return timedelta()
    if read <= timedelta() or took < least:
        return None
    return took * (unread / read)
