"""A list of members that is walked through from a place on, and not by numbers of pages."""

from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.tiers import TIERS, Tier
from domain.insights.directory.finding import named
from domain.insights.directory.names import MemberNames
from domain.insights.directory.roll import Group, Roll

Sort = Literal["number", "score"]
Place = tuple[float | None, int]
"""A score, None where the order knows none, and a member number."""


@attrs.frozen(kw_only=True)
class Following:
    """Who is looked for, and after which place; by number, or the highest score first, equals by number."""

    search: str = ""
    group: Group = "everyone"
    tier: Tier | None = None
    sort: Sort = "number"
    limit: int = 100
    after: Place | None = None


def following(
    roll: Roll, names: MemberNames, wanted: Following
) -> tuple[NDArray[np.intp], int, Place | None]:
    """The next member numbers, how many fit in all, and the place of the last one where there are more."""
    by_score = wanted.sort == "score" and "score" not in roll.unknown
    fits = named(roll, names, wanted.search) & roll.groups[wanted.group]
    if wanted.tier is not None:
        fits &= roll.tier == TIERS.index(wanted.tier)
    every = left = np.flatnonzero(fits)
    if wanted.after is not None:
        left = left[_behind(roll.score[left], left, wanted.after, by_score=by_score)]
    page = _highest(roll.score[left], left, wanted.limit) if by_score else left[: wanted.limit]
    if len(left) <= wanted.limit:
        return page, len(every), None
    last = int(page[-1])
    return page, len(every), (float(roll.score[last]) if by_score else None, last)


def _highest(scores: NDArray[np.float64], numbers: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """So many with the highest scores, equals by number; `numbers` ascend. Sorting all would take long."""
    if len(scores) > most:
        kept = np.flatnonzero(scores >= np.partition(scores, len(scores) - most)[len(scores) - most])
        scores, numbers = scores[kept], numbers[kept]
    return numbers[np.argsort(-scores, kind="stable")][:most]


def _behind(
    scores: NDArray[np.float64], numbers: NDArray[np.intp], place: Place, *, by_score: bool
) -> NDArray[np.bool_]:
    score, number = place
    if not by_score or score is None:
        return numbers > number
    behind: NDArray[np.bool_] = (scores < score) | ((scores == score) & (numbers > number))
    return behind
