"""What the readings of a period were made from besides its days' activity, as a digest: another one, other
readings. An error on the safe side costs a reading that finds nothing new."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.events.event import Event
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Kpi
from domain.insights.sheet import NEVER
from domain.kernel.instants import day_number, midnight, zone

_NAMED = "%Y-%m-%dT%H:%M:%S%z"


def meaning(kpis: Sequence[Kpi], facts: KpiFacts) -> str:
    """What the KPIs mean: their versions, and the settings that they depend on."""
    wanted = sorted({"time_zone"}.union(*(kpi.settings for kpi in kpis)))
    settings = attrs.asdict(facts.settings)
    known = {name: settings.get(name) for name in wanted}
    versions = [f"{kpi.key}:{kpi.version}:{kpi.audience}:{kpi.unit}:{','.join(kpi.by)}" for kpi in kpis]
    return repr((versions, sorted(known.items())))


def digest(meant: str, facts: KpiFacts, last: date, events: Iterable[Event]) -> str:
    """Of everything that was known of the time up to the end of a day."""
    found = hashlib.blake2b(meant.encode(), digest_size=16)
    end, until = day_number(last) + 1, midnight(last + timedelta(days=1), zone(facts.settings.time_zone))
    for span in facts.spans:
        if span.start < until:
            stop = min(span.end, until)
            heard = f"{span.family} {span.start:{_NAMED}} {stop:{_NAMED}} {span.source} {span.channel}"
            found.update(heard.encode())
    for column in _columns(facts, end):
        found.update(np.ascontiguousarray(column).tobytes())
    for event in events:
        if event.plan.starts_at < until:
            found.update(repr(event).encode())
    return found.hexdigest()


def _columns(facts: KpiFacts, end: int) -> Iterable[NDArray[Any]]:
    """Who was a bot, who was there and who held which role, as far as it had come about on that day."""
    told, roles = facts.members, facts.members.roles
    known = (told.joined < end) | (told.left < end)
    yield np.flatnonzero(told.bot)
    yield np.flatnonzero(told.erased)
    yield told.member_no[known]
    yield np.where(told.joined[known] < end, told.joined[known], NEVER)
    yield np.where(told.left[known] < end, told.left[known], NEVER)
    yield told.joined_inferred[known]
    held = roles.given < end
    yield roles.member_no[held]
    yield roles.role[held]
    yield roles.given[held]
    yield np.where(roles.taken[held] < end, roles.taken[held], NEVER)
