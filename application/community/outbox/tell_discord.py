"""Discord is told what is due of a guild's events, and what it refuses is kept for whoever can mend it."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from application.clock import Clock
from application.community.outbox.looking import Due, look
from application.community.outbox.ports import Announcements, Listed, ScheduledEvents
from application.community.ports import Store
from domain.community.outbox.due import RULES, OutboxRules
from domain.community.outbox.posting import Posting
from domain.community.outbox.wanted import Announced, Called, Mirrored
from domain.kernel.errors import Conflict, NotFound, Refused, Unavailable

_CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""Between Discord's clock and that of this machine; and a try takes its time."""


@attrs.frozen(kw_only=True)
class TellDiscord:
    """One pass over a guild: each thing that is due is tried once."""

    store: Store
    clock: Clock
    listed: ScheduledEvents
    announcements: Announcements
    rules: OutboxRules = RULES

    async def __call__(self, guild: int) -> int:
        """How many things were told; raises Unavailable where Discord or the store is away."""
        async with self.store.reading(guild) as work:
            due = await look(work, self.clock.now(), self.rules)
        told = 0
        for each in due:
            told += await self._try(guild, each)
        return told

    async def _try(self, guild: int, due: Due) -> bool:
        """The try is kept before it is made: after a crash nobody takes it for one that never was."""
        begun = due.posting.begun(due.digest, due.event.version, self.clock.now())
        begun = attrs.evolve(begun, channel=due.channel)
        await self._keep(guild, begun)
        try:
            posting = await self._tell(guild, due, begun)
        except NotFound as gone:
            over = due.event.over and isinstance(due.wanted, Mirrored)
            posting = begun.done(self.clock.now()) if over else begun.gone(_GONE[begun.part].format(gone))
        except (Refused, Conflict) as refused:
            posting = begun.failed(str(refused))
        except Unavailable as away:
            await self._keep(guild, begun.away(str(away), self.clock.now()))
            raise
        await self._keep(guild, posting)
        return not posting.problem

    async def _tell(self, guild: int, due: Due, begun: Posting) -> Posting:
        wanted = due.wanted
        if isinstance(wanted, Mirrored):
            if due.event.discord_id is not None:
                await self.listed.change(guild, due.event.discord_id, wanted)
                return begun.done(self.clock.now(), thing=due.event.discord_id)
            made = await self._made_before(guild, due) or await self.listed.make(guild, wanted)
            await self._link(guild, due.event.event_id, made)
            return begun.done(self.clock.now(), thing=made)
        assert due.channel is not None  # noqa: S101 - nothing is due without one
        if isinstance(wanted, Called):
            if wanted.people:
                await self._call(guild, due.channel, wanted, due)
            done = begun.done(self.clock.now(), channel=due.channel)
            return attrs.evolve(done, waiting=wanted.waiting)
        return await self._announce(guild, due.channel, wanted, due, begun)

    async def _announce(
        self, guild: int, channel: int, wanted: Announced, due: Due, begun: Posting
    ) -> Posting:
        if begun.thing is not None:
            await self.announcements.edit(channel, begun.thing, wanted, due.names)
            return begun.done(self.clock.now())
        message = None
        if since := _tried_before(due):
            message = await self.announcements.posted(channel, wanted, since)
        if message is not None:
            await self.announcements.edit(channel, message, wanted, due.names)
        else:
            message = await self.announcements.post(guild, channel, wanted, due.names)
        return begun.done(self.clock.now(), channel=channel, thing=message)

    async def _call(self, guild: int, channel: int, wanted: Called, due: Due) -> None:
        """Whom an earlier try called, whose answer never came or was never kept, is not called again."""
        names = due.names
        if since := _tried_before(due):
            before = await self.announcements.called(channel, wanted, since)
            names = {number: outside for number, outside in names.items() if outside not in before}
        await self.announcements.call(guild, channel, wanted, names)

    async def _made_before(self, guild: int, due: Due) -> int | None:
        """What an earlier try made, whose answer never came, or was never kept."""
        if not due.posting.attempts:
            return None
        plan = due.event.plan
        same: list[Listed] = [
            one
            for one in await self.listed.all(guild)
            if one.ours and (one.title, one.starts_at) == (plan.title, plan.starts_at)
        ]
        async with self.store.reading(guild) as work:
            taken = await work.events.mirrored([one.discord_id for one in same])
        return next((one.discord_id for one in same if one.discord_id not in taken), None)

    async def _link(self, guild: int, event_id: int, discord_id: int) -> None:
        """Raises Conflict where that one is the twin of another event."""
        async with self.store.writing(guild) as work:
            event = (await work.events.of([event_id]))[event_id]
            if event.discord_id is None:
                await work.events.put([attrs.evolve(event, discord_id=discord_id)])
                await work.counters.touch((), members=False, last_activity=None)

    async def _keep(self, guild: int, posting: Posting) -> None:
        async with self.store.writing(guild) as work:
            await work.postings.keep(posting)


def _tried_before(due: Due) -> datetime | None:
    """Since when what an earlier try told in vain, or so it seemed, may be there."""
    at = due.posting.tried_at
    return None if at is None else at - _CLOCKS_DIFFER


_GONE = {
    "mirror": "In Discord {}, so it is not listed there again: cancel it here too, if that is meant",
    "announcement": "In Discord {}, so it is not announced again",
    "reminder": "In Discord {}, so nobody is reminded",
    "places": "In Discord {}, so nobody is told of free places",
}
