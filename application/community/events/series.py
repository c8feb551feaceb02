"""Series: the events that a rule makes are put on the calendar some weeks ahead."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from application.community.events.keeping import minted
from application.community.events.ports import RecurrenceRules
from application.community.ports import GuildWork
from domain.community.events.event import Event, Transition, scheduled
from domain.community.events.plan import Plan
from domain.community.events.recurrence import A_MOMENT, Recurrence
from domain.community.log.keys import Keyring
from domain.kernel.actors import Actor

_A_DAY: Final = timedelta(days=1)


async def begun(
    work: GuildWork,
    rules: RecurrenceRules,
    keys: Keyring,
    plan: Plan,
    repeats: str,
    time_zone: str,
    actor: Actor,
    now: datetime,
) -> Recurrence:
    """A new series in the guild's time zone, of which nothing is on the calendar yet."""
    [series_id] = await minted(work, keys, now, [plan])
    bare = Recurrence(
        series_id=series_id, rule="", time_zone=time_zone, plan=plan, created_by=actor.member_no
    )
    return ruled(bare, rules, repeats)


def ruled(series: Recurrence, rules: RecurrenceRules, repeats: str) -> Recurrence:
    """The series by that rule; it ends just after the last occurrence, if there is one.

    Of a time that comes twice when the clocks go back it begins with the first, as every occurrence does.
    """
    series = attrs.evolve(series, plan=series.plan_at(series.instant(series.first)))
    read = rules.read(repeats, series.first)
    until = None if read.last is None else series.instant(read.last) + A_MOMENT
    return attrs.evolve(series, rule=read.rule, until=until)


def instants(series: Recurrence, rules: RecurrenceRules, since: datetime, end: datetime) -> list[datetime]:
    """When it occurs in [since, end); asked for in wall time, which may be off by an hour at either end."""
    walls = rules.occurrences(
        series.rule, series.first, series.wall(since) - _A_DAY, series.wall(end) + _A_DAY
    )
    last = end if series.until is None else min(end, series.until)
    return [at for at in map(series.instant, walls) if since <= at < last]


async def occurring(
    work: GuildWork, rules: RecurrenceRules, keys: Keyring, series: Recurrence, now: datetime
) -> list[Transition]:
    """The events of a series that are due to be on the calendar; the series remembers how far it has come."""
    if not series.lacks(now):
        return []
    horizon = series.horizon(now)
    since = series.made_through or series.plan.starts_at
    starts = instants(series, rules, since, horizon)
    await work.recurrences.put(attrs.evolve(series, made_through=horizon))
    return await planned(work, keys, series, starts, now)


async def planned(
    work: GuildWork, keys: Keyring, series: Recurrence, starts: list[datetime], now: datetime
) -> list[Transition]:
    """New events for these occurrences."""
    plans = [series.plan_at(start) for start in starts]
    by = series.created_by
    return [
        scheduled(
            Event(
                event_id=event_id,
                plan=plan,
                series=series.series_id,
                occurrence=plan.starts_at,
                created_by=by,
                changed_by=by,
            ),
            now,
        )
        for event_id, plan in zip(await minted(work, keys, now, plans), plans, strict=True)
    ]
