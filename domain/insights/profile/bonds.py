"""With whom somebody talks: answers that they gave and got, mutual bonds first."""

from datetime import date
from typing import Final

import attrs
import numpy as np

from domain.insights.sheet import DayTable
from domain.kernel.instants import day_of_number

MOST_BONDS: Final = 10
"""So many people fit on a picture that is still read at a glance."""


@attrs.frozen(kw_only=True)
class Bond:
    """Answers to somebody (`given`) and from them (`received`), and the days of both, oldest first."""

    member_no: int
    given: int
    received: int
    days: tuple[tuple[date, int, int], ...]

    @property
    def mutual(self) -> bool:
        """Each of the two answered the other."""
        return self.given > 0 and self.received > 0

    @property
    def answers(self) -> int:
        """Both directions together."""
        return self.given + self.received


@attrs.frozen(kw_only=True)
class Talk:
    """The strongest bonds, and the sums over everybody: how many people, how many of them mutual."""

    bonds: tuple[Bond, ...]
    people: int
    mutual: int
    given: int
    received: int


def talk(replies: DayTable, member_no: int, *, most: int = MOST_BONDS) -> Talk:
    """Read reply days in which the member is either side; mutual bonds first, then by answers given and got.

    An answer to oneself is no bond, and the fold keeps none.
    """
    who, toward = replies["member_no"], replies["toward_no"]
    mine, theirs = (who == member_no) & (toward != member_no), (toward == member_no) & (who != member_no)
    other = np.where(mine, toward, who)[mine | theirs]
    day, count = replies["day"][mine | theirs], replies["replies"][mine | theirs]
    outward = mine[mine | theirs]
    people, at = np.unique(other, return_inverse=True)
    given = np.bincount(at, weights=count * outward, minlength=len(people)).astype(np.int64)
    received = np.bincount(at, weights=count * ~outward, minlength=len(people)).astype(np.int64)
    mutual = (given > 0) & (received > 0)
    order = np.lexsort((people, -(given + received), ~mutual))[:most].tolist()
    return Talk(
        bonds=tuple(
            Bond(
                member_no=int(people[place]),
                given=int(given[place]),
                received=int(received[place]),
                days=_days(day[at == place], count[at == place], outward[at == place]),
            )
            for place in order
        ),
        people=len(people),
        mutual=int(np.count_nonzero(mutual)),
        given=int(given.sum()),
        received=int(received.sum()),
    )


def _days(day: np.ndarray, count: np.ndarray, outward: np.ndarray) -> tuple[tuple[date, int, int], ...]:
    by_day: dict[int, list[int]] = {}
    for number, answers, mine in zip(day.tolist(), count.tolist(), outward.tolist(), strict=True):
        by_day.setdefault(number, [0, 0])[0 if mine else 1] += answers
    return tuple((day_of_number(number), *by_day[number]) for number in sorted(by_day))  # type: ignore[misc]
