"""What every change of an event shares: it is looked up, decided, kept and recorded in one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from application.community.attendance.attending import keep_events
from application.community.ports import GuildWork
from application.community.published.asking import publish_past_events
from application.community.record.landing import Done, record_within
from domain.community.events.event import Event, Status, Transition
from domain.community.events.plan import Plan
from domain.community.log.keys import Keyring
from domain.community.policy import Action, check
from domain.community.settings import GuildSettings, settings_at
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import first_snowflake_at

_DID = {Status.STARTED: "started it", Status.COMPLETED: "ended it", Status.CANCELLED: "cancelled it"}


async def settings_of(work: GuildWork, guild: int, now: datetime) -> GuildSettings:
    """How the guild is set up; NotFound for one that nothing was ever recorded of."""
    if await work.guild.profile() is None:
        raise NotFound(f"nothing was ever recorded for guild {guild}")
    return settings_at(await work.guild.settings(), now)


async def standing(work: GuildWork, event_id: int) -> Event:
    """The event as it stands; it is found by its own id and by that of its twin in Discord."""
    found = (await work.events.of([event_id])).get(event_id)
    found = found or (await work.events.mirrored([event_id])).get(event_id)
    if found is None:
        raise NotFound("there is no such event: look at the calendar for those that there are")
    return found


async def allowed(
    work: GuildWork, guild: int, event_id: int, actor: Actor, now: datetime, action: Action = "run_event"
) -> Event:
    """The event as it stands, if the actor may do this with it."""
    settings = await settings_of(work, guild, now)
    event = await standing(work, event_id)
    check(action, actor, settings, hosts=event.plan.hosts)
    return event


async def decided(
    work: GuildWork, event: Event, actor: Actor, decide: Callable[[], Transition]
) -> Transition:
    """What the event becomes; a conflict says who was faster."""
    try:
        return decide()
    except Conflict as refused:
        if did := _DID.get(event.status):
            raise Conflict(f"{refused}: {await _doer(work, event, actor)} {did}") from None
        raise


async def _doer(work: GuildWork, event: Event, actor: Actor) -> str:
    if event.changed_by is None:
        return "somebody"
    if event.changed_by == actor.member_no:
        return "you"
    found = (await work.members.of([event.changed_by])).get(event.changed_by)
    return (found and found.name) or f"member #{event.changed_by}"


async def unchanged_since(work: GuildWork, event: Event, version: int | None, actor: Actor) -> None:
    """Who decided by an older version of the event looks at it again first."""
    if version is not None and version != event.version:
        who = await _doer(work, event, actor)
        raise Conflict(f"{who} changed “{event.plan.title}” meanwhile: look at it again, then decide")


async def minted(work: GuildWork, keys: Keyring, now: datetime, plans: Sequence[Plan]) -> list[int]:
    """New ids in the form of Discord's, one for each plan, which no event of the guild has."""
    for attempt in range(20):
        told = [(plan.title, plan.starts_at, now, attempt) for plan in plans]
        codes = [keys.record({"event": one})[:3] for one in told]
        ids = [first_snowflake_at(now) | int.from_bytes(code, "big") & 0x3FFFFF for code in codes]
        if len(set(ids)) == len(ids) and not await work.events.of(ids):
            return ids
    raise Conflict("too many events are planned in this very moment: try again")


async def keep(
    work: GuildWork, guild: int, transitions: Sequence[Transition], keys: Keyring, now: datetime
) -> None:
    """Keep what events became, and record it: both land, or neither."""
    await keep_events(work, [each.event for each in transitions])
    await record_within(
        work, guild, [Done(activity=each.told, member_no=each.by) for each in transitions], keys, now
    )
    await publish_past_events(work, guild, [each.event for each in transitions], now)
