"""Taking what was told: activities through the front door, the rest by rules against what is stored."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Final

import attrs

from application.community.hearing.calendar import FollowCalendar, TakeOffCalendar
from application.community.hearing.settling import Settle, apart, by_guild
from application.community.hearing.told import (
    AreMembers,
    EventSeen,
    EventsListed,
    HasRoles,
    InVoice,
    Listened,
    Missed,
    Named,
    Shown,
    Told,
)
from application.community.ports import Store
from application.community.published.asking import publish_brought
from application.community.record import RecordActivities
from domain.community.coverage import GATEWAY, CoverageSpan
from domain.community.log.activity import MEMBER_JOINED, Activity
from domain.community.log.letters import Unreadable
from domain.community.missed import NotedGap
from domain.kernel.errors import Unavailable

_WITH_OTHERS: Final = (Activity, Unreadable, Named, HasRoles)
"""What is taken together: none of it asks when we listened, and roles are held against their own moment."""

_AT_ONCE: Final = 5_000

_LOOKS: Final = 3
"""A session that was told of twice stands again once its first part is over: it is looked at again."""

_FEW: Final = 20
"""So many records that cannot be recorded are no accident of one of them."""

_Choking = tuple[Activity | Unreadable, Exception]

_log = logging.getLogger(__name__)


@attrs.frozen(kw_only=True)
class TakeTold:
    """Takes the first things that were told, as many as belong together.

    Taking them twice changes nothing: what is found is called after what it was found in.
    """

    record: RecordActivities
    store: Store
    settle: Settle

    async def __call__(self, told: Sequence[Told]) -> int:
        """How many were taken; raises Unavailable, and then they are to be taken again."""
        together = list(takewhile(lambda one: isinstance(one, _WITH_OTHERS), told))
        if together:
            await self._together(together)
            return len(together)
        first = told[0]
        if isinstance(first, Listened | Missed):
            alike = list(_leading(told, first))
            await self._or_parked(first, partial(self._listening, alike))
            return len(alike)
        await self._or_parked(first, partial(self._settled, first))
        return 1

    async def _together(self, told: list[Told]) -> None:
        """Names, then what happened, then what that leaves to be found."""
        for _, named in by_guild([one for one in told if isinstance(one, Named)]):
            await self._or_parked(named[0], partial(self.settle.names, named))
        await self._record([one for one in told if isinstance(one, Activity | Unreadable)])
        if joined := [one for one in told if isinstance(one, Activity) and one.kind == MEMBER_JOINED]:
            await self._or_parked(joined[0], partial(self._joined, joined))
        for roles in apart(one for one in told if isinstance(one, HasRoles)):
            await self._or_parked(roles[0], partial(self._roles, roles))

    async def _joined(self, joined: Sequence[Activity]) -> None:
        await self._record(await self.settle.left_before(joined))

    async def _roles(self, told: Sequence[HasRoles]) -> None:
        await self._record(await self.settle.stayed(told))
        await self._record(await self.settle.roles(told))

    async def _settled(self, told: Told) -> None:
        if isinstance(told, InVoice):
            for _ in range(_LOOKS):
                if not (moved := await self.settle.voice(told)):
                    return
                await self._record(moved)
        elif isinstance(told, AreMembers):
            await self._record(await self.settle.members(told))
            await publish_brought(self.store, [told.guild])  # who came or went unheard did so on days before
        elif isinstance(told, Shown):
            await self.settle.shown(told)
        elif isinstance(told, EventSeen):
            await FollowCalendar(store=self.store, keys=self.record.keys)(told)
        elif isinstance(told, EventsListed):
            await TakeOffCalendar(store=self.store, keys=self.record.keys)(told)

    async def _listening(self, told: Sequence[Listened | Missed]) -> None:
        async with self.store.writing(told[0].guild) as work:
            await work.listening.add(
                CoverageSpan(family=family, start=one.start, end=one.end, source=GATEWAY)
                for one in told
                if isinstance(one, Listened)
                for family in one.families
            )
            await work.listening.note(
                NotedGap(family=family, start=one.start, end=one.end, reason=one.reason)
                for one in told
                if isinstance(one, Missed)
                for family in one.families
            )

    async def _record(self, batch: Sequence[Activity | Unreadable]) -> None:
        for start in range(0, len(batch), _AT_ONCE):
            await self._land(batch[start : start + _AT_ONCE])

    async def _land(self, batch: Sequence[Activity | Unreadable]) -> None:
        """Record; a few that the log chokes on are parked, so that they do not stop the rest for ever.

        Where it chokes on all of them the fault is not theirs, and they are to be taken again.
        """
        try:
            await self.record(batch)
        except Unavailable:
            raise
        except Exception:
            bad = await self._choking(batch)
            if len(bad) in (len(batch), _FEW):
                raise
            for one, problem in bad:
                _log.error("%s could not be recorded (%s)", _kind(one), type(problem).__name__)
                await self.record([_unrecorded(one, problem)])

    async def _choking(self, batch: Sequence[Activity | Unreadable]) -> list[_Choking]:
        """Those of a batch that cannot be recorded even alone, found by halving, at most a few."""
        bad: list[_Choking] = []
        waiting = [batch]
        while waiting and len(bad) < _FEW:
            part = waiting.pop()
            try:
                await self.record(part)
            except Unavailable:
                raise
            except Exception as problem:  # noqa: BLE001 - whatever it is, it is of one record or of all
                if len(part) == 1:
                    bad.append((part[0], problem))
                else:
                    waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
        return bad

    async def _or_parked(self, told: Told, take: Callable[[], Awaitable[None]]) -> None:
        """What cannot be taken is parked, and what follows it is taken; an absent database is waited for."""
        try:
            await take()
        except Unavailable:
            raise
        except Exception as problem:  # noqa: BLE001 - one bad record must not stop the rest for ever
            _log.error("%s could not be taken (%s)", type(told).__name__, type(problem).__name__)
            await self.record([_parked(told, problem)])


def _leading(told: Iterable[Told], first: Listened | Missed) -> Iterator[Listened | Missed]:
    """Those of one guild and one sort: what was missed is taken out of what was heard before it."""
    for one in told:
        if type(one) is not type(first) or one.guild != first.guild:
            return
        yield one


def _parked(told: Told, problem: Exception) -> Unreadable:
    name = type(told).__name__
    return Unreadable(
        guild=told.guild,
        source=GATEWAY,
        format="told",
        reason="not_stored",
        detail=f"{name} could not be taken ({type(problem).__name__})",
        fingerprint=f"{name} {attrs.asdict(told, recurse=False).get('at')}",
    )


def _kind(one: Activity | Unreadable) -> str:
    return one.kind if isinstance(one, Activity) else type(one).__name__


def _unrecorded(one: Activity | Unreadable, problem: Exception) -> Unreadable:
    name = one.natural_id if isinstance(one, Activity) else one.fingerprint
    return Unreadable(
        guild=one.guild,
        source=GATEWAY,
        format="told",
        reason="not_stored",
        detail=f"{_kind(one)} could not be recorded ({type(problem).__name__})",
        fingerprint=f"{_kind(one)} {name}",
    )
