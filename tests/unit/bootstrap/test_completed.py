"""The first start after an update: whoever comes second waits for the one who counts."""

from typing import Any

import attrs
import pytest

from adapters.postgres.link import AwayReason, DatabaseAway
from bootstrap.processes import completed


@attrs.define
class Busy:
    """Use cases of a database that says so many times that it is away."""

    reason: AwayReason
    times: int
    asked: int = 0

    async def complete(self, progress: Any) -> int:
        self.asked += 1
        if self.asked <= self.times:
            raise DatabaseAway(self.reason)
        progress(7, 10_000)
        progress(7, 600_000)
        progress(8, 10_000)
        return 2


@pytest.mark.parametrize("reason", [AwayReason.BUSY, AwayReason.SLOW])
async def test_while_another_process_counts_it_waits_and_says_what_it_does_then(reason: AwayReason) -> None:
    busy, told = Busy(reason, times=3), list[str]()
    await completed(busy, told.append, pause=0.0)  # type: ignore[arg-type]
    assert busy.asked == 4
    assert told == [
        "Counting what this version shows for the first time, once; records stay as they are.",
        "  guild 7: 10,000 records",
        "  guild 7: 600,000 records",
        "  guild 8: 10,000 records",
    ]


async def test_waiting_has_an_end() -> None:
    busy = Busy(AwayReason.BUSY, times=99)
    with pytest.raises(DatabaseAway):
        await completed(busy, lambda _: None, attempts=3, pause=0.0)  # type: ignore[arg-type]
    assert busy.asked == 3


@pytest.mark.parametrize("reason", [AwayReason.FULL, AwayReason.REFUSED, AwayReason.LOST])
async def test_a_database_that_is_away_is_not_waited_for(reason: AwayReason) -> None:
    busy = Busy(reason, times=1)
    with pytest.raises(DatabaseAway):
        await completed(busy, lambda _: None, pause=0.0)  # type: ignore[arg-type]
    assert busy.asked == 1
