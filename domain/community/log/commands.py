"""Commands as numbers, since sheets hold nothing else; and how each run of them ended, and how fast."""

from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final, NamedTuple

from domain.community.log.entry import Entry, details_of
from domain.community.log.words import OUTCOMES

_MILLISECONDS: Final = (
    *(10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750),
    *(1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 30_000, 60_000),
)
LATENCY_BOUNDS: Final = tuple(bound / 1000 for bound in _MILLISECONDS)
"""Upper bounds, in seconds, of the buckets of latency, the 3 of Discord's patience among them. Bucket n ends
with bound n, and the last one has none."""

UNTIMED: Final = -1
"""The bucket of a run of which nobody told how long it took."""

NO_ERROR: Final = 0
"""The number of no error at all."""

OK, FAILED, DENIED = range(len(OUTCOMES))


class Ran(NamedTuple):
    """How a command ended on a day; `outcome` is its place in OUTCOMES, `error` its type or empty."""

    day: int
    command: str
    outcome: int
    error: str
    bucket: int


def ran(entry: Entry, day: int) -> Ran:
    """How this run ended."""
    told = details_of(entry)
    outcome, took = told.get("outcome"), told.get("latency_ms")
    return Ran(
        day=day,
        command=name_of(str(told.get("command") or "")),
        outcome=OUTCOMES.index(outcome) if outcome in OUTCOMES else OK,
        error=str(told.get("error") or ""),
        bucket=UNTIMED if took is None else bisect_left(_MILLISECONDS, took),
    )


def name_of(command: str) -> str:
    """How a command is called, its subcommands behind points: `/event rsvp` is `event.rsvp`."""
    return ".".join(command.strip().removeprefix("/").lower().replace(".", " ").split())


def code_of(command: str) -> int:
    """The number of a command, of 64 bits; `/event rsvp` and `event.rsvp` are one."""
    return _number(name_of(command))


def error_code(error: str) -> int:
    """The number of a type of error."""
    return _number(error) if error else NO_ERROR


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big", signed=True)


def codes_of(commands: Iterable[str]) -> frozenset[int]:
    """The numbers of several commands."""
    return frozenset(map(code_of, commands))
