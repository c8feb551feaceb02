"""What becomes of events without anybody's doing."""

import attrs

from application.clock import Clock
from application.community.events.keeping import keep
from application.community.events.ports import RecurrenceRules
from application.community.events.series import occurring
from application.community.ports import GuildWork, Store
from domain.community.events.event import Event, Transition
from domain.community.log.keys import Keyring
from domain.community.settings import settings_at


@attrs.frozen(kw_only=True)
class TendEvents:
    """Put the next events of every series on the calendar; begin and end what its time has come for."""

    store: Store
    clock: Clock
    keys: Keyring
    rules: RecurrenceRules

    async def __call__(self, guild: int) -> list[Event]:
        """What changed; a guild may have decided that its events do not begin and end by themselves."""
        async with self.store.reading(guild) as work:
            if not await self._due(work):
                return []
        async with self.store.writing(guild) as work:
            now = self.clock.now()
            changed: list[Event] = []
            for series in await work.recurrences.all():
                made = await occurring(work, self.rules, self.keys, series, now)
                await keep(work, guild, made, self.keys, now)
                changed += [each.event for each in made]
            while due := await self._running(work):  # what is over already begins, and then ends
                await keep(work, guild, due, self.keys, now)
                changed += [each.event for each in due]
            return changed

    async def _due(self, work: GuildWork) -> bool:
        now = self.clock.now()
        lacking = any(each.lacks(now) for each in await work.recurrences.all())
        return lacking or bool(await self._running(work))

    async def _running(self, work: GuildWork) -> list[Transition]:
        now = self.clock.now()
        if not settings_at(await work.guild.settings(), now).events_run_themselves:
            return []
        found = [event.due(now) for event in await work.events.ripe(now)]
        return [each for each in found if each is not None]
