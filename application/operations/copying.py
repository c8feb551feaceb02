"""Copying a whole installation: from a database into a file, from a file into a database, or between two."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from hashlib import blake2b
from typing import Protocol

import attrs

from domain.operations.backups.manifest import GuildSum, Manifest, Origin, Shape, TableSum

Told = Callable[[str, int, int], None]
"""Told (table, bytes so far of all tables, rows so far of this one) as the copying goes on."""


class Original(Protocol):
    """Everything that an installation held at one instant."""

    @property
    def origin(self) -> Origin:
        """Where and when; its shapes are the tables in the order in which they can be filled."""
        ...

    def rows(self, shape: Shape) -> AsyncGenerator[bytes, None]:
        """One table in the text format of COPY, in pieces of any length."""
        ...

    async def tallies(self) -> tuple[tuple[GuildSum, ...], int]:
        """The tally of each guild, and how many dead letters have none."""
        ...


class Duplicate(Protocol):
    """A copy that comes to be: it is there when it was finished, and before that it is not."""

    async def take(self, shape: Shape, rows: AsyncIterator[bytes]) -> None:
        """Keep one table."""
        ...

    async def finish(self, manifest: Manifest) -> None:
        """Hold what was kept against the manifest; raises Conflict with what differs."""
        ...


@attrs.frozen(kw_only=True)
class CopyInstallation:
    """Copy everything, table by table, in one stream whose memory does not grow with it."""

    told: Told = lambda *_: None

    async def __call__(self, original: Original, duplicate: Duplicate) -> Manifest:
        """What was copied, as the copy was held against it."""
        found: list[TableSum] = []
        for shape in original.origin.shapes:
            sums = RowSums()
            before = sum(table.size for table in found)
            async with aclosing(original.rows(shape)) as rows:
                await duplicate.take(shape, self._watched(rows, shape, sums, before))
            found.append(sums.of(shape))
        self.told("tally", sum(table.size for table in found), sum(table.rows for table in found))
        guilds, unaddressed = await original.tallies()
        manifest = Manifest(
            origin=original.origin, tables=tuple(found), guilds=guilds, unaddressed=unaddressed
        )
        await duplicate.finish(manifest)
        return manifest

    async def _watched(
        self, rows: AsyncIterator[bytes], shape: Shape, sums: "RowSums", before: int
    ) -> AsyncIterator[bytes]:
        async for block in rows:
            sums.add(block)
            self.told(shape.table, before + sums.size, sums.rows)
            yield block


@attrs.define
class RowSums:
    """Counts rows as they stream by, and adds up their hashes, so that their order does not matter."""

    rows: int = 0
    size: int = 0
    _sum: int = 0
    _rest: bytes = b""

    def add(self, block: bytes) -> None:
        """A piece of the stream, cut anywhere; no row has a line end in it but its own."""
        self.size += len(block)
        *lines, self._rest = (self._rest + block).split(b"\n")
        self.rows += len(lines)
        self._sum += sum(int.from_bytes(blake2b(line, digest_size=16).digest(), "little") for line in lines)

    def of(self, shape: Shape) -> TableSum:
        """The sum of the table that has streamed by."""
        return TableSum(shape=shape, rows=self.rows, size=self.size, checksum=f"{self._sum % 2**128:032x}")
