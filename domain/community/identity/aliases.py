"""Aliases: which member numbers are read as which; what was recorded keeps the number it came with."""

from collections.abc import Collection, Iterable
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray


@attrs.frozen(kw_only=True, eq=False)
class Aliases:
    """Numbers of linked accounts, ascending, and whose they are; arrays of shape (links,).

    `unmet` are the accounts that only a link told of: nobody ever saw them do anything.
    """

    member_no: NDArray[np.int32]
    canonical_no: NDArray[np.int32]
    unmet: NDArray[np.int32]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]], unmet: Collection[int] = ()) -> "Aliases":
        """From (account, whose it is) in any order."""
        rows = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
        return cls(member_no=rows[:, 0], canonical_no=rows[:, 1], unmet=np.array(sorted(unmet), np.int32))

    def __len__(self) -> int:
        return len(self.member_no)

    def read(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """These member numbers as they are read, of the same type."""
        if not len(self):
            return numbers
        at = np.minimum(np.searchsorted(self.member_no, numbers), len(self) - 1)
        return np.where(self.member_no[at] == numbers, self.canonical_no[at], numbers).astype(numbers.dtype)

    def canonical(self, member_no: int) -> int:
        """Who is read for this number."""
        return int(self.read(np.array([member_no], dtype=np.int64))[0])

    def group(self, member_no: int) -> list[int]:
        """Every number that is read as this person, theirs first."""
        person = self.canonical(member_no)
        return [person, *self.member_no[self.canonical_no == person].tolist()]
