"""Which event somebody means: chosen from what is suggested, or named by its title."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from adapters.discord.commands.events.meant.when import shown, suggestions
from adapters.discord.commands.frame import Asked, suggests
from domain.community.events.event import OVER, Event, Status
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import MAX_ID

_RECENTLY: Final = timedelta(days=14)

Fits = Callable[[Event], bool]


def planned(event: Event) -> bool:
    """What can be begun or cancelled."""
    return event.status is Status.PLANNED


def started(event: Event) -> bool:
    """What can be ended."""
    return event.status is Status.STARTED


def open_(event: Event) -> bool:
    """What can be answered."""
    return event.status not in OVER


def shown_at_all(_: Event) -> bool:
    """What can be looked at."""
    return True


async def meant(asked: Asked, said: str, fits: Fits = open_) -> int:
    """The id of the event; raises NotFound, or Invalid where several bear that title.

    One of that title to which this cannot be done is meant all the same: what is wrong with it is then told.
    """
    if said.isdecimal() and len(said) < 20 and int(said) <= MAX_ID:
        return int(said)
    title = said.strip().casefold()
    named = [one for one in await _events(asked) if one.plan.title.casefold() == title]
    found = [one for one in named if fits(one)] or named[:1]
    if not found:
        raise NotFound("There is no such event. Choose one from the list that Discord shows while you type.")
    if len(found) > 1:
        raise Invalid("Several events have that title. Choose one from the list that Discord shows.")
    return found[0].event_id


async def _events(asked: Asked) -> list[Event]:
    now = asked.use_cases.clock.now()
    async with asked.use_cases.store.reading(asked.guild) as work:
        lately = await work.events.between(now - _RECENTLY, now)
        alive = await work.events.alive()
    known = {event.event_id for event in alive}
    return [*alive, *(event for event in reversed(lately) if event.event_id not in known)]


async def _suggested(asked: Asked, typed: str, fits: Fits) -> Iterable[tuple[str, str]]:
    zone = (await asked.settings()).time_zone
    wanted = typed.strip().casefold()
    return [
        (f"{event.plan.title}, {shown(event.plan.starts_at, zone)}", str(event.event_id))
        for event in await _events(asked)
        if fits(event) and wanted in event.plan.title.casefold()
    ]


@suggests
async def any_event(asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """Those ahead, and those that were lately."""
    return await _suggested(asked, typed, shown_at_all)


@suggests
async def open_event(asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """Those that are not over."""
    return await _suggested(asked, typed, open_)


@suggests
async def planned_event(asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """Those that have not begun."""
    return await _suggested(asked, typed, planned)


@suggests
async def started_event(asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """Those that are on."""
    return await _suggested(asked, typed, started)


@suggests
async def times(asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """What may be meant by what was typed so far."""
    return suggestions(typed, asked.use_cases.clock.now(), (await asked.settings()).time_zone)


@suggests
async def kinds(asked: Asked, typed: str) -> Iterable[tuple[str, str]]:
    """The types of events that there were."""
    wanted = typed.strip().casefold()
    found = dict.fromkeys(event.plan.type for event in await _events(asked) if event.plan.type)
    return [(one, one) for one in found if wanted in one.casefold()]
