"""Who was a member when: the member list as it stood at the end of any day."""

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.activity import first_days
from domain.insights.directory.roll import flags_of, last_memberships
from domain.insights.sheet import NEVER, DayTable, MemberColumns

Mask = NDArray[np.bool_]


@attrs.frozen(kw_only=True, eq=False)
class Census:
    """Arrays of shape (members,): `people` are neither bots nor erased, `met` is the day number on which
    somebody first appeared, -1 of whom no date is known. Days are day numbers, NEVER is unknown.
    """

    people: Mask
    bot: Mask
    met: NDArray[np.int64]
    seen: NDArray[np.int64]
    """The first day with activity."""

    _members: MemberColumns

    @classmethod
    def of(cls, sheet: DayTable, members: MemberColumns, size: int) -> "Census":
        """From the activity sheet and the member list."""
        met = np.full(size, NEVER, dtype=np.int64)
        who = sheet["member_no"]
        met[who[::-1]] = sheet["day"][::-1]  # of a repeated index numpy keeps the last value: the first day
        for told, since in ((members, members.joined), (members.roles, members.roles.given)):
            np.minimum.at(met, told.member_no, np.where(since == NEVER, -1, since))
        met[met == NEVER] = -1
        bot, erased = flags_of(members.bot, size), flags_of(members.erased, size)
        seen = first_days(sheet, size)
        return cls(people=~bot & ~erased, bot=bot, met=met, seen=np.minimum(seen, NEVER), members=members)

    def here(self, end: int) -> Mask:
        """Who was a member when day number `end` began: met before, and not gone."""
        _, _, _, gone = last_memberships(self._members, end, len(self.people))
        return self.people & (self.met < end) & ~gone

    def joined(self, end: int) -> NDArray[np.int64]:
        """When everybody had joined last, as known when day number `end` began; else first seen."""
        day, told, _, _ = last_memberships(self._members, end, len(self.people))
        return np.where(told, day, np.where(self.seen < end, self.seen, NEVER))

    def came(self, span: tuple[int, int]) -> NDArray[np.int32]:
        """The member number of each join in [first, end); who comes twice is there twice."""
        told = self._members
        found: NDArray[np.int32] = told.member_no[(told.joined >= span[0]) & (told.joined < span[1])]
        return found

    def went(self, span: tuple[int, int]) -> NDArray[np.int32]:
        """The member number of each leave in [first, end)."""
        told = self._members
        found: NDArray[np.int32] = told.member_no[(told.left >= span[0]) & (told.left < span[1])]
        return found
