"""Backups of other versions: an earlier one is brought forward, a later one is refused by name."""

import json
import zipfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from adapters.postgres.link import DatabaseAddress, migrate, status
from adapters.postgres.link.migration_files import carried_migrations
from application.operations.copying import RowSums
from bootstrap.settings import Settings
from domain.kernel.errors import Conflict
from domain.operations.backups.manifest import Shape
from tests.integration.keeping.scene import backed_up, installation, is_forced, restored, tallies

pytestmark = pytest.mark.postgres
BEFORE_THE_BOT = 8
"""Migrations. Those after it added tables and columns, and changed none."""


def told_otherwise(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The same backup with another manifest."""
    changed = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            if name != "manifest.json":
                new.writestr(name, old.read(name))
        manifest = json.loads(old.read("manifest.json"))
        change(manifest)
        new.writestr("manifest.json", json.dumps(manifest))
    return changed


def as_it_was(path: Path, columns: Mapping[str, Collection[str]]) -> Path:
    """The same backup, made by a version whose tables had these columns alone."""
    old_path = path.with_name("old.zip")
    with zipfile.ZipFile(path) as new, zipfile.ZipFile(old_path, "w") as old:
        manifest = json.loads(new.read("manifest.json"))
        manifest["migrations"] = manifest["migrations"][:BEFORE_THE_BOT]
        manifest["tables"] = [table for table in manifest["tables"] if columns.get(name_of(table))]
        for table in manifest["tables"]:
            kept = [place for place, name in enumerate(table["columns"]) if name in columns[name_of(table)]]
            table["columns"] = [table["columns"][place] for place in kept]
            member, sums = f"tables/{name_of(table)}.copy", RowSums()
            rows = [row.split(b"\t") for row in new.read(member).splitlines()]
            data = b"".join(b"\t".join(row[place] for place in kept) + b"\n" for row in rows)
            sums.add(data)
            shape = Shape(schema=table["schema"], table=table["table"], columns=tuple(table["columns"]))
            table |= {"bytes": sums.size, "checksum": sums.of(shape).checksum}
            old.writestr(member, data)
        old.writestr("manifest.json", json.dumps(manifest))
    return old_path


def name_of(table: Mapping[str, Any]) -> str:
    return f"{table['schema']}.{table['table']}"


async def test_a_backup_of_a_later_version_is_refused_and_nothing_is_touched(
    full: Settings, empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    def of_tomorrow(manifest: dict[str, Any]) -> None:
        number = len(manifest["migrations"]) + 1
        manifest["migrations"].append({"number": number, "name": "9999_tomorrow.sql", "checksum": "0"})

    path = told_otherwise(await backed_up(full, str(tmp_path)), of_tomorrow)
    with pytest.raises(Conflict, match=r"later version .* 9999_tomorrow.sql .* update Community OS"):
        await restored(installation(tmp_path / "home", empty_address), path)
    assert not (await status(empty_address)).applied


async def test_a_backup_in_a_later_format_is_refused(
    full: Settings, empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    path = told_otherwise(await backed_up(full, str(tmp_path)), lambda manifest: manifest.update(version=2))
    with pytest.raises(Conflict, match="update Community OS"):
        await restored(installation(tmp_path / "home", empty_address), path)


@pytest.mark.parametrize("started_before", [False, True])
async def test_a_backup_of_an_earlier_version_is_brought_forward(
    full: Settings, target: DatabaseAddress, tmp_path: Path, started_before: bool
) -> None:
    await migrate(target, files=carried_migrations()[:BEFORE_THE_BOT])
    path = as_it_was(await backed_up(full, str(tmp_path)), await columns(target))
    if started_before:
        await migrate(target)
    await restored(installation(tmp_path / "home", target), path)
    assert full.database_url is not None
    assert await tallies(target) == await tallies(full.database_url)
    assert (await status(target)).up_to_date
    assert await is_forced(target)


async def test_a_database_of_an_earlier_version_is_not_backed_up_half(
    empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    await migrate(empty_address, files=carried_migrations()[:BEFORE_THE_BOT])
    with pytest.raises(Conflict, match="with that version, or bring the schema up to date"):
        await backed_up(installation(tmp_path / "home", empty_address), str(tmp_path))


async def columns(address: DatabaseAddress) -> dict[str, set[str]]:
    """The columns of each table that there is."""
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    try:
        found = await connection.fetch(
            "select table_schema || '.' || table_name as name, array_agg(column_name::text) as columns "
            "from information_schema.columns where table_schema like 'community_os%' group by 1"
        )
        return {row["name"]: set(row["columns"]) for row in found}
    finally:
        await connection.close(timeout=5)
