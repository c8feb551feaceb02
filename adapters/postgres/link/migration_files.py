"""The migrations that the program carries: numbered SQL files that say why, and how to go back."""

import hashlib
import re
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable

import attrs

from domain.kernel.errors import Conflict

_NAME = re.compile(r"(?P<number>\d{4})_[a-z0-9_]+\.sql")
_NO_TRANSACTION = "-- migrate:no-transaction"


class MigrationProblem(Conflict):
    """The schema cannot be brought up to date as it stands; the message names the file and the remedy."""


@attrs.frozen(kw_only=True)
class MigrationFile:
    """One step forward."""

    number: int
    name: str
    sql: str
    checksum: str

    @property
    def in_transaction(self) -> bool:
        """False for the few statements that PostgreSQL refuses inside a transaction."""
        return not any(line.strip() == _NO_TRANSACTION for line in _header(self.sql))


def carried_migrations(package: str = "adapters.postgres.migrations") -> tuple[MigrationFile, ...]:
    """Those that are part of this program."""
    return read_migrations(resources.files(package).iterdir())


def read_migrations(files: Iterable[Traversable]) -> tuple[MigrationFile, ...]:
    """All .sql files among these, in order, each with its two notes; a gap or a double number is refused."""
    found = sorted(
        (_read(file) for file in files if file.name.endswith(".sql")),
        key=lambda file: (file.number, file.name),
    )
    for expected, file in enumerate(found, start=1):
        if file.number != expected:
            raise MigrationProblem(
                f"Migration {file.name} should have number {expected:04d}: numbers have no gaps."
            )
    return tuple(found)


def _read(file: Traversable) -> MigrationFile:
    name = _NAME.fullmatch(file.name)
    if name is None:
        raise MigrationProblem(f"Migration {file.name} must be named like 0007_what_it_does.sql.")
    sql = file.read_text(encoding="utf-8")
    header = _header(sql)
    if not header or not _says(header[0], "why"):
        raise MigrationProblem(f"Migration {file.name} must begin with a line `-- why: ...`.")
    if not any(_says(line, "rollback") for line in header):
        raise MigrationProblem(f"Migration {file.name} must say `-- rollback: ...` in its first comment.")
    checksum = hashlib.sha256(sql.replace("\r\n", "\n").encode()).hexdigest()
    return MigrationFile(number=int(name["number"]), name=file.name, sql=sql, checksum=checksum)


def _header(sql: str) -> list[str]:
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line)
    return lines


def _says(line: str, note: str) -> bool:
    return re.fullmatch(rf"-- {note}: +\S.*", line) is not None
