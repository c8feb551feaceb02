"""What the front door did with a batch, against a slow count."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.coverage import HISTORY
from domain.community.log.entry import Entry, sort_in
from domain.community.log.intake import LAG_BOUNDS, IntakeKey, intake_of
from tests.builders.activities import TIME_ZERO
from tests.builders.entries import an_entry

DAY = 20_514
NOW = TIME_ZERO


def late(seconds: float, **changes: object) -> Entry:
    """An entry of the bot that came so many seconds after it happened."""
    given_ = {"occurred_at": NOW - timedelta(seconds=seconds), "source": "gateway"} | changes
    return an_entry(**given_)  # type: ignore[arg-type]


def counted(batch: list[Entry], known: list[Entry] | None = None) -> dict[IntakeKey, int]:
    held: dict[bytes, list[Entry]] = {}
    for entry in known or []:
        held.setdefault(entry.key, []).append(entry)
    return intake_of(batch, sort_in(batch, held), DAY, NOW)


def lags(found: dict[IntakeKey, int]) -> dict[int, int]:
    return {key.bucket: count for key, count in found.items() if key.what == "lag"}


def of(found: dict[IntakeKey, int], what: str) -> Counter[tuple[str, str]]:
    return Counter({(key.source, key.kind): n for key, n in found.items() if key.what == what})


ENTRIES = st.lists(
    st.builds(
        late,
        seconds=st.sampled_from([-5, 0, 0.1, 0.125, 0.126, 1, 3, 64, 90_000, 2.0**25, 2.0**26]),
        key=st.integers(0, 5).map(lambda n: bytes([n]) * 16),
        digest=st.integers(0, 3),
        source=st.sampled_from(["gateway", "ingest", HISTORY]),
        kind=st.sampled_from(["message", "reaction"]),
        inferred=st.booleans(),
    ),
    max_size=14,
)


@given(ENTRIES, ENTRIES)
def test_every_entry_of_a_batch_is_new_known_or_different(batch: list[Entry], known: list[Entry]) -> None:
    found = counted(batch, known)
    said = {(entry.key, entry.digest) for entry in known}
    keys = {entry.key for entry in known}
    new = different = again = 0
    for entry in batch:
        if (entry.key, entry.digest) in said:
            again += 1
        elif entry.key in keys:
            different += 1
        else:
            new += 1
        said.add((entry.key, entry.digest))
        keys.add(entry.key)
    assert of(found, "accepted").total() == new
    assert of(found, "differing").total() == different
    assert of(found, "duplicate").total() == again
    assert all(count > 0 for count in found.values())
    assert not [key for key in found if key.what == "lag" and key.source == HISTORY]


@pytest.mark.parametrize(
    ("seconds", "bucket"),
    [(-3, 0), (0, 0), (0.125, 0), (0.126, 1), (0.25, 1), (1, 3), (1.01, 4), (2.0**25, 28), (2.0**25 + 1, 29)],
)
def test_a_lag_falls_into_the_bucket_that_ends_at_or_after_it(seconds: float, bucket: int) -> None:
    assert lags(counted([late(seconds)])) == {bucket: 1}
    assert bucket == len(LAG_BOUNDS) or seconds <= LAG_BOUNDS[bucket]


def test_a_time_that_is_only_inferred_has_no_lag() -> None:
    assert lags(counted([late(10, inferred=True)])) == {}


def test_a_copy_of_what_is_known_has_no_lag() -> None:
    key = b"k" * 16
    assert lags(counted([late(10, key=key, digest=2)], [late(1, key=key, digest=1)])) == {}


def test_each_source_has_its_own_lag() -> None:
    batch = [late(1, key=b"a" * 16), late(100, key=b"b" * 16, source="webhook"), late(1, key=b"c" * 16)]
    found = counted(batch)
    assert {(key.source, key.bucket, n) for key, n in found.items() if key.what == "lag"} == {
        ("gateway", 3, 2),
        ("webhook", 10, 1),
    }


def test_how_a_run_of_a_command_ended_is_no_differing_copy_of_it() -> None:
    begun = late(1, kind="command_run", key=b"k" * 16, digest=1)
    ended = late(1, kind="command_run", key=b"k" * 16, digest=2)
    found = counted([ended], known=[begun])
    assert (of(found, "differing").total(), of(found, "duplicate").total()) == (0, 1)
