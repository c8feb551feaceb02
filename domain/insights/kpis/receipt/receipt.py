"""Writes the receipt of a reading."""

from collections.abc import Sequence

import attrs

from domain.insights.kpis.asked.course import OldLine
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt.caveats import caveats
from domain.insights.kpis.receipt.crowd import Crowd, crowd
from domain.insights.kpis.receipt.movement import Movement, movement
from domain.insights.kpis.receipt.words import formula, headline
from domain.insights.kpis.slice import Slice


@attrs.frozen(kw_only=True, eq=False)
class Receipt:
    """A reading with all that makes it believable.

    `sentence` says what the number means, `formula` how it was computed, with its numbers in it. `behind`
    are the people behind the numerator; `entered` those who were not behind it in the window before, `left`
    those who were and are no more. `caveats` are plain words.
    """

    reading: Reading
    before: Reading | None
    sentence: str
    formula: str
    movement: Movement | None
    behind: Crowd | None
    entered: Crowd | None
    left: Crowd | None
    caveats: tuple[str, ...]

    @property
    def said(self) -> str:
        """The number as people see it first."""
        return headline(self.reading)

    @property
    def members(self) -> frozenset[int]:
        """Everybody whom it names, by number."""
        crowds = (self.behind, self.entered, self.left)
        return frozenset(who for one in crowds if one is not None for who in one.first)


def receipt(
    reading: Reading,
    before: Reading | None,
    facts: KpiFacts,
    *,
    most: int = 50,
    beside: Sequence[OldLine] = (),
) -> Receipt:
    """The receipt of a reading and of the one of the window before; of each crowd at most `most` are named.

    Both readings are of these facts; `beside` are the lines that are drawn beside its course.
    """
    moved = movement(reading, before)
    now = _slice(reading, facts)
    earlier = now if before is None else _slice(before, facts)
    return Receipt(
        reading=reading,
        before=before,
        sentence=reading.definition.sentence,
        formula=formula(reading),
        movement=moved,
        behind=None if reading.who is None else crowd(reading.who, now, most),
        entered=None if moved is None or moved.entered is None else crowd(moved.entered, now, most),
        left=None if moved is None or moved.left is None else crowd(moved.left, earlier, most),
        caveats=(*caveats(reading, before), *(one.why for one in beside)),
    )


def _slice(reading: Reading, facts: KpiFacts) -> Slice:
    return Slice(facts=facts, window=reading.read, group=reading.group)
