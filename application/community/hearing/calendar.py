"""Discord's calendar and ours: an event that is found there is ours too, and moves as it moves there."""

from collections.abc import Sequence

import attrs

from application.community.attendance.attending import keep_events
from application.community.events.keeping import keep
from application.community.hearing.told import EventSeen, EventsListed
from application.community.ports import GuildWork, Store
from domain.community.events.event import Event, Status
from domain.community.events.following import (
    Shown,
    followed,
    found,
    gone,
    is_listing_of,
    lists,
    next_id,
    passed,
    starts_over,
)
from domain.community.log.keys import Keyring
from domain.community.members import Sighting
from domain.community.outbox.wanted import Mirrored, digest_of
from domain.community.settings import settings_at


@attrs.frozen(kw_only=True)
class FollowCalendar:
    """Keeps events as Discord shows them; seeing the same again changes nothing.

    The log is told by the gateway itself, so that nothing is recorded here.
    """

    store: Store
    keys: Keyring

    async def __call__(self, told: EventSeen) -> None:
        """Make, link or move the event that this is the twin of."""
        async with self.store.writing(told.guild) as work:
            for event in await self._become(work, told):
                await keep_events(work, [event])

    async def _become(self, work: GuildWork, told: EventSeen) -> list[Event]:
        """The events that are other than before."""
        shown = told.event
        event = (await work.events.mirrored([shown.discord_id])).get(shown.discord_id)
        if event is None and (ours := await _unlinked(work, told)) is not None:
            return [attrs.evolve(ours, discord_id=shown.discord_id)]
        if event is None:
            if shown.status is Status.CANCELLED:
                return []  # nobody here ever knew of it
            return [await self._found(work, told)]
        if await _of_before(work, event, shown):
            return []
        if starts_over(event, shown):
            over = passed(event, shown)
            return [*([] if over == event else [over]), await self._found(work, told, next_id(shown))]
        after = followed(event, shown, told=await _was_told(work, event))
        return [] if after == event else [after]

    async def _found(self, work: GuildWork, told: EventSeen, event_id: int | None = None) -> Event:
        settings = settings_at(await work.guild.settings(), told.at)
        defaults = {
            "before_minutes": settings.attendance_before_minutes,
            "minimum_minutes": settings.attendance_minimum_minutes,
        }
        return found(told.event, await self._maker(work, told), defaults, event_id)

    async def _maker(self, work: GuildWork, told: EventSeen) -> int | None:
        """A bot that makes an event for somebody hosts nothing."""
        if told.by is None or told.by_bot:
            return None
        person = self.keys.person(told.by.source, told.by.id)
        met = Sighting(hash=person, person=told.by, named_at=told.at)
        return (await work.members.numbers([met]))[person]


@attrs.frozen(kw_only=True)
class TakeOffCalendar:
    """Ends, or calls off, what Discord no longer lists; taking the same list again changes nothing.

    Nobody told of these changes, so that they are recorded as the product's own.
    """

    store: Store
    keys: Keyring

    async def __call__(self, told: EventsListed) -> None:
        """Events that are not in Discord at all are left alone."""
        async with self.store.reading(told.guild) as work:
            if not _gone(await work.events.alive(), told):
                return
        async with self.store.writing(told.guild) as work:
            for event in _gone(await work.events.alive(), told):
                for each in gone(event, told.at):
                    await keep(work, told.guild, [each], self.keys, told.at)


def _gone(alive: Sequence[Event], told: EventsListed) -> list[Event]:
    return [event for event in alive if not lists(event, told.ids, told.at)]


async def _of_before(work: GuildWork, event: Event, shown: Shown) -> bool:
    """Whether it shows an earlier occurrence of an event that Discord repeats: it is read again."""
    if not shown.recurs:
        return False
    known = (await work.events.of([shown.discord_id, next_id(shown)])).values()
    return any(one.event_id != event.event_id and one.plan.starts_at == shown.starts_at for one in known)


async def _unlinked(work: GuildWork, told: EventSeen) -> Event | None:
    """Our own event that a bot just listed in Discord, where that was not kept: the same title and start."""
    if told.by_bot is False:
        return None
    same = [
        event
        for event in await work.events.alive()
        if event.discord_id is None and is_listing_of(told.event, event)
    ]
    return same[0] if len(same) == 1 else None


async def _was_told(work: GuildWork, event: Event) -> bool:
    """Whether Discord shows what was planned here last: else what it shows is older than that."""
    if event.discord_id == event.event_id and event.changed_by is None:
        return True
    posting = (await work.postings.of([event.event_id])).get((event.event_id, "mirror"))
    return posting is not None and posting.told == digest_of(Mirrored.of(event))
