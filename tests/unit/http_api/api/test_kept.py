"""What the API keeps takes no more memory than it was given, however long it runs and whoever asks."""

import time
import tracemalloc

import attrs
from pydantic import BaseModel

from adapters.http_api.api.answers import MOST_GUILDS, Kept, Stamps
from adapters.http_api.api.gate import REMEMBERED, Paces
from domain.operations.keys import ApiKey
from tests.builders.activities import GUILD, TIME_ZERO
from tests.unit.http_api.api.programs import Village
from tests.unit.http_api.edge import StopWatch

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


async def test_the_paces_of_keys_that_were_not_seen_for_longest_are_forgotten() -> None:
    paces = Paces(StopWatch())
    key = ApiKey(
        id="first", name="a program", hash=b"", scopes=frozenset(), guild=None, per_minute=5,
        created_at=TIME_ZERO, created_by="somebody", expires_at=None,
    )  # fmt: skip
    for number in range(REMEMBERED + 50):
        paces.ask(attrs.evolve(key, id=f"{number}"))
        if not number % 2_000:
            paces.ask(key)
    assert len(paces) == REMEMBERED
    assert paces.ask(key)[0].exceeded, "who asks all the time is not forgotten"


async def test_settings_of_guilds_that_there_are_not_are_not_remembered_for_ever() -> None:
    village = await Village.built()
    stamps = Stamps(village.use_cases, StopWatch())
    for number in range(MOST_GUILDS + 50):
        await stamps.of(GUILD + number)
    assert 0 < len(stamps) <= MOST_GUILDS
