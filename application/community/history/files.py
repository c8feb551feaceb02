"""What is told of files with a past in them, and the ports that read them and remember how far."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from domain.community.log.activity import Activity
from domain.community.log.letters import Unreadable
from domain.kernel.errors import DomainError


@attrs.frozen(kw_only=True)
class Heading:
    """Whose messages an export holds, and of what time; a thread names its parent channel."""

    guild: int
    guild_name: str | None = None
    channel: int
    channel_name: str | None = None
    parent: int | None = None
    parent_name: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    exported_at: datetime | None = None


@attrs.frozen(kw_only=True)
class HistoryFile:
    """One export, by itself or inside an archive.

    `mark` tells it from every other file and from itself after a change. `size` is in bytes, unpacked.
    An export in parts: it `continues` another part, or is `continued` by one whose first message is of
    `continued_at`.
    """

    name: str
    path: str
    member: str | None = None
    mark: str
    size: int
    heading: Heading
    first_at: datetime | None = None
    continues: bool = False
    continued: bool = False
    continued_at: datetime | None = None


@attrs.frozen(kw_only=True)
class Problem:
    """A file, or the rest of one, that could not be read: what is wrong, and from which byte on."""

    name: str
    what: str
    byte: int | None = None

    def __str__(self) -> str:
        where = f"{self.name}, byte {self.byte:,}" if self.byte is not None else self.name
        return f"{where}: {self.what}"


class Damaged(DomainError):
    """A file ends, or stops being readable, in its middle; what came before it was read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@attrs.frozen(kw_only=True)
class Found:
    """The exports under some paths, in the order to read them, and what could not be opened."""

    files: tuple[HistoryFile, ...]
    problems: tuple[Problem, ...] = ()


@attrs.frozen(kw_only=True)
class Portion:
    """The next records of a file, small enough to be one batch or a few.

    `items` are the messages or lines that end in it, `position` the bytes read so far. `unanswered` are
    replies, by their place in `records`, to messages that the reader has not met. `named` and `counted`
    are reactions with and without the ids of those who reacted.
    """

    records: Sequence[Activity | Unreadable]
    items: int
    position: int
    unanswered: Mapping[int, int] = attrs.field(factory=dict)
    named: int = 0
    counted: int = 0


class Histories(Protocol):
    """Exports of a community's past."""

    def find(self, paths: Sequence[str]) -> Found:
        """The exports in files, folders and archives; nothing is unpacked to disk."""
        ...

    def read(self, file: HistoryFile, *, skip: int = 0) -> Iterator[Portion]:
        """The records behind the first `skip` messages; raises Damaged after the last readable one."""
        ...


@attrs.frozen(kw_only=True)
class LineSource:
    """Where lines come from; a pipe has neither a mark nor a size, and cannot be read again."""

    name: str
    mark: str | None = None
    size: int | None = None


class Lines(Protocol):
    """Newline-delimited records of other programs."""

    def look_at(self, path: str) -> LineSource:
        """What is at that path, `-` for standard input; raises Damaged when it cannot be read."""
        ...

    def read(self, path: str, *, skip: int = 0) -> Iterator[Portion]:
        """The records behind byte `skip`; a slow pipe gives a portion, maybe empty, each second."""
        ...


@attrs.frozen(kw_only=True)
class Landmark:
    """An activity in the log by its key, which names nobody and holds no text."""

    guild: int
    key: bytes


@attrs.frozen(kw_only=True)
class Bookmark:
    """How far a file was recorded: whole messages, or bytes of whole lines.

    A log that does not know the first and the last activity recorded is another log, and the bookmark
    is not believed.
    """

    at: int
    first: Landmark | None = None
    last: Landmark | None = None
    finished: bool = False
    named: int = 0
    counted: int = 0


class Bookmarks(Protocol):
    """Where imports of files were interrupted, kept outside of the database."""

    def find(self, mark: str) -> Bookmark | None:
        """How far that file was recorded; None when it never was, or the bookmark is unreadable."""
        ...

    def keep(self, mark: str, bookmark: Bookmark) -> None:
        """Replace the bookmark of that file, at once or not at all."""
        ...
