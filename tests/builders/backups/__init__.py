"""Manifests with defaults: a test names only what it is about."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import attrs

from adapters.archive import new_backup
from application.operations.copying import CopyInstallation
from domain.operations.backups.manifest import GuildSum, Manifest, Origin, Shape, Step, TableSum
from tests.builders.activities import TIME_ZERO

SHAPE = Shape(schema="community_os", table="members", columns=("guild_id", "name"))
ROWS = b"5\tAda\n5\tBen\\n\n"


def a_table_sum(**changes: Any) -> TableSum:
    """Of two members; its checksum is that of ROWS."""
    made = TableSum(shape=SHAPE, rows=2, size=len(ROWS), checksum="8a1f")
    return attrs.evolve(made, **changes)


def a_guild_sum(**changes: Any) -> GuildSum:
    """Of a small guild."""
    made = GuildSum(guild=5, activities=7, people=2, dead_letters=1, by_kind={"message": 7}, digest="a")
    return attrs.evolve(made, **changes)


def a_manifest(**changes: Any) -> Manifest:
    """Of one table and one guild."""
    origin = Origin(
        made_at=TIME_ZERO,
        program="0.1.0",
        server="18.0",
        fingerprint="f" * 32,
        steps=(Step(number=1, name="0001_first.sql", checksum="c"),),
        shapes=(SHAPE,),
    )
    made = Manifest(origin=origin, tables=(a_table_sum(),), guilds=(a_guild_sum(),), unaddressed=0)
    return attrs.evolve(made, **changes)


@attrs.frozen(kw_only=True)
class FromMemory:
    """An original whose rows come in pieces that are cut anywhere."""

    origin: Origin = a_manifest().origin
    fails: bool = False

    async def rows(self, shape: Shape) -> AsyncGenerator[bytes, None]:
        assert shape == SHAPE
        yield ROWS[:3]
        if self.fails:
            raise ZeroDivisionError
        yield ROWS[3:]

    async def tallies(self) -> tuple[tuple[GuildSum, ...], int]:
        return (a_guild_sum(),), 0


async def made(path: Path, **original: object) -> Path:
    """A backup file, made as backups are made."""
    with new_backup(path) as duplicate:
        await CopyInstallation()(FromMemory(**original), duplicate)  # type: ignore[arg-type]
    return path
