"""ID coverage: of how many people it is known who they are elsewhere."""

import attrs


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
