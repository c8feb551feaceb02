"""Looking for somebody in everything that the product keeps or says."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import asyncpg

from adapters.postgres.link import DatabaseAddress

_TABLES = """
select schemaname, tablename from pg_tables
where schemaname in ('community_os', 'community_os_instance') order by 1, 2
"""


async def rows_of(address: DatabaseAddress) -> dict[str, str]:
    """Every column of every row of every table, as the owner of the database sees them."""
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    found: dict[str, str] = {}
    try:
        for schema, table in await connection.fetch(_TABLES):
            out = io.BytesIO()
            await connection.copy_from_table(table, schema_name=schema, output=out)
            found[f"{schema}.{table}"] = out.getvalue().decode()
    finally:
        await connection.close(timeout=5)
    return found


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "replace")
        for path in folder.rglob("*")
        if path.is_file()
    }


def members_of(backup: Path) -> dict[str, str]:
    """Everything in a backup, unpacked."""
    with zipfile.ZipFile(backup) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def where(places: Mapping[str, str], words: Sequence[str]) -> list[str]:
    """In which places any of the words stands, in whatever letters."""
    return sorted(set(_found(places, words)))


def _found(places: Mapping[str, str], words: Sequence[str]) -> Iterator[str]:
    for place, text in places.items():
        folded = text.casefold()
        for word in words:
            if word.casefold() in folded:
                yield f"{word} in {place}"
