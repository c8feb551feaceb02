"""Portions of a file on their way to the front door: read in a thread, two batches in flight, none lost."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from contextlib import suppress

from application.community.history.files import Damaged, Portion
from application.community.record import Answer, Batch, Recorded

Record = Callable[[Batch], Awaitable[Recorded]]
"""RecordActivities, or something around it."""

IN_FLIGHT = 2
"""While the database folds one batch the next is prepared; more would only wait for the guild."""

LARGEST_CALL = 10_000
_PATIENCE = 5.0

Answers = tuple[Answer, ...]


async def convey(
    portions: Iterator[Portion], record: Record, prepare: Callable[[Portion], Awaitable[Portion]]
) -> AsyncGenerator[tuple[Portion, Answers], None]:
    """Record every portion; gives each with its answers once it is in the log, in the order of the file.

    Raises Damaged when the file ends badly, after everything that came before is in the log.
    """
    under_way: deque[tuple[Portion, asyncio.Task[Answers]]] = deque()
    damage: Damaged | None = None
    try:
        while True:
            try:
                portion = await _next(portions)
            except Damaged as found:
                damage = found
                break
            if portion is None:
                break
            prepared = await prepare(portion)
            under_way.append((prepared, asyncio.create_task(_recorded(prepared, record))))
            if len(under_way) == IN_FLIGHT:
                yield under_way[0][0], await under_way[0][1]
                under_way.popleft()
        while under_way:
            yield under_way[0][0], await under_way[0][1]
            under_way.popleft()
    finally:
        for _, task in under_way:
            task.cancel()
        await asyncio.gather(*(task for _, task in under_way), return_exceptions=True)
        if isinstance(portions, Generator):
            with suppress(ValueError):  # a thread that waits for a dead disk still holds it
                portions.close()
    if damage is not None:
        raise damage


async def _next(portions: Iterator[Portion]) -> Portion | None:
    """The next portion, from a thread; a cancelled caller waits until the thread has let go of the file."""
    reading = asyncio.ensure_future(asyncio.to_thread(next, portions, None))
    try:
        return await asyncio.shield(reading)
    except asyncio.CancelledError:
        await asyncio.wait({reading}, timeout=_PATIENCE)
        raise


async def _recorded(portion: Portion, record: Record) -> Answers:
    answers: list[Answer] = []
    for batch in batches(portion.records):
        answers += (await record(batch)).answers
    return tuple(answers)


def batches(records: Batch) -> Iterator[Batch]:
    """The records in pieces that the front door takes at once."""
    for start in range(0, len(records), LARGEST_CALL):
        yield records[start : start + LARGEST_CALL]
