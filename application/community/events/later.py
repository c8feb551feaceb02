"""This event and all later ones of its series: one of them splits the series in two."""

from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any

import attrs

from application.community.attendance.attending import keep_events
from application.community.events.keeping import minted
from application.community.events.ports import RecurrenceRules
from application.community.events.series import begun, instants, occurring, planned, ruled
from application.community.ports import GuildWork
from domain.community.events.event import Event, Status, Transition
from domain.community.events.recurrence import A_MOMENT, Recurrence
from domain.community.log.keys import Keyring
from domain.community.settings import time_zone_of
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound

_TIMES = ("starts_at", "ends_at")


async def called_off(work: GuildWork, event: Event, actor: Actor, now: datetime) -> list[Transition]:
    """The series ends before this event, and those after it will not take place."""
    if event.series is None or event.occurrence is None:
        return []
    series = await _series(work, event.series)
    await work.recurrences.put(attrs.evolve(series, until=event.occurrence))
    after = [one for one in await _from(work, event) if one.event_id != event.event_id]
    return [one.cancel(now, actor.member_no) for one in after if one.status is Status.PLANNED]


async def replanned(
    work: GuildWork,
    rules: RecurrenceRules,
    keys: Keyring,
    event: Event,
    wishes: Mapping[str, Any],
    repeats: str | None,
    actor: Actor,
    now: datetime,
) -> list[Transition]:
    """From this event on the series is another one, planned as wished.

    Those that are over stay as they are, and what was changed of a single one stays unless it is wished
    otherwise.
    """
    if event.series is None:
        return await _repeated(work, rules, keys, event, wishes, repeats or "", actor, now)
    old = await _series(work, event.series)
    occurrence = event.occurrence or event.plan.starts_at
    series = await _new_series(work, rules, keys, old, event, wishes, repeats, now)
    end = old.made_through or occurrence + A_MOMENT
    before = instants(old, rules, occurrence, end)
    later = series.plan.starts_at - occurrence
    after = instants(series, rules, series.plan.starts_at, max(end, end + later))
    if repeats is None:
        after = after[: len(before)]
    standing = {one.occurrence: one for one in await _from(work, event)}
    becoming: list[Transition] = []
    for was, becomes in _paired(before, after, moved="starts_at" in wishes):
        one = standing.get(was) if was is not None else None
        if one is None:
            becoming += await planned(work, keys, series, [becomes], now) if becomes is not None else []
        elif becomes is None:
            becoming += [one.cancel(now, actor.member_no)] if one.status is Status.PLANNED else []
        else:
            becoming += await _moved(work, one, series, becomes, wishes, actor, now)
    through = max([end, *(at + A_MOMENT for at in after)])
    await work.recurrences.put(attrs.evolve(old, until=occurrence))
    await work.recurrences.put(attrs.evolve(series, made_through=through))
    return becoming


async def _repeated(
    work: GuildWork,
    rules: RecurrenceRules,
    keys: Keyring,
    event: Event,
    wishes: Mapping[str, Any],
    repeats: str,
    actor: Actor,
    now: datetime,
) -> list[Transition]:
    """An event that stood alone becomes the first of a series."""
    changed = event.edited(wishes, now, actor.member_no)
    plan = changed.event.plan
    zone = time_zone_of(await work.guild.settings())
    series = await begun(work, rules, keys, plan, repeats, zone, actor, now)
    first = attrs.evolve(changed.event, series=series.series_id, occurrence=plan.starts_at)
    rest = attrs.evolve(series, made_through=plan.starts_at + A_MOMENT)
    await work.recurrences.put(rest)
    return [attrs.evolve(changed, event=first), *await occurring(work, rules, keys, rest, now)]


def _paired(
    before: list[datetime], after: list[datetime], *, moved: bool
) -> list[tuple[datetime | None, datetime | None]]:
    """Which occurrence becomes which: those at the same place where all are moved, else those of one time."""
    if moved:
        return list(zip_longest(before, after))
    every = sorted({*before, *after})
    return [(at if at in before else None, at if at in after else None) for at in every]


async def _new_series(
    work: GuildWork,
    rules: RecurrenceRules,
    keys: Keyring,
    old: Recurrence,
    event: Event,
    wishes: Mapping[str, Any],
    repeats: str | None,
    now: datetime,
) -> Recurrence:
    """Planned as the old one but for what is wished; it ends when the old one would have."""
    after = event.plan.changed(wishes)
    occurrence = event.occurrence or event.plan.starts_at
    start = after.starts_at if "starts_at" in wishes else occurrence
    length_of = after if "ends_at" in wishes else old.plan
    ends = None if length_of.ends_at is None else start + (length_of.ends_at - length_of.starts_at)
    rest = {name: value for name, value in wishes.items() if name not in _TIMES}
    plan = old.plan.changed({**rest, "starts_at": start, "ends_at": ends})
    [series_id] = await minted(work, keys, now, [plan])
    series = attrs.evolve(old, series_id=series_id, plan=plan, made_through=None)
    ruled_now = ruled(series, rules, repeats or old.rule)
    if ruled_now.until is None and old.until is not None and repeats is None:
        return attrs.evolve(ruled_now, until=old.until + (start - occurrence))
    return ruled_now


async def _moved(
    work: GuildWork,
    one: Event,
    series: Recurrence,
    start: datetime,
    wishes: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> list[Transition]:
    """The event becomes an occurrence of the new series; one that is over is only counted with it."""

    def at_home(event: Event) -> Event:
        return attrs.evolve(event, series=series.series_id, occurrence=start)

    wanted = {name: value for name, value in wishes.items() if name not in _TIMES}
    length = None if series.plan.ends_at is None else series.plan.ends_at - series.plan.starts_at
    begins = start if "starts_at" in wishes else one.plan.starts_at
    if "starts_at" in wishes:
        wanted["starts_at"] = begins
    if "ends_at" in wishes or ("starts_at" in wishes and length is not None):
        wanted["ends_at"] = None if length is None else begins + length
    if one.over or one.plan.changed(wanted) == one.plan:
        await keep_events(work, [at_home(one)])
        return []
    changed = one.edited(wanted, now, actor.member_no)
    return [attrs.evolve(changed, event=at_home(changed.event))]


async def _from(work: GuildWork, event: Event) -> list[Event]:
    found = await work.events.of_series(event.series or 0)
    return [
        one
        for one in found
        if one.occurrence is not None and event.occurrence is not None and one.occurrence >= event.occurrence
    ]


async def _series(work: GuildWork, series_id: int) -> Recurrence:
    for series in await work.recurrences.all():
        if series.series_id == series_id:
            return series
    raise NotFound("the series of this event is not known any more: change the event alone")
