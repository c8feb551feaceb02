"""Newline-delimited JSON in the envelope, from a file or a pipe, as it comes."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs

from adapters.history.lines import LONGEST_LINE, Line, lines_of
from adapters.history.names import shown
from application.community.history.files import Damaged, LineSource, Portion, Problem
from domain.community.log import envelope
from domain.community.log.activity import Activity
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake

PORTION: Final = 5000
PIPE: Final = "-"


@attrs.frozen(kw_only=True)
class NdjsonLines:
    """Reads envelopes; `source` is what the log calls where they came from."""

    source: str = "ingest"
    standard_input: int = 0
    longest_line: int = LONGEST_LINE

    def look_at(self, path: str) -> LineSource:
        """What is at that path; raises Damaged when it cannot be read."""
        if path == PIPE:
            return LineSource(name="standard input")
        with _named(path):
            known = Path(path).stat()  # a pipe that is opened only to be looked at hangs up on its writer
        if stat.S_ISDIR(known.st_mode):
            raise Damaged(Problem(name=shown(path), what="it is a folder: name the files in it"))
        if not stat.S_ISREG(known.st_mode):
            return LineSource(name=shown(path))
        mark = f"{os.path.realpath(path)}|{known.st_size}|{known.st_mtime_ns}"
        return LineSource(name=shown(path), mark=mark, size=known.st_size)

    def read(self, path: str, *, skip: int = 0) -> Iterator[Portion]:
        """The records behind byte `skip`; a slow pipe gives a portion, maybe empty, each second."""
        name = "standard input" if path == PIPE else shown(path)
        with self._opened(path) as descriptor:
            position = _moved(descriptor, skip) if skip else 0
            records: list[Activity | Unreadable] = []
            lines = lines_of(descriptor, position=position, longest=self.longest_line)
            while True:
                try:
                    line = next(lines)
                except StopIteration:
                    return
                except OSError as error:
                    what = f"it cannot be read any further ({error.strerror})"
                    raise Damaged(Problem(name=name, what=what, byte=position)) from None
                if line is not None:
                    position = line.end
                    if line.data is None or line.data.strip():
                        records.append(self._record(line, name))
                if line is None or len(records) >= PORTION:
                    yield Portion(records=records, items=len(records), position=position)
                    records = []

    def _record(self, line: Line, name: str) -> Activity | Unreadable:
        """The activity on a line, or the dead letter of one that holds none."""
        where = f"{name}, byte {line.start:,}"
        if line.data is None:
            what = f"the line has {line.length:,} bytes; at most {self.longest_line:,} are read"
            return self._unreadable(line, where, what)
        try:
            value = parsed(line.data)
        except Invalid as error:
            return self._unreadable(line, where, str(error))
        try:
            return envelope.read(value, source=self.source)
        except Invalid as error:
            letter = self._unreadable(line, where, str(error))
            kept = envelope.without_text(value) if isinstance(value, dict) else None
            return attrs.evolve(letter, guild=_guild(value), record=kept)

    def _unreadable(self, line: Line, where: str, what: str) -> Unreadable:
        return Unreadable(
            source=self.source,
            reason="unreadable",
            detail=f"{where}: {what}",
            length=line.length,
            fingerprint=line.fingerprint,
        )

    @contextmanager
    def _opened(self, path: str) -> Iterator[int]:
        if path == PIPE:
            yield self.standard_input
            return
        with _named(path):
            # Whoever waits for a pipe's first writer in here could not be told to stop.
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            yield descriptor
        finally:
            os.close(descriptor)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """What keeps a path from being read is Damaged, under its name."""
    try:
        yield
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or "no file can have this name"
        raise Damaged(Problem(name=shown(path), what=f"it cannot be read ({what})")) from None


def parsed(data: bytes) -> object:
    """The JSON of one line, strictly: UTF-8, each key once, no NaN; Invalid says what is wrong."""
    try:
        return _STRICT.decode(data.decode())
    except UnicodeDecodeError as error:
        raise Invalid(f"it is not UTF-8 at its byte {error.start:,}") from None
    except RecursionError:
        raise Invalid("it has brackets in brackets beyond any activity") from None
    except json.JSONDecodeError as error:
        raise Invalid(f"it is not JSON at its character {error.pos:,}") from None
    except ValueError:
        raise Invalid("it has a number of thousands of digits") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Invalid("it has the same field twice")
    return found


def _no_number(name: str) -> object:
    raise Invalid(f"{name} is not a number in JSON")


_STRICT: Final = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_no_number)


def _guild(value: object) -> int | None:
    """The guild of a record that is otherwise unreadable, so that its staff see the letter."""
    try:
        return snowflake(value.get("guild"), where="guild") if isinstance(value, dict) else None
    except Invalid:
        return None


def _moved(descriptor: int, skip: int) -> int:
    """Stand behind the line that ends at byte `skip`; at the beginning if none ends there."""
    os.lseek(descriptor, skip - 1, os.SEEK_SET)
    if os.read(descriptor, 1) == b"\n":
        return skip
    return os.lseek(descriptor, 0, os.SEEK_SET)
