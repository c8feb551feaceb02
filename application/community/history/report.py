"""What an import tells while it runs, and at its end."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

import attrs

from application.clock import Clock
from application.community.history.conveyor import Answers
from application.community.history.files import Portion, Problem
from domain.community.fold import COUNTED_MESSAGES
from domain.community.log.activity import MESSAGE, REACTIONS_SEEN, Activity


@attrs.frozen(kw_only=True)
class Progress:
    """How far a run has come: bytes of all its files, and records (messages or lines) of this run.

    `total_bytes` is None where nobody knows, as with a pipe. `rate` is records a second so far.
    """

    name: str
    done_bytes: int
    total_bytes: int | None
    records: int
    rate: float


class Pace:
    """Tells how a run comes along; a file that was read before counts as done."""

    def __init__(self, clock: Clock, total: int | None, watch: Callable[[Progress], None]) -> None:
        self._clock = clock
        self._began = clock.now()
        self._total = total
        self._watch = watch
        self._before = 0
        self._records = 0

    def step(self, name: str, position: int, records: int) -> None:
        """So many more records are in, up to this byte of the file."""
        self._records += records
        self._tell(name, self._before + position)

    def finish(self, name: str, size: int) -> None:
        """Nothing more comes from this file."""
        self._before += size
        self._tell(name, self._before)

    def _tell(self, name: str, done: int) -> None:
        seconds = (self._clock.now() - self._began).total_seconds()
        rate = self._records / seconds if seconds > 0 else 0.0
        self._watch(
            Progress(name=name, done_bytes=done, total_bytes=self._total, records=self._records, rate=rate)
        )


@attrs.frozen(kw_only=True)
class Skipped:
    """A file that was not read again, and why."""

    name: str
    why: str


@attrs.frozen(kw_only=True)
class ImportReport:
    """The closing table of an import.

    `messages` are all that were read, of whom `counted` are written by people, of whom there are
    `people`; `new` and `known` are messages that the log did not have and had before. `reactions` are
    the numbers that the messages showed. `parked` says how many records were put aside, by reason.
    """

    files: int
    guilds: tuple[int, ...]
    messages: int
    counted: int
    new: int
    known: int
    people: int
    reactions: int
    first: datetime | None
    last: datetime | None
    parked: Mapping[str, int]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether every file was read to its end."""
        return not self.problems


@attrs.define
class Tally:
    """Counts an import as its batches land."""

    files: int = 0
    messages: int = 0
    counted: int = 0
    outcomes: Counter[str] = attrs.field(factory=Counter)
    parked: Counter[str] = attrs.field(factory=Counter)
    reactions: int = 0
    first: datetime | None = None
    last: datetime | None = None
    guilds: set[int] = attrs.field(factory=set)
    brought: set[int] = attrs.field(factory=set)
    """Those of which a file was read: what was heard of their past may be new even where no message is."""

    skipped: list[Skipped] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    _people: set[int] = attrs.field(factory=set)

    def add(self, portion: Portion, answers: Answers) -> None:
        """A portion that is in the log, or parked."""
        self.messages += portion.items
        for record, answer in zip(portion.records, answers, strict=True):
            if answer.outcome == "parked":
                self.parked[answer.reason] += 1
            if not isinstance(record, Activity):
                continue
            if record.kind == MESSAGE:
                self._message(record, answer.outcome)
            elif record.kind == REACTIONS_SEEN and answer.outcome != "parked":
                count = record.details.get("count")
                self.reactions += count if isinstance(count, int) else 0

    def _message(self, message: Activity, outcome: str) -> None:
        self.outcomes[outcome] += 1
        if outcome == "parked" or message.person is None:
            return
        at = message.occurred_at
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)
        if not message.person.bot and message.details.get("type") in COUNTED_MESSAGES:
            self.counted += 1
            self._people.add(int(message.person.id))

    def report(self) -> ImportReport:
        """The closing table."""
        return ImportReport(
            files=self.files,
            guilds=tuple(sorted(self.guilds)),
            messages=self.messages,
            counted=self.counted,
            new=self.outcomes["accepted"],
            known=self.outcomes["duplicate"],
            people=len(self._people),
            reactions=self.reactions,
            first=self.first,
            last=self.last,
            parked=dict(self.parked),
            skipped=tuple(self.skipped),
            problems=tuple(self.problems),
        )
