"""Leaderboards: who gave most in a window, with ties stated and the receipt of each score."""

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.settings import GuildSettings
from domain.insights.scoring import ScorePart, receipt, scores, totals
from domain.insights.sheet import DayTable


@attrs.frozen(kw_only=True)
class Standing:
    """One place on a leaderboard; members of equal score share a rank (1, 2, 2, 4)."""

    rank: int
    tied: bool
    member_no: int
    score: float
    messages: int
    reactions: int
    parts: tuple[ScorePart, ...]


@attrs.frozen(kw_only=True)
class Leaderboard:
    """The first places; `also_tied` more members have the score of the last place shown."""

    standings: tuple[Standing, ...]
    scored: int
    """How many members have a score above zero."""

    also_tied: int = 0
    reactors_known: bool = True
    """Somebody told who reacted; else the scores are of messages alone, and it is to be said so."""


def leaderboard(
    days: DayTable,
    settings: GuildSettings,
    *,
    hidden: NDArray[np.bool_] | None = None,
    places: int = 10,
    reactions_heard: bool = True,
) -> Leaderboard:
    """Rank members by the score of these member-days, best first, equal scores by member number.

    `hidden` marks member numbers that take no place (the erased). Scores of zero take none.
    """
    known = reactions_heard or bool(days["reactions"].any())
    if len(days) == 0:
        return Leaderboard(standings=(), scored=0, reactors_known=known)
    size = max(int(days["member_no"].max()) + 1, 0 if hidden is None else len(hidden))
    given = totals(days, size)
    points = scores(given, settings)
    if hidden is not None:
        points[: len(hidden)][hidden] = 0
    scored = int(np.count_nonzero(points > 0))
    shown = min(places, scored)
    if shown < 1:
        return Leaderboard(standings=(), scored=scored, reactors_known=known)
    cut = np.partition(points, size - shown)[size - shown]
    candidates = np.flatnonzero(points >= cut)
    order = candidates[np.lexsort((candidates, -points[candidates]))]
    standings = []
    for member_no in order[:shown]:
        mine = points[member_no]
        standings.append(
            Standing(
                rank=1 + int(np.count_nonzero(points[order] > mine)),
                tied=bool(np.count_nonzero(points[order] == mine) > 1),
                member_no=int(member_no),
                score=float(mine),
                messages=int(given.messages[member_no]),
                reactions=int(given.reactions[member_no]),
                parts=receipt(int(given.messages[member_no]), int(given.reactions[member_no]), settings),
            )
        )
    return Leaderboard(
        standings=tuple(standings), scored=scored, also_tied=len(order) - shown, reactors_known=known
    )
