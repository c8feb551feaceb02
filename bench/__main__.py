"""`make bench`: builds a large guild in an embedded database of its own, and measures.

ARGS="--members 5000 --activities 300000" makes it small; --only NAME runs one part.
"""

import argparse
import asyncio
import os
import platform
import shutil
import tempfile
from pathlib import Path

import asyncpg

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database, DatabaseAddress, migrate
from adapters.postgres.server.embedded import embedded_server
from bench import direct, directory, front_door, history_import, page, refresh, sheet_questions, world
from bench.lines import Line, note
from bootstrap.garbage import look_for_garbage_seldom

PARTS = ("sheets", "directory", "page", "refresh", "front-door", "import")


async def main() -> int:
    """Run the parts; exit code 1 when a promise was not kept."""
    options = _options()
    look_for_garbage_seldom()
    made = world.make(members=options.members, days=options.days, activities=options.activities)
    note(f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}")
    note(f"{made.members:,} members, {made.activities:,} activities, {len(made.day):,} member-days")
    home = Path(tempfile.mkdtemp(prefix="community-os-bench-"))
    home.chmod(0o711)  # as root the server's own account has to pass, or the cluster would lie elsewhere
    try:
        async with embedded_server(home, report=note, linger=0.5) as server:
            lines = await _measure(options.only, made, server.dsn, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    missed = [line for line in lines if line.met is False]
    for line in missed:
        note(f"MISSED: {line.name}: {line.value:.1f} {line.unit}, ratio {line.ratio}, promised {line.target}")
    return 1 if missed else 0


async def _measure(only: str | None, made: world.World, dsn: str, home: Path) -> list[Line]:
    address = DatabaseAddress.parse(dsn)
    await migrate(address)
    connection = await asyncpg.connect(dsn)
    lines: list[Line] = []
    try:
        if only != "import":
            await direct.fill(connection, made)
        async with Database(address) as database:
            store, facts = PostgresStore(database), PostgresFacts(database)
            if only in (None, "sheets"):
                lines += await sheet_questions.run(facts)
            if only in (None, "directory"):
                lines += await directory.run(store, facts)
            if only in (None, "page"):
                lines += await page.run(dsn, home)
            if only in (None, "refresh"):
                lines += await refresh.run(store, facts)
            if only in (None, "front-door"):
                lines += await front_door.run(store, connection)
            if only in (None, "import"):
                lines += await history_import.run(dsn, home)
    finally:
        await connection.close()
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--activities", type=int, default=10_000_000)
    parser.add_argument("--only", choices=PARTS)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
