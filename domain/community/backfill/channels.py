"""What is known of a channel that can be read back: how far it was, and whether it lets us."""

from datetime import datetime, timedelta
from typing import Literal

import attrs

from domain.community.backfill.ranges import NOTHING, Ranges
from domain.kernel.ids import first_snowflake_at

Access = Literal["open", "forbidden", "gone"]


@attrs.frozen(kw_only=True)
class BackfillRules:
    """How far back is read, and how careful we are; each with its reason."""

    days: int | None = 90
    """A quarter shows every trend of the product; None reads all there is. Gaps are closed anyway."""

    reactor_days: int | None = 28
    """Who reacted costs a request for each emoji of a message: as long as scores look back. None: always."""

    skew: timedelta = timedelta(minutes=1)
    """Our clock and Discord's differ by seconds; so near to the edge of listening it is read again."""

    retry: timedelta = timedelta(days=1)
    """A channel that refused us is asked again so much later, and archived threads are listed so often."""

    def reaching(self, days: int) -> "BackfillRules":
        """The same as deep as a guild wants it; 0 leaves it as it is."""
        return attrs.evolve(self, days=days) if days else self

    def first_reactors(self, now: datetime) -> int:
        """Of messages with an id below this one it is not asked who reacted."""
        return 0 if self.reactor_days is None else first_snowflake_at(now - timedelta(days=self.reactor_days))


@attrs.frozen(kw_only=True)
class BackfilledChannel:
    """A channel or thread: every message whose id is in `covered` is in the log.

    `last_message` is the newest one as Discord last said. Refused or gone since `refused_at`; what was heard
    live before `heard_from` was not heard here, since the channel was closed to us. `joined` is the beginning
    of the live listening up to which it was read without a hole. Its archived threads were last listed at
    `threads_at`; None for a thread, or a channel where that is still to be done.
    """

    channel: int
    parent: int | None = None
    last_message: int | None = None
    threaded: bool = False
    access: Access = "open"
    refused_at: datetime | None = None
    heard_from: datetime | None = None
    joined: datetime | None = None
    threads_at: datetime | None = None
    covered: Ranges = NOTHING

    def read(self, low: int, high: int) -> "BackfilledChannel":
        """Everything from id `low` to below `high` is in the log."""
        return attrs.evolve(self, covered=self.covered.add(low, high))

    def refused(self, access: Access, at: datetime) -> "BackfilledChannel":
        """It answered that it is closed to us, or gone."""
        return attrs.evolve(self, access=access, refused_at=at)

    def opened(self, at: datetime) -> "BackfilledChannel":
        """It answered: whatever was said in it while it was closed to us we have not heard."""
        if self.access == "open":
            return self
        return attrs.evolve(self, access="open", refused_at=None, heard_from=at)

    def shown(self, at: datetime) -> "BackfilledChannel":
        """It was closed to us until then: what was said in it, and in which threads, is to be read."""
        since = at if self.heard_from is None else max(at, self.heard_from)
        return attrs.evolve(
            self, access="open", refused_at=None, heard_from=since, joined=None, threads_at=None
        )

    def may_hold(self, below: int) -> bool:
        """Whether a message can have an id below that one: none is older than its channel."""
        return below > self.channel

    def may_be_asked(self, now: datetime, rules: BackfillRules) -> bool:
        """Whether it is worth a request; one that refused us is asked again after a day."""
        if self.access == "forbidden" and self.refused_at is not None:
            return now - self.refused_at >= rules.retry
        return self.access == "open"

    def threads_are_due(self, now: datetime, rules: BackfillRules, *, heard: bool = True) -> bool:
        """Whether to list its archived threads: nobody is told when one comes and goes unheard.

        Not `heard` is when nobody listened for a while since the last time.
        """
        if not self.threaded or not self.may_be_asked(now, rules):
            return False
        return self.threads_at is None or now - self.threads_at >= (rules.retry if heard else rules.skew)
