"""What becomes of an event that is on the calendar."""

from collections.abc import Mapping
from typing import Any

import attrs

from application.clock import Clock
from application.community.events.keeping import allowed, decided, keep, unchanged_since
from application.community.events.later import called_off, replanned
from application.community.events.plan_event import hosted
from application.community.events.ports import RecurrenceRules
from application.community.ports import Store
from domain.community.events.event import Event
from domain.community.log.keys import Keyring
from domain.kernel.actors import Actor


@attrs.frozen(kw_only=True)
class EditEvent:
    """Change what is planned of an event, or of it and all later ones of its series."""

    store: Store
    clock: Clock
    keys: Keyring
    rules: RecurrenceRules

    async def __call__(
        self,
        guild: int,
        event_id: int,
        wishes: Mapping[str, Any],
        actor: Actor,
        *,
        version: int | None = None,
        later: bool = False,
        repeats: str | None = None,
    ) -> Event:
        """`wishes` are the fields of its Plan that change; `version` is the one that the actor saw.

        `later` changes all later ones of its series too, and `repeats` gives them another rule. Wishes that
        change nothing leave it as it is.
        """
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            event = await allowed(work, guild, event_id, actor, now)
            series_too = repeats is not None or (later and event.series is not None)
            if event.plan.changed(wishes) == event.plan and not series_too:
                return event
            await unchanged_since(work, event, version, actor)
            after = await decided(work, event, actor, lambda: event.edited(wishes, now, actor.member_no))
            await hosted(work, after.event.plan)
            becoming = [after]
            if series_too:
                becoming = await replanned(work, self.rules, self.keys, event, wishes, repeats, actor, now)
            await keep(work, guild, becoming, self.keys, now)
            return (await work.events.of([event.event_id]))[event.event_id]


@attrs.frozen(kw_only=True)
class StartEvent:
    """An event begins now."""

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(self, guild: int, event_id: int, actor: Actor) -> Event:
        """Raises Conflict, with the name of who was faster, where it began already or never will."""
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            event = await allowed(work, guild, event_id, actor, now)
            after = await decided(work, event, actor, lambda: event.start(now, actor.member_no))
            await keep(work, guild, [after], self.keys, now)
            return after.event


@attrs.frozen(kw_only=True)
class EndEvent:
    """An event that began is over now."""

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(self, guild: int, event_id: int, actor: Actor) -> Event:
        """Raises Conflict, with the name of who was faster, where it is over already or never began."""
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            event = await allowed(work, guild, event_id, actor, now)
            after = await decided(work, event, actor, lambda: event.end(now, actor.member_no))
            await keep(work, guild, [after], self.keys, now)
            return after.event


@attrs.frozen(kw_only=True)
class CancelEvent:
    """An event that was planned will not take place."""

    store: Store
    clock: Clock
    keys: Keyring

    async def __call__(self, guild: int, event_id: int, actor: Actor, *, later: bool = False) -> Event:
        """`later` cancels all later ones of its series too, and the series ends."""
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            event = await allowed(work, guild, event_id, actor, now)
            after = await decided(work, event, actor, lambda: event.cancel(now, actor.member_no))
            rest = await called_off(work, event, actor, now) if later else []
            await keep(work, guild, [after, *rest], self.keys, now)
            return after.event
