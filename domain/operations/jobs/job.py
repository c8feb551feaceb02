"""A job: what is wanted, how far it has come, and what becomes of one that fails."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import attrs

JobKind = Literal["publish", "recount", "backup"]

TITLES: Final[Mapping[JobKind, str]] = {
    "publish": "Publish the KPIs of closed days, weeks and months",
    "recount": "Count everything again in another time zone",
    "backup": "Make a backup",
}

AGAIN: Final[frozenset[JobKind]] = frozenset({"publish"})
"""What is asked for while it is being done is done once more: it may have read what was there before."""

State = Literal["waiting", "running", "failed"]


@attrs.frozen(kw_only=True)
class Wanted:
    """What somebody asks a worker for. Of one `key` there is one at a time: asked twice, it is done once."""

    kind: JobKind
    guild: int | None = None
    told: Mapping[str, Any] = attrs.field(factory=dict)
    """What else the worker has to know: no names, no outside ids of people, no secrets."""

    @property
    def key(self) -> str:
        """What it is one at a time of."""
        return self.kind if self.guild is None else f"{self.kind} {self.guild}"

    @property
    def again(self) -> bool:
        """Whether it is done once more where it is asked for while it is being done."""
        return self.kind in AGAIN


@attrs.frozen(kw_only=True)
class JobRules:
    """How often a job is tried before somebody has to look at it."""

    most_picks: int = 3
    """A job that ended its worker so often is taken by none any more: it would end every next one."""

    most_attempts: int = 5
    first_pause: timedelta = timedelta(seconds=15)
    longest_pause: timedelta = timedelta(minutes=10)
    planned_again: timedelta = timedelta(hours=1)
    """So long a plan leaves a job alone that failed."""

    looked_every: timedelta = timedelta(seconds=10)
    """A worker is told of new jobs at once; of one that is to be done again it learns by looking."""

    told_every: timedelta = timedelta(seconds=10)
    """So often a worker says that it is there; of a job that says how far it is, each second."""

    heartbeat: timedelta = timedelta(seconds=30)
    """After so long without a sign of its worker a job is taken by another one."""

    def pause(self, attempts: int) -> timedelta | None:
        """How long to wait after so many failures for want of something outside; None: no more."""
        if attempts + 1 >= self.most_attempts:
            return None
        longer: timedelta = self.first_pause * 2 ** min(attempts, 16)  # by then it is the longest anyway
        return min(longer, self.longest_pause)

    def is_poison(self, picks: int) -> bool:
        """Whether a job that is being taken for this many-th time has ended its worker too often."""
        return picks > self.most_picks

    def may_be_planned_again(self, failed: "Job", now: datetime) -> bool:
        """Whether a plan may ask anew for what failed; never for what would end the next worker too."""
        since = failed.began_at or failed.asked_at
        return not self.is_poison(failed.picks) and now - since >= self.planned_again


POISONED: Final = "It ended its worker {picks} times, so that none takes it any more."


@attrs.frozen(kw_only=True)
class Job:
    """A job that is not done; `done` of `total` says how far it is, 0 of 0 that nothing is known of that."""

    id: int
    kind: JobKind
    guild: int | None
    state: State
    asked_at: datetime
    told: Mapping[str, Any] = attrs.field(factory=dict)
    attempts: int = 0
    picks: int = 0
    not_before: datetime | None = None
    began_at: datetime | None = None
    done: int = 0
    total: int = 0
    problem: str = ""

    @property
    def title(self) -> str:
        """What it does, in words."""
        return TITLES.get(self.kind, self.kind)

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None where that is not known."""
        return min(1.0, self.done / self.total) if self.total and self.state == "running" else None
