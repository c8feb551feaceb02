"""Who was a member when: the member list as it stood at the end of any day."""

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.activity import acted
from domain.insights.directory.roll import flags_of, last_memberships, roles_since
from domain.insights.sheet import NEVER, DayTable, MemberColumns

Mask = NDArray[np.bool_]
Days = NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Belonging:
    """As known when a day began, arrays of shape (members,): who is a member, who was and has gone, and the
    day on which everybody had joined last (told, else first seen; NEVER of whom neither is known). Of the
    `dated` that day was told, and is no guess."""

    here: Mask
    gone: Mask
    joined: NDArray[np.int32]
    dated: Mask


@attrs.frozen(kw_only=True, eq=False)
class Census:
    """Arrays of shape (members,): `people` are neither bots nor erased, `met` is the day number on which
    somebody first appeared, -1 of whom no date is known. Days are day numbers, NEVER is unknown.
    """

    people: Mask
    bot: Mask
    met: Days
    seen: Days
    """The first day with activity."""

    did: Mask
    """The rows of the sheet in which somebody did something, of any kind."""

    _members: MemberColumns

    @classmethod
    def of(cls, sheet: DayTable, members: MemberColumns, size: int) -> "Census":
        """From the activity sheet and the member list."""
        who, day = sheet["member_no"], sheet["day"]
        did = acted(sheet)
        seen = first_of(who, day, did, size)
        met, rest = seen.copy(), np.flatnonzero(~did)
        np.minimum.at(met, who[rest].astype(np.intp), day[rest].astype(np.int64))
        for told, since in ((members, members.joined), (members.roles, roles_since(members, size))):
            days = np.where(since == NEVER, -1, since)  # a join that nobody saw is earlier than all
            np.minimum.at(met, told.member_no.astype(np.intp), days.astype(np.int64))  # slow in other kinds
        undated = met == NEVER
        undated[members.later[members.later < size]] = False
        met[undated] = -1
        bot, erased = flags_of(members.bot, size), flags_of(members.erased, size)
        return cls(people=~bot & ~erased, bot=bot, met=met, seen=seen, did=did, members=members)

    def at(self, end: int) -> Belonging:
        """How it stood when day number `end` began: a member is who was met before, and is not gone."""
        day, told, guessed, gone = last_memberships(self._members, end, len(self.people))
        return Belonging(
            here=self.people & (self.met < end) & ~gone,
            gone=self.people & (self.met < end) & gone,
            joined=np.where(told, day, np.where(self.seen < end, self.seen, NEVER)).astype(np.int32),
            dated=told & ~guessed,
        )

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


def first_of(who: NDArray[np.int32], day: NDArray[np.int32], rows: Mask, size: int) -> Days:
    """The first day of each, of some rows in the order of days: of a repeated index numpy keeps the last."""
    if not rows.all():
        who, day = who[rows], day[rows]
    found = np.full(size, NEVER, dtype=np.int64)
    found[who[::-1]] = day[::-1]
    return found
