"""`make bench`: builds a large guild in an embedded database of its own, measures, and writes the document.

ARGS="--members 5000 --activities 300000" makes it small and writes nothing; --only NAME runs one part.
"""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

import asyncpg

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database, DatabaseAddress, migrate
from adapters.postgres.server.embedded import embedded_server
from bench import catalogue
from bench.answering import api, commands
from bench.catalogue import boards, million, publishing
from bench.gathering import attendance, calendar
from bench.hearing import backfill, ears
from bench.hearing import memory as bot_memory
from bench.identity import forgetting
from bench.made import direct, world
from bench.reading import channels, directory, growth, live, member, memory, page, refresh, sheet_questions
from bench.report import document, results
from bench.report.lines import Line, note
from bench.scene import Scene
from bench.writing import front_door, history_import, profile
from bootstrap.garbage import few_heaps, look_for_garbage_seldom

Part = Callable[[Scene], Awaitable[list[Line]]]

PARTS: Final[Mapping[str, Part]] = {
    "log-growth": growth.run,
    "sheets": lambda scene: sheet_questions.run(scene.facts),
    "catalogue": catalogue.run,
    "million": million.run,
    "boards": boards.run,
    "directory": lambda scene: directory.run(scene.store, scene.facts),
    "member": member.run,
    "page": lambda scene: page.run(scene.dsn, scene.home),
    "api": api.run,
    "memory": lambda scene: memory.run(scene.dsn, scene.home),
    "live": live.run,
    "channels": channels.run,
    "profile": profile.run,
    "calendar": calendar.run,
    "publishing": publishing.run,
    "refresh": lambda scene: refresh.run(scene.store, scene.facts),
    "front-door": lambda scene: front_door.run(scene.store, scene.connection),
    "import": lambda scene: history_import.run(scene.dsn, scene.home),
    "hearing": lambda scene: ears.run(scene.home),
    "backfill": lambda scene: backfill.run(scene.store),
    "commands": lambda scene: commands.run(scene.dsn, scene.home),
    "attendance": attendance.run,
    "identity": lambda scene: forgetting.run(scene.store, scene.facts),
    "bot-memory": lambda scene: bot_memory.run(scene.dsn, scene.connection, scene.home),
}
"""In the order in which they run: what only reads comes before what writes, and what writes on the day after
the last one before what writes on later days, since a page shows the last days."""

NEED_NO_GUILD: Final = frozenset(
    {
        "million",
        "import",
        "hearing",
        "backfill",
        "commands",
        "attendance",
        "calendar",
        "identity",
        "bot-memory",
    }
)
MEMBERS, DAYS, ACTIVITIES = 100_000, 180, 10_000_000


async def main() -> int:
    """Run the parts; exit code 1 when a promise was not kept."""
    options = _options()
    look_for_garbage_seldom()
    few_heaps()
    made = world.make(members=options.members, days=options.days, activities=options.activities)
    note(f"{made.members:,} members, {made.activities:,} activities, {len(made.day):,} member-days")
    home = Path(tempfile.mkdtemp(prefix="community-os-bench-"))
    home.chmod(0o711)  # as root the server's own account has to pass, or the cluster would lie elsewhere
    keeps = (options.members, options.days, options.activities) == (MEMBERS, DAYS, ACTIVITIES)
    try:
        async with embedded_server(home, report=note, linger=0.5) as server:
            lines = await _measure(options.only or list(PARTS), made, server.dsn, home, keeps=keeps)
    finally:
        await asyncio.sleep(3)  # the keeper writes its last word after its server has ended
        shutil.rmtree(home, ignore_errors=True)
    for words in document.missed(lines):
        note(words)
    return 1 if document.missed(lines) else 0


async def _measure(parts: list[str], made: world.World, dsn: str, home: Path, *, keeps: bool) -> list[Line]:
    address = DatabaseAddress.parse(dsn)
    await migrate(address)
    connection = await asyncpg.connect(dsn)
    lines: list[Line] = []
    try:
        if not NEED_NO_GUILD.issuperset(parts) and "log-growth" not in parts:
            await direct.fill(connection, made)
        on = results.machine(str(connection.get_server_version().major))
        guild = f"{made.members:,} members, {made.days} days, {made.activities:,} activities"
        async with Database(address) as database:
            scene = Scene(
                made=made,
                dsn=dsn,
                home=home,
                connection=connection,
                database=database,
                store=PostgresStore(database),
                facts=PostgresFacts(database),
                keeps=keeps,
            )
            for part in (part for part in PARTS if part in parts):
                found = await PARTS[part](scene)
                lines += found
                if keeps and found:
                    results.keep(results.KEPT, part, found, on=on, guild=guild)
                    document.write()
    finally:
        await connection.close()
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--activities", type=int, default=ACTIVITIES)
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; may be said again")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
