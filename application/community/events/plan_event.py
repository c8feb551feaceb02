"""Putting an event on the calendar."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from application.clock import Clock
from application.community.events.keeping import keep, settings_of
from application.community.events.ports import RecurrenceRules
from application.community.ports import GuildWork, Store
from domain.community.events.event import Event, scheduled
from domain.community.events.plan import Plan
from domain.community.log.keys import Keyring
from domain.community.policy import check
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import first_snowflake_at


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
            settings = await settings_of(work, guild)
            check("plan_event", actor, settings)
            plan = Plan.of(
                wishes,
                before_minutes=settings.attendance_before_minutes,
                minimum_minutes=settings.attendance_minimum_minutes,
            )
            await plannable(work, plan, now)
            event = Event(
                event_id=await minted(work, self.keys, now, plan), plan=plan, created_by=actor.member_no
            )
            event = attrs.evolve(event, changed_by=actor.member_no)
            await keep(work, guild, [scheduled(event, now)], self.keys, now)
            return event


async def plannable(work: GuildWork, plan: Plan, now: datetime) -> None:
    """A new event lies ahead, is hosted by people of the guild, and is not planned already."""
    if plan.starts_at <= now and (plan.ends_at or plan.starts_at) <= now:
        raise Invalid("starts_at: that is over already; choose a time that lies ahead")
    await hosted(work, plan)
    for other in await work.events.alive():
        if (other.plan.title, other.plan.starts_at) == (plan.title, plan.starts_at):
            raise Conflict(f"“{plan.title}” is planned for that time already")


async def hosted(work: GuildWork, plan: Plan) -> None:
    """Every host is a member that we know."""
    strangers = set(plan.hosts) - set(await work.members.of(plan.hosts))
    if strangers:
        raise NotFound(f"hosts: there is no member #{min(strangers)}")


async def minted(work: GuildWork, keys: Keyring, now: datetime, plan: Plan) -> int:
    """A new id in the form of Discord's, which no event of the guild has."""
    for attempt in range(100):
        code = keys.record({"event": plan.title, "starts": plan.starts_at, "at": now, "attempt": attempt})
        event_id = first_snowflake_at(now) | int.from_bytes(code[:3], "big") & 0x3FFFFF
        if event_id not in await work.events.of([event_id]):
            return event_id
    raise Conflict("too many events are planned in this very moment: try again")
