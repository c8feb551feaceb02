"""What a copy of an installation says of itself, so that another copy can be held against it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class Step:
    """One migration that the copied database had."""

    number: int
    name: str
    checksum: str


@attrs.frozen(kw_only=True)
class Shape:
    """One table as it was copied: where it is, and its columns in order."""

    schema: str
    table: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The table with its schema."""
        return f"{self.schema}.{self.table}"


@attrs.frozen(kw_only=True)
class TableSum:
    """What was copied of one table; `checksum` is the same in whatever order its rows come."""

    shape: Shape
    rows: int
    size: int
    checksum: str


@attrs.frozen(kw_only=True)
class GuildSum:
    """The tally of one guild without any name; `digest` is over all of it, people included."""

    guild: int
    activities: int
    people: int
    dead_letters: int
    by_kind: Mapping[str, int]
    digest: str


@attrs.frozen(kw_only=True)
class Origin:
    """Where a copy comes from; `fingerprint` is that of the installation's secret, never the secret."""

    made_at: datetime
    program: str
    server: str
    fingerprint: str
    steps: tuple[Step, ...]
    shapes: tuple[Shape, ...]


@attrs.frozen(kw_only=True)
class Manifest:
    """A whole copy: its origin, what each table held, and the tally of every guild."""

    origin: Origin
    tables: tuple[TableSum, ...]
    guilds: tuple[GuildSum, ...]
    unaddressed: int
    """Dead letters whose guild could not be read."""

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def size(self) -> int:
        """Bytes of all tables before they were packed."""
        return sum(table.size for table in self.tables)

    @property
    def activities(self) -> int:
        """Everything that counts once, of all guilds."""
        return sum(guild.activities for guild in self.guilds)


def differing_tables(told: Manifest, found: tuple[TableSum, ...]) -> Iterator[str]:
    """What the copy holds otherwise than its original, a line for each table."""
    by_name = {table.shape.name: table for table in found}
    for table in told.tables:
        there = by_name.get(table.shape.name)
        if there is None:
            yield f"{table.shape.name} is not there"
        elif there.rows != table.rows:
            yield f"{table.shape.name} has {there.rows:,} rows instead of {table.rows:,}"
        elif there.checksum != table.checksum:
            yield f"{table.shape.name} has as many rows, but others"


def differing_guilds(told: tuple[GuildSum, ...], found: tuple[GuildSum, ...]) -> Iterator[str]:
    """Where two tallies differ, a line for each guild."""
    by_guild = {each.guild: each for each in found}
    for guild in told:
        there = by_guild.pop(guild.guild, None)
        if there is None:
            yield f"guild {guild.guild} is not there"
        elif there != guild:
            yield f"the tally of guild {guild.guild} differs: {', '.join(_differing(guild, there))}"
    yield from (f"guild {guild} was not in the original" for guild in by_guild)


def _differing(told: GuildSum, found: GuildSum) -> Iterator[str]:
    for what, before, after in (
        ("activities", told.activities, found.activities),
        ("people", told.people, found.people),
        ("dead letters", told.dead_letters, found.dead_letters),
        *(
            (kind, told.by_kind.get(kind, 0), found.by_kind.get(kind, 0))
            for kind in sorted({*told.by_kind, *found.by_kind})
        ),
    ):
        if before != after:
            yield f"{after:,} {what} instead of {before:,}"
    if told.digest != found.digest:
        yield "who gave what, or when"
