"""A command like any other: it needs the database from its first line on until its input ends."""

import asyncio
import sys
from pathlib import Path

from adapters.postgres.server.embedded import embedded_server


async def visit(home: Path, linger: float) -> None:
    async with embedded_server(home, linger=linger) as server:
        print(server.dsn, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(visit(Path(sys.argv[1]), float(sys.argv[2])))
