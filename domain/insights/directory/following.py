"""A list of members that is walked through from a place on, and not by numbers of pages."""

from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.tiers import Tier
from domain.insights.directory.finding import Question, found
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
    question = Question(search=wanted.search, group=wanted.group, tier=wanted.tier, sort="score", page=None)
    every = found(roll, names, question).order
    order = every if by_score else np.sort(every)
    if wanted.after is not None:
        order = order[_behind(roll.score[order], order, wanted.after, by_score=by_score)]
    page = order[: wanted.limit]
    if len(order) <= wanted.limit:
        return page, len(every), None
    last = int(page[-1])
    return page, len(every), (float(roll.score[last]) if by_score else None, last)


def _behind(
    scores: NDArray[np.float64], numbers: NDArray[np.intp], place: Place, *, by_score: bool
) -> NDArray[np.bool_]:
    score, number = place
    if not by_score or score is None:
        return numbers > number
    behind: NDArray[np.bool_] = (scores < score) | ((scores == score) & (numbers > number))
    return behind
