"""Putting an event on the calendar."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from application.clock import Clock
from application.community.events.keeping import keep, minted, settings_of
from application.community.events.ports import RecurrenceRules
from application.community.events.series import begun, occurring
from application.community.ports import GuildWork, Store
from domain.community.events.event import Event, scheduled
from domain.community.events.plan import Plan
from domain.community.events.recurrence import A_MOMENT
from domain.community.log.keys import Keyring
from domain.community.policy import check
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, Invalid, NotFound


@attrs.frozen(kw_only=True)
class PlanEvent:
    """Plan an event, or a series of them."""

    store: Store
    clock: Clock
    keys: Keyring
    rules: RecurrenceRules

    async def __call__(
        self, guild: int, wishes: Mapping[str, Any], actor: Actor, *, repeats: str | None = None
    ) -> Event:
        """`wishes` are fields of a Plan, the rest is the guild's default; `repeats` is an RRULE.

        Returns the event, of a series the first. Raises Invalid, Refused, NotFound for an unknown guild or
        host, and Conflict where the same title is planned for the same time already: a button pressed twice
        plans once.
        """
        now = self.clock.now()
        async with self.store.writing(guild) as work:
            settings = await settings_of(work, guild, now)
            check("plan_event", actor, settings)
            plan = Plan.of(
                wishes,
                before_minutes=settings.attendance_before_minutes,
                minimum_minutes=settings.attendance_minimum_minutes,
            )
            await plannable(work, plan, now)
            if repeats is None:
                [event_id] = await minted(work, self.keys, now, [plan])
                by = actor.member_no
                event = Event(event_id=event_id, plan=plan, created_by=by, changed_by=by)
                planned = [scheduled(event, now)]
            else:
                zone = settings.time_zone
                series = await begun(work, self.rules, self.keys, plan, repeats, zone, actor, now)
                planned = await occurring(work, self.rules, self.keys, series, now)
            await keep(work, guild, planned, self.keys, now)
            return planned[0].event


async def plannable(work: GuildWork, plan: Plan, now: datetime) -> None:
    """A new event lies ahead, is hosted by people of the guild, and is not planned already."""
    if plan.starts_at <= now and (plan.ends_at or plan.starts_at) <= now:
        raise Invalid("starts_at: that is over already; choose a time that lies ahead")
    await hosted(work, plan)
    for other in await work.events.between(plan.starts_at, plan.starts_at + A_MOMENT):
        same = (other.plan.title, other.plan.starts_at) == (plan.title, plan.starts_at)
        if same and not other.over:
            raise Conflict(f"“{plan.title}” is planned for that time already")


async def hosted(work: GuildWork, plan: Plan) -> None:
    """Every host is a member that we know."""
    strangers = set(plan.hosts) - set(await work.members.of(plan.hosts))
    if strangers:
        raise NotFound(f"hosts: there is no member #{min(strangers)}")
