"""Answers of the API that are kept take no more memory than they were given, also many small ones."""

import time
import tracemalloc

from pydantic import BaseModel

from adapters.http_api.api.answers import Kept

LARGEST = 1024 * 1024
MANY = 3_000


class Nobody(BaseModel):
    """The answer to whoever looks for somebody that there is not."""

    members: list[str]


async def nobody() -> Nobody:
    return Nobody(members=[])


async def test_many_small_answers_take_no_more_than_a_few_large_ones_would() -> None:
    kept = Kept(time.monotonic, largest=LARGEST)
    tracemalloc.start()
    try:
        for number in range(MANY):
            await kept.answer((7, (1, 1, number), "/members", (("q", f"{number:0>60}"),), True), nobody)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < LARGEST
