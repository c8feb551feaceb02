"""Let other programs' activities in, one JSON object on each line."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import aclosing

import attrs

from application.clock import Clock
from application.community.history.conveyor import Record, convey
from application.community.history.files import Bookmark, Bookmarks, Damaged, Lines, Portion, Problem
from application.community.history.report import Pace, Progress
from application.community.history.resuming import believed, turned
from application.community.ports import Store
from application.community.published.bringing import Brought
from domain.community.log.keys import Keyring


@attrs.frozen(kw_only=True)
class IngestReport:
    """What became of the lines; `resumed_at` is the byte behind those of an earlier, interrupted run."""

    lines: int
    accepted: int
    duplicate: int
    parked: Mapping[str, int]
    resumed_at: int
    problem: Problem | None

    @property
    def complete(self) -> bool:
        """Whether everything was read."""
        return self.problem is None


@attrs.frozen(kw_only=True)
class IngestLines:
    """Ingest a file or a pipe. A line that cannot be kept is parked with the reason, its neighbours land.

    Lines say what happened, not what was listened to: they claim no coverage.
    """

    lines: Lines
    record: Record
    store: Store
    clock: Clock
    keys: Keyring
    bookmarks: Bookmarks

    async def __call__(
        self, path: str, *, again: bool = False, watch: Callable[[Progress], None] = lambda _: None
    ) -> IngestReport:
        """Ingest `path`, or standard input for `-`; `again` reads a file from its first line."""
        try:
            source = await asyncio.to_thread(self.lines.look_at, path)
        except Damaged as damage:
            return _report(Counter(), Counter(), 0, 0, damage.problem)
        bookmark = Bookmark(at=0)
        if source.mark is not None and not again:
            bookmark = await believed(self.bookmarks.find(source.mark), self.store) or bookmark
        resumed_at, pace = bookmark.at, Pace(self.clock, source.size, watch)
        outcomes: Counter[str] = Counter()
        parked: Counter[str] = Counter()
        lines, problem, brought = 0, None, Brought()
        try:
            portions = self.lines.read(path, skip=bookmark.at)
            async with aclosing(convey(portions, self.record, _as_it_is)) as landing:
                async for portion, answers in landing:
                    lines += portion.items
                    outcomes.update(answer.outcome for answer in answers)
                    parked.update(answer.reason for answer in answers if answer.outcome == "parked")
                    brought.add(portion.records, answers)
                    bookmark = turned(bookmark, portion, answers, self.keys, at=portion.position)
                    if source.mark is not None:
                        self.bookmarks.keep(source.mark, bookmark)
                    pace.step(source.name, portion.position, portion.items)
        except Damaged as damage:
            problem = damage.problem
        await brought.publish(self.store, self.clock.now())
        return _report(outcomes, parked, lines, resumed_at, problem)


async def _as_it_is(portion: Portion) -> Portion:
    return portion


def _report(
    outcomes: Counter[str], parked: Counter[str], lines: int, resumed_at: int, problem: Problem | None
) -> IngestReport:
    return IngestReport(
        lines=lines,
        accepted=outcomes["accepted"],
        duplicate=outcomes["duplicate"],
        parked=dict(parked),
        resumed_at=resumed_at,
        problem=problem,
    )
