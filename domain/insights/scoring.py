"""The community score: what somebody gave, weighed; and the receipt that shows where it comes from."""

from typing import Final, NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.settings import GuildSettings
from domain.insights.sheet import DayTable

MESSAGES: Final = "messages"
REACTIONS_GIVEN: Final = "reactions given"


@attrs.frozen
class ScorePart:
    """One line of a receipt: a count, its weight, and their product."""

    what: str
    count: int
    weight: float

    @property
    def points(self) -> float:
        """Count times weight."""
        return self.count * self.weight


_DECIMALS: Final = 6
"""Scores that are equal on paper are equal: 3 x 0.1 and 1 x 0.3 differ in the last bit of a float."""


def receipt(messages: int, reactions: int, settings: GuildSettings) -> tuple[ScorePart, ...]:
    """The parts of a score; their points sum to it (DEFINITIONS: score)."""
    return (
        ScorePart(MESSAGES, messages, settings.message_weight),
        ScorePart(REACTIONS_GIVEN, reactions, settings.reaction_weight),
    )


def score(messages: int, reactions: int, settings: GuildSettings) -> float:
    """Messages and reactions given, each times its weight."""
    return round(sum(part.points for part in receipt(messages, reactions, settings)), _DECIMALS)


class Totals(NamedTuple):
    """Sums by member number; arrays of one length."""

    messages: NDArray[np.int64]
    reactions: NDArray[np.int64]


def totals(days: DayTable, size: int) -> Totals:
    """Sum the rows of a member-day table by member number; `size` is at least the largest number + 1."""
    who = days["member_no"].astype(np.intp)  # bincount would do it for each column
    return Totals(
        messages=np.bincount(who, weights=days["messages"], minlength=size).astype(np.int64),
        reactions=np.bincount(who, weights=days["reactions"], minlength=size).astype(np.int64),
    )


def scores(given: Totals, settings: GuildSettings) -> NDArray[np.float64]:
    """The score of each member number, as `score` has it."""
    points = given.messages * settings.message_weight + given.reactions * settings.reaction_weight
    return points.round(_DECIMALS)
