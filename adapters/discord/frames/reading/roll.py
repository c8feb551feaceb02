"""The list of all members, which arrives in parts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import attrs

from adapters.discord.frames.format.members import Roll
from adapters.discord.frames.reading.moment import Moment
from application.community.hearing.told import AreMembers

LAG: Final = timedelta(minutes=1)
"""Who joined so shortly before the first part may be missing in it: it was made before it arrived."""

_MOST_JOINS: Final = 50_000
_MOST_LISTS: Final = 2
"""Of one guild at a time: one that is asked for again, and the one that was lost."""

_WHOLE: Final = 0.5
"""A list of less than half of the guild's members answers another question than who they all are."""


@attrs.define(kw_only=True)
class _List:
    at: datetime
    missing: set[int]
    ids: set[int] = attrs.field(factory=set)


class Rolls:
    """Collects lists; what is whole tells who the members were when its first part arrived."""

    def __init__(self) -> None:
        self._joins: dict[tuple[int, int], datetime] = {}
        self._lists: dict[tuple[int, str | None], _List] = {}
        self._sizes: dict[int, int] = {}

    def counted(self, guild: int, members: int | None) -> None:
        """How many members the guild has, as it says itself."""
        if members is not None:
            self._sizes[guild] = members

    def joined(self, guild: int, user: int, at: datetime) -> None:
        """Somebody who just joined is on every list that is not whole yet."""
        self._joins[guild, user] = at
        while len(self._joins) > _MOST_JOINS:
            del self._joins[next(iter(self._joins))]
        for (of, _), found in self._lists.items():
            if of == guild:
                found.ids.add(user)

    def listed(self, part: Roll, now: Moment) -> Iterator[AreMembers]:
        """A part of a list, in any order; with the last one the list is told.

        What is sent again late was made nobody knows when: who joined since is not in it, and has not left.
        """
        where = now.guild, part.nonce
        if now.late:
            self._lists.pop(where, None)
            return
        found = self._lists.get(where)
        if found is None or part.index == 0:
            found = self._begun(part, now)
            self._keep(where, found)
        found.missing.discard(part.index)
        found.ids.update(member.by.id for member in part.members)
        if not found.missing:
            del self._lists[where]
            if len(found.ids) >= self._sizes.get(now.guild, 0) * _WHOLE:
                yield AreMembers(guild=now.guild, at=found.at, ids=frozenset(map(str, found.ids)))

    def _keep(self, where: tuple[int, str | None], found: _List) -> None:
        """A list that never became whole gives way to later ones of its guild."""
        self._lists.pop(where, None)
        others = [other for other in self._lists if other[0] == where[0]]
        for old in others[: max(0, len(others) - _MOST_LISTS + 1)]:
            del self._lists[old]
        self._lists[where] = found

    def _begun(self, part: Roll, now: Moment) -> _List:
        lately = {user for (of, user), at in self._joins.items() if of == now.guild and now.at - at <= LAG}
        return _List(at=now.at, missing=set(range(part.count)), ids=lately)
