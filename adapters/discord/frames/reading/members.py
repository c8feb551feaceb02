"""Members: joins, leaves with how they came about, roles, names, and the list of everybody."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import attrs

from adapters.discord.frames.format.members import Joined, Left, Roll
from adapters.discord.frames.format.parts import Who
from adapters.discord.frames.reading.moment import Moment, person
from adapters.discord.frames.reading.roll import Rolls
from application.community.hearing.told import HasRoles, Named, Told
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, Activity
from domain.kernel.instants import milliseconds

TOGETHER: Final = timedelta(minutes=1)
"""A leave, its ban and its entry in the audit log arrive within seconds, in any order."""

_MOST: Final = 50_000


@attrs.frozen(kw_only=True)
class _Leave:
    """A leave as far as it is told: `named` is its natural id, None while only how is known.

    `late` when it happened some time before `since`.
    """

    since: datetime
    by: Who
    named: str | None = None
    how: str | None = None
    late: bool = False


class Members:
    """Reads frames of members; remembers who left within the last minute, and half-told lists."""

    def __init__(self) -> None:
        self._leaves: dict[tuple[int, int], _Leave] = {}
        self.rolls = Rolls()

    def joined(self, member: Joined, now: Moment) -> Iterator[Told]:
        """Somebody became a member; told again by the one who found out the invite, it is only that."""
        if member.invite is not None:
            yield from _join(member, now)
            return
        self._leaves.pop((now.guild, member.by.id), None)
        self.rolls.joined(now.guild, member.by.id, now.at)
        yield Named(guild=now.guild, at=now.at, people=(person(member.by),))
        yield from _join(member, now)
        yield _roles(member, now, exact=not now.late)

    def changed(self, member: Joined, now: Moment) -> Iterator[Told]:
        """The name or the roles of a member changed, or something that is not read."""
        yield Named(guild=now.guild, at=now.at, people=(person(member.by),))
        yield _roles(member, now, exact=not now.late)

    def left(self, gone: Left, now: Moment) -> Iterator[Told]:
        """Somebody is no member any more, and how, if that was told before."""
        self._forget(now.at)
        before = self._leaves.get((now.guild, gone.by.id))
        if before is not None and before.named == now.id:
            leave = before
        else:
            how = None if before is None else before.how
            leave = _Leave(since=now.at, by=gone.by, named=now.id, how=how, late=now.late)
        self._leaves.pop((now.guild, gone.by.id), None)
        self._leaves[now.guild, gone.by.id] = leave
        yield _left(leave, now)

    def sent_away(self, gone: Left, now: Moment) -> Iterator[Told]:
        """Somebody was kicked or banned: how the leave came about that was told, or will be.

        Who is banned without being a member never leaves.
        """
        self._forget(now.at)
        before = self._leaves.get((now.guild, gone.by.id))
        known = before if before is not None else _Leave(since=now.at, by=gone.by)
        leave = attrs.evolve(known, how=gone.how)
        self._leaves[now.guild, gone.by.id] = leave
        if leave.named is not None and leave.how != known.how:
            yield _left(leave, now)

    def listed(self, part: Roll, now: Moment) -> Iterator[Told]:
        """A part of the list of all members, and with the last one who they all are."""
        yield Named(guild=now.guild, at=now.at, people=tuple(person(one.by) for one in part.members))
        for member in part.members:
            yield from _join(member, now)
            if not now.late:  # it was made nobody knows when
                yield _roles(member, now, exact=False)
        yield from self.rolls.listed(part, now)

    def _forget(self, now: datetime) -> None:
        # Leaves are in the order of their arrival, so the oldest come first.
        while self._leaves:
            oldest = next(iter(self._leaves))
            if len(self._leaves) <= _MOST and now - self._leaves[oldest].since <= TOGETHER:
                return
            del self._leaves[oldest]


def _join(member: Joined, now: Moment) -> Iterator[Activity]:
    if member.joined_at is not None:
        called = f"{member.by.id}:{milliseconds(member.joined_at)}"
        yield now.tells(
            MEMBER_JOINED, member.by, natural_id=called, at=member.joined_at, invite=member.invite
        )


def _left(leave: _Leave, now: Moment) -> Activity:
    left = now.tells(MEMBER_LEFT, leave.by, natural_id=leave.named, at=leave.since, how=leave.how)
    return attrs.evolve(left, inferred=leave.late)


def _roles(member: Joined, now: Moment, *, exact: bool) -> HasRoles:
    return HasRoles(
        guild=now.guild, at=now.at, person=person(member.by), roles=frozenset(member.roles), exact=exact
    )
