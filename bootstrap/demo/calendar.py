"""The calendar of the demo: the events of its story as events, some weeks ahead, with hosts and a series."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs

from adapters.simulation.telling.roster import Roster
from adapters.simulation.world import World
from adapters.simulation.world.happening import DAY
from adapters.simulation.world.places import FIRST_CHANNEL, STAGE
from adapters.simulation.world.scenes.events import Event as Told
from adapters.simulation.world.scenes.invitations import CalledOff, event_id, on_the_day
from application.community.attendance.attending import keep_events
from application.community.ports import GuildWork
from application.use_cases import UseCases
from domain.community.events.event import Event, Status
from domain.community.events.plan import Plan
from domain.community.events.recurrence import Recurrence
from domain.kernel.instants import day_number

_AHEAD: Final = 24
"""Days for which there is something on the calendar."""

_SERIES: Final = 1
_TYPES: Final = {
    "Inhouse League": "League",
    "Grand Cup": "Cup",
    "Duos Cup": "Cup",
    "Fan Art Night": "Art",
    "Developer Questions": "Talk",
    "Charity Marathon": "Charity",
    "Quiet Premiere": "Premiere",
}
_ABOUT: Final = {
    "Inhouse League": "Teams are drawn at the start, and everybody plays. Bring a headset.",
    "Grand Cup": "Single elimination, best of three. Spectators are welcome on the stage.",
    "Duos Cup": "Two a team. Who comes alone finds a partner in #looking-for-group.",
    "Fan Art Night": "Show what you drew this month; the three loudest reactions win.",
    "Developer Questions": "Ask what you always wanted to know. Questions are collected in #feedback.",
    "Charity Marathon": "Three hours of games for a good cause.",
    "Quiet Premiere": "We watch the new trailer together.",
}
_CALLED_OFF: Final = "Late Scrims"


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _at(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=ms)


@attrs.define(kw_only=True)
class Calendar:
    """Keeps the calendar of the store in line with the story."""

    world: World
    roster: Roster
    _kept: dict[int, Event] = attrs.field(init=False, factory=dict)

    async def hold(self, use_cases: UseCases, now: datetime) -> None:
        """Put on the calendar what belongs there by now, and let begin and end what has."""
        async with use_cases.store.writing(self.world.guild) as work:
            numbers = await self._numbers(work)
            wanted = [
                event for event in self._events(now, numbers) if self._kept.get(event.event_id) != event
            ]
            if not wanted:
                return
            found = await work.events.of([event.event_id for event in wanted])
            # What somebody changed in the demo stays as they left it, until the story has more to tell of it.
            held = {event_id: event.version for event_id, event in found.items()}
            new = [event for event in wanted if held.get(event.event_id, 0) < event.version]
            await keep_events(work, new)
            await self._series(work, wanted)
        self._kept |= {event.event_id: event for event in wanted}

    async def _numbers(self, work: GuildWork) -> dict[str, int]:
        return {outside: number for number, outside in (await work.members.outside_ids()).items()}

    async def _series(self, work: GuildWork, events: list[Event]) -> None:
        """The league goes on for ever; the story makes its evenings by itself."""
        if await work.recurrences.all() or not (league := [one for one in events if one.series is not None]):
            return
        through = league[-1].plan.starts_at + timedelta(days=1)
        await work.recurrences.put(
            Recurrence(
                series_id=_SERIES,
                rule="FREQ=WEEKLY",
                time_zone="UTC",
                plan=league[0].plan,
                made_through=through,
            )
        )

    def _events(self, now: datetime, numbers: dict[str, int]) -> Iterator[Event]:
        last = day_number(now.date()) + _AHEAD
        for told in self.world.events:
            if told.day <= last:
                yield self._event(told, now, numbers)
        for off in self.world.called_off:
            if _at(off.scheduled) <= now:
                yield self._off(off, now, numbers)

    def _event(self, told: Told, now: datetime, numbers: dict[str, int]) -> Event:
        world = self.world
        begins = _at(told.day * DAY + told.begins)
        began, over = (_at(ms) for ms in on_the_day(world.chance, told))
        hosts = tuple(self._known(world.answered(told)[0].host, numbers))
        plan = Plan(
            title=told.name,
            type=_TYPES[told.name],
            description=_ABOUT[told.name],
            hosts=hosts,
            channels=(FIRST_CHANNEL + STAGE,),
            starts_at=begins,
            ends_at=begins + timedelta(milliseconds=told.lasts),
            capacity=32 if told.name == "Duos Cup" else None,
        )
        status = Status.COMPLETED if over <= now else Status.STARTED if began <= now else Status.PLANNED
        return Event(
            event_id=event_id(world.plan, world.chance, told),
            plan=plan,
            status=status,
            started_at=began if began <= now else None,
            ended_at=over if over <= now else None,
            series=_SERIES if told.series is not None else None,
            occurrence=begins if told.series is not None else None,
            created_by=hosts[0] if hosts else None,
            version=1 + (began <= now) + (over <= now),
        )

    def _off(self, off: CalledOff, now: datetime, numbers: dict[str, int]) -> Event:
        begins, gone = _at(off.would_begin), _at(off.cancelled)
        hosts = tuple(self._known(off.host, numbers))
        return Event(
            event_id=off.id,
            plan=Plan(
                title=_CALLED_OFF,
                type="Scrims",
                hosts=hosts,
                channels=(FIRST_CHANNEL + STAGE,),
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
            ),
            status=Status.CANCELLED if gone <= now else Status.PLANNED,
            ended_at=gone if gone <= now else None,
            created_by=hosts[0] if hosts else None,
            version=1 + (gone <= now),
        )

    def _known(self, who: int, numbers: dict[str, int]) -> Iterator[int]:
        """The member number of somebody of the story, once they are known here."""
        number = numbers.get(self.roster.people[who].id)
        if number is not None:
            yield number
