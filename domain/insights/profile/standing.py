"""The place of one member in a window: their score, its receipt, and their rank among everybody."""

from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.settings import GuildSettings
from domain.insights.overview import relative_change
from domain.insights.profile.parts import Amount
from domain.insights.scoring import ScorePart, receipt, score, scores, totals
from domain.insights.sheet import DayTable


@attrs.frozen(kw_only=True)
class Standing:
    """A score with its receipt; None as `score` stands for not known, None as `rank` for no place taken.

    The points of `parts` sum to the score, and so do the points of `days`. `scored` is how many members
    have a score; `tied` says that others share the rank.
    """

    score: float | None
    rank: int | None
    tied: bool
    scored: int
    parts: tuple[ScorePart, ...]
    days: tuple[tuple[date, float], ...]
    previous: float | None
    change: float | None
    reactors_known: bool
    """Somebody told who reacted; else the score is of messages alone."""


@attrs.frozen(kw_only=True, eq=False)
class Points:
    """The score of everybody in a window, shape (members,), and whether anybody reacted in it."""

    points: NDArray[np.float64]
    reacted: bool

    @classmethod
    def of(cls, rows: DayTable, settings: GuildSettings, hidden: NDArray[np.bool_]) -> "Points":
        """From the rows of everybody's window; `hidden` marks the member numbers that take no place."""
        size = max(int(rows["member_no"].max(initial=-1)) + 1, len(hidden))
        points = scores(totals(rows, size), settings)
        points[: len(hidden)][hidden] = 0
        return cls(points=points, reacted=bool(rows["reactions"].any()))


def standing(
    everybody: Points,
    member_no: int,
    settings: GuildSettings,
    *,
    messages: Amount,
    reactions: Amount,
    reactions_heard: bool,
) -> Standing:
    """Rank a member among everybody, as the leaderboard does; `reactions_heard` says that somebody listened
    for who reacted."""
    points = everybody.points
    mine = float(points[member_no]) if member_no < len(points) else 0.0
    counts = messages.total or 0, reactions.total or 0
    known = messages.total is not None or reactions.total is not None
    told = reactions_heard or everybody.reacted
    previous = _previous(messages.previous, reactions.previous, settings, reactors_known=told)
    return Standing(
        score=score(*counts, settings) if known else None,
        rank=1 + int(np.count_nonzero(points > mine)) if mine > 0 else None,
        tied=mine > 0 and bool(np.count_nonzero(points == mine) > 1),
        scored=int(np.count_nonzero(points > 0)),
        parts=receipt(*counts, settings),
        days=_points(dict(messages.days), dict(reactions.days), settings),
        previous=previous,
        change=relative_change(score(*counts, settings), previous) if known else None,
        reactors_known=told,
    )


def _previous(
    messages: int | None, reactions: int | None, settings: GuildSettings, *, reactors_known: bool
) -> float | None:
    """The score of the window before, made of the same as that of this one; else it is no baseline."""
    if messages is None or (reactors_known and reactions is None):
        return None
    return score(messages, (reactions or 0) if reactors_known else 0, settings)


def _points(
    messages: dict[date, int], reactions: dict[date, int], settings: GuildSettings
) -> tuple[tuple[date, float], ...]:
    days = sorted({*messages, *reactions})
    return tuple((day, score(messages.get(day, 0), reactions.get(day, 0), settings)) for day in days)
