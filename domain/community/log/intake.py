"""What the front door did, by the day of receipt: how much was new, known already or different, and how late.

The log cannot tell it: a duplicate leaves nothing there. So it is counted as it happens, and no replay
touches it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Final, Literal, NamedTuple, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import BACKFILL, HISTORY
from domain.community.log.activity import COMMAND_RUN
from domain.community.log.entry import Entry, Sorted

What = Literal["accepted", "duplicate", "differing", "lag"]
WHAT: Final[tuple[str, ...]] = get_args(What)

LAG_BOUNDS: Final = tuple(2.0**power for power in range(-3, 26))
"""Upper bounds, in seconds, of the buckets of lag: an eighth of a second to 388 days, each twice the one
before. Bucket n ends at bound n, and the last one has none."""

_SOURCE_AND_KIND: Final = itemgetter(Entry._fields.index("source"), Entry._fields.index("kind"))
_STEPS: Final = [timedelta(seconds=bound) for bound in LAG_BOUNDS]


class IntakeKey(NamedTuple):
    """What is counted: of lag there is a count for each bucket, of the rest for each kind of activity.

    `day` is the local day of receipt, in the time zone that the guild had then.
    """

    day: int
    source: str
    what: What
    kind: str = ""
    bucket: int = 0


Intake = Mapping[IntakeKey, int]


@attrs.frozen(kw_only=True, eq=False)
class Received:
    """The counts of all days of receipt as columns, all kinds together, in order of the days.

    Arrays of shape (rows,); `what` is a place in WHAT and `source` one in `sources`.
    """

    day: NDArray[np.int32]
    source: NDArray[np.int32]
    what: NDArray[np.int32]
    bucket: NDArray[np.int32]
    count: NDArray[np.int64]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, str, str, int, int]]) -> "Received":
        """From (day, source, what, bucket, count) in any order."""
        found = sorted(rows)
        sources = sorted({row[1] for row in found})
        return cls.columns(
            day=[row[0] for row in found],
            source=[sources.index(row[1]) for row in found],
            what=[WHAT.index(row[2]) for row in found],
            bucket=[row[3] for row in found],
            count=[row[4] for row in found],
            sources=sources,
        )

    @classmethod
    def columns(
        cls,
        *,
        day: Sequence[int],
        source: Sequence[int],
        what: Sequence[int],
        bucket: Sequence[int],
        count: Sequence[int],
        sources: Sequence[str],
    ) -> "Received":
        """From columns in order of the days."""
        return cls(
            day=np.array(day, dtype=np.int32),
            source=np.array(source, dtype=np.int32),
            what=np.array(what, dtype=np.int32),
            bucket=np.array(bucket, dtype=np.int32),
            count=np.array(count, dtype=np.int64),
            sources=tuple(sources),
        )

    def between(self, span: tuple[int, int]) -> "Received":
        """The rows of days in [first, end), as a view."""
        low, high = np.searchsorted(self.day, span)
        names = ("day", "source", "what", "bucket", "count")
        return attrs.evolve(self, **{name: getattr(self, name)[low:high] for name in names})


def intake_of(batch: Sequence[Entry], news: Sorted, day: int, now: datetime) -> dict[IntakeKey, int]:
    """What became of a batch that was held against the log at `now`.

    Accepted is what was told for the first time, differing a further copy that says something else, and
    the rest is known already: also how a run of a command ended, which is always told after the run. Lag is
    that of first tellings with an exact time; files of the past and what is caught up with have none, since
    their moment says nothing of how well anybody listened.
    """
    told = Counter(map(_SOURCE_AND_KIND, batch))
    fresh = told if len(news.fresh) == len(batch) else Counter(map(_SOURCE_AND_KIND, news.fresh))
    first = [change.new for change in news.changes if change.old is None]
    new = fresh if len(first) == len(news.fresh) else Counter(map(_SOURCE_AND_KIND, first))
    found: dict[IntakeKey, int] = {}
    for what, counts in (("accepted", new), ("differing", fresh - new), ("duplicate", told - fresh)):
        for (source, kind), count in counts.items():
            seen = "duplicate" if what == "differing" and kind == COMMAND_RUN else what
            key = IntakeKey(day, source, seen, kind)  # type: ignore[arg-type]
            found[key] = found.get(key, 0) + count
    for source in {source for source, _ in new} - {BACKFILL, HISTORY}:
        for bucket, count in _lags(first, source, now):
            found[IntakeKey(day, source, "lag", "", bucket)] = count
    return found


def _lags(first: Sequence[Entry], source: str, now: datetime) -> list[tuple[int, int]]:
    """(bucket, count) of one source. Sorted, a bucket is a slice: a batch is in order already, or nearly."""
    times = [entry.occurred_at for entry in first if entry.source == source and not entry.inferred]
    times.sort()
    edges = [bisect_left(times, now - step) for step in _STEPS]
    above = [len(times), *edges]
    counts = [upper - lower for upper, lower in zip(above, [*edges, 0], strict=True)]
    return [(bucket, count) for bucket, count in enumerate(counts) if count]
