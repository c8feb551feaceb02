"""The first look of a day: how healthy the community is, what moved that, and what else stands out."""

from typing import Final

import attrs

from domain.insights.kpis.asked.standing_out import RULES, StandingOutRules, how_far, standing_out
from domain.insights.kpis.board import Board, Line
from domain.insights.kpis.health.score import SCORE
from domain.insights.kpis.receipt.movement import Contribution, movement

MOST_MOVERS: Final = 3
LEAST_MOVE: Final = 0.1
"""Points: less is not worth a line, and the receipt has it."""


@attrs.frozen(kw_only=True)
class Glance:
    """The health score with the components that moved it most, and of all other numbers of those who lead
    the few that stand out, the strongest first."""

    score: Line | None
    movers: tuple[Contribution, ...]
    standing: tuple[Line, ...]
    compared: bool
    """Whether there was anything to hold against the time before."""


def glance(board: Board, rules: StandingOutRules = RULES) -> Glance:
    """What of a board is worth a glance: of everything that stands out no more than of one kind elsewhere."""
    score = board.line(SCORE)
    others = tuple(line for line in board.lines if line is not score)
    found = standing_out(attrs.evolve(board, lines=others), rules)
    both = sorted((*found.worse, *found.better), key=lambda line: -abs(how_far(line, rules) or 0.0))
    return Glance(
        score=score,
        movers=() if score is None else _movers(score, board),
        standing=tuple(both[: rules.most]),
        compared=found.compared,
    )


def _movers(score: Line, board: Board) -> tuple[Contribution, ...]:
    before = None if score.before is None else score.before.reading(score.kpi, board.as_of)
    moved = movement(score.now.reading(score.kpi, board.as_of), before)
    movers = () if moved is None else moved.movers(MOST_MOVERS)
    return tuple(one for one in movers if abs(one.change or 0.0) >= LEAST_MOVE)
