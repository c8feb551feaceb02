"""Commands as numbers: sheets hold nothing else, and what a command is called is asked for by name only."""

from collections.abc import Iterable
from hashlib import blake2b


def code_of(command: str) -> int:
    """The number of a command, of 64 bits; `/event rsvp` and `event.rsvp` are one."""
    name = ".".join(command.strip().removeprefix("/").lower().replace(".", " ").split())
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)


def codes_of(commands: Iterable[str]) -> frozenset[int]:
    """The numbers of several commands."""
    return frozenset(map(code_of, commands))
