"""Rows as they leave a table: the text format of COPY, the same whatever a session is set to."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Final

from adapters.postgres.link import Connection, LinkLimits
from domain.operations.backups.manifest import Shape

PATIENT: Final = LinkLimits(command=6 * 3600.0, connections=2)
"""The longest that one table may take."""

_ON_THE_WAY: Final = 4
"""Pieces that were read and not yet taken; each is as much as the network brought at once."""

_ONE_WAY_OF_WRITING = """
select set_config('datestyle', 'ISO, MDY', true), set_config('timezone', 'UTC', true),
       set_config('intervalstyle', 'postgres', true), set_config('extra_float_digits', '1', true),
       set_config('bytea_output', 'hex', true)
"""


async def write_one_way(connection: Connection) -> None:
    """Until the transaction ends, values look alike on every server."""
    await connection.fetchrow(_ONE_WAY_OF_WRITING)


async def rows_of(connection: Connection, shape: Shape) -> AsyncGenerator[bytes, None]:
    """The rows of a table that this transaction may see; whoever is slow to take them slows the server."""
    blocks: asyncio.Queue[bytes] = asyncio.Queue()
    room = asyncio.Semaphore(_ON_THE_WAY)

    async def keep(block: bytes) -> None:
        await room.acquire()
        blocks.put_nowait(bytes(block))

    pouring = asyncio.create_task(
        connection.copy_from_table(
            shape.table, schema_name=shape.schema, columns=list(shape.columns), output=keep, format="text"
        ),
        name=f"reading {shape.name}",
    )
    pouring.add_done_callback(lambda _: blocks.put_nowait(b""))
    try:
        while block := await blocks.get():
            yield block
            room.release()
        await pouring
    finally:
        pouring.cancel()
        await asyncio.gather(pouring, return_exceptions=True)
