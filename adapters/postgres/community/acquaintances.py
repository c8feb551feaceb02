"""What this process remembers of people, so that a batch asks the database only for those it never met."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from domain.community.members import Sighting

MOST: Final = 100_000
"""People remembered in one process: about 40 MB."""


class Acquaintance(NamedTuple):
    """A person's number, and what the database is known to hold of them; never their name or outside id."""

    number: int
    named_at: datetime | None
    name_hash: int
    bot: bool
    unmet: bool = False
    """Only a link told of this account so far."""

    def learns(self, sighting: Sighting) -> bool:
        """Whether the database may have to be told what this sighting says."""
        if (sighting.person.bot and not self.bot) or (self.unmet and not sighting.linked):
            return True
        name = sighting.person.name
        if name is None or (self.named_at is not None and sighting.named_at < self.named_at):
            return False
        return sighting.named_at != self.named_at or hash(name) != self.name_hash


class Acquaintances:
    """The most recently met people of every guild, by the hash that finds them.

    Numbers never change, also not by erasure, so that what was once committed stays true.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: dict[tuple[int, bytes], Acquaintance] = {}

    def find(self, guild: int, person: bytes) -> Acquaintance | None:
        """Who that is, if we met them lately."""
        return self._known.get((guild, person))

    def learn(self, guild: int, met: Mapping[bytes, Acquaintance]) -> None:
        """Remember what a committed transaction knew; those not met for longest are forgotten."""
        for person, acquaintance in met.items():
            self._known.pop((guild, person), None)
            self._known[guild, person] = acquaintance
        excess = len(self._known) - self._most
        for key in list(self._known)[: max(0, excess)]:
            del self._known[key]

    def forget(self) -> None:
        """Remember nobody: the database that comes back after an absence may be another copy of it."""
        self._known.clear()
