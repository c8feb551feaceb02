"""Some people of a number: how many they are, and the first of them by name."""

import attrs
import numpy as np

from domain.insights.kpis.known import Mask
from domain.insights.kpis.slice import Slice


@attrs.frozen(kw_only=True)
class Crowd:
    """So many people; `first` are the most active of them by member number, at most as many as were asked."""

    count: int
    first: tuple[int, ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.first)


def crowd(who: Mask, seen: Slice, most: int) -> Crowd:
    """These people in the order of the days on which they were active in the slice, then by number."""
    numbers = np.flatnonzero(who)
    days = seen.facts.once_for_all(
        ("days with a row", seen.span), lambda: np.bincount(seen.rows["member_no"], minlength=len(who))
    )
    # One number for both, so that no more are put in order than are named.
    order = days[numbers] * len(who) - numbers
    if len(numbers) > most:
        kept = np.argpartition(-order, most)[:most]
        order, named = order[kept], numbers[kept]
    else:
        named = numbers
    return Crowd(count=len(numbers), first=tuple(named[np.argsort(-order)].tolist()))
