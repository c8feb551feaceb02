"""Events begin and end at their planned times without anybody doing it."""

import attrs

from application.clock import Clock
from application.community.events.keeping import keep
from application.community.ports import GuildWork, Store
from domain.community.events.event import Event, Transition
from domain.community.log.keys import Keyring
from domain.community.outbox.due import RULES, OutboxRules, step
from domain.community.settings import settings_at


@attrs.frozen(kw_only=True)
class RunEvents:
    """Begin and end what is due; an event that a person began or ended meanwhile is theirs."""

    store: Store
    clock: Clock
    keys: Keyring
    rules: OutboxRules = RULES

    async def __call__(self, guild: int) -> list[Event]:
        """The events that began or ended."""
        async with self.store.reading(guild) as work:
            if not await self._due(work):
                return []
        async with self.store.writing(guild) as work:
            due = await self._due(work)
            await keep(work, guild, due, self.keys, self.clock.now())
            return [each.event for each in due]

    async def _due(self, work: GuildWork) -> list[Transition]:
        """What was over for days before anybody looked is left to people."""
        now = self.clock.now()
        settings = settings_at(await work.guild.settings(), now)
        events = [
            event for event in await work.events.alive() if event.plan.starts_at > now - self.rules.looks_back
        ]
        return [due for event in events if (due := step(event, settings, now)) is not None]
