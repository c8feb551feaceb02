"""ID coverage: of how many people it is known who they are elsewhere."""

from collections.abc import Iterable
from datetime import datetime

import attrs
import numpy as np
from numpy.typing import NDArray


@attrs.frozen(kw_only=True)
class SourceCoverage:
    """One world: its accounts that are somebody's, and those of whom nobody knows whose they are.

    Of the latter only those that did something here: one that only a link told of is nobody once it is gone.
    """

    source: str
    linked: int
    strangers: int


@attrs.frozen(kw_only=True)
class IdCoverage:
    """How many people of Discord there are, and how many have an account of each other world.

    `people` are neither bots nor erased; `anywhere` have at least one account linked.
    """

    people: int
    anywhere: int
    sources: tuple[SourceCoverage, ...]

    def share(self, source: str) -> float | None:
        """The share of people whose account of that world is known; None where there is nobody."""
        linked = sum(found.linked for found in self.sources if found.source == source)
        return linked / self.people if self.people else None


@attrs.frozen(kw_only=True, eq=False)
class LinkedAccounts:
    """Whose accounts of other worlds are known, arrays of shape (links,): the person, the place of the world
    in `sources`, and since when, in seconds since 1970."""

    member_no: NDArray[np.int32]
    source: NDArray[np.int32]
    since: NDArray[np.float64]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[int, str, datetime]]) -> "LinkedAccounts":
        """From (person, world, since when) in any order."""
        found = sorted(rows)
        sources = tuple(sorted({source for _, source, _ in found}))
        places = {source: place for place, source in enumerate(sources)}
        return cls(
            member_no=np.array([who for who, _, _ in found], dtype=np.int32),
            source=np.array([places[source] for _, source, _ in found], dtype=np.int32),
            since=np.array([since.timestamp() for _, _, since in found], dtype=np.float64),
            sources=sources,
        )

    def holders(self, size: int, until: float, source: str | None = None) -> NDArray[np.bool_]:
        """Who of `size` members had an account of that world, or of any, before that instant."""
        kept = self.since < until
        if source is not None:
            place = self.sources.index(source) if source in self.sources else -1
            kept &= self.source == place
        found = np.zeros(size, dtype=np.bool_)
        who = self.member_no[kept]
        found[who[who < size]] = True
        return found
