"""What the readings of a period were made from besides its days' activity, as a digest: another one, other
readings. An error on the safe side costs a reading that finds nothing new."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.events.event import Event
from domain.insights.kpis.events.programme import programme
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Kpi
from domain.insights.sheet import NEVER
from domain.kernel.instants import day_number, day_of_number, midnight, zone

_LONGEST = timedelta(days=32)
"""No period is longer: a month, and the hour that a change of the clocks can add."""

_NAMED = "%Y-%m-%dT%H:%M:%S%z"


def meaning(kpis: Sequence[Kpi], facts: KpiFacts) -> str:
    """What the KPIs mean: their versions, their settings, and since when what they read is counted."""
    wanted = sorted({"time_zone"}.union(*(kpi.settings for kpi in kpis)))
    settings = attrs.asdict(facts.settings)
    known = {name: settings.get(name) for name in wanted}
    versions = [f"{kpi.key}:{kpi.version}:{kpi.audience}:{kpi.unit}:{','.join(kpi.by)}" for kpi in kpis]
    since = () if facts.commands_since is None else (facts.commands_since,)
    return repr((versions, sorted(known.items()), *since))


def digest(meant: str, facts: KpiFacts, last: date, events: Iterable[Event]) -> str:
    """Of everything that was known of the time up to the end of a day."""
    found = hashlib.blake2b(meant.encode(), digest_size=16)
    expected = sorted({span.family for span in facts.spans})  # once one of them is told of, also before
    found.update(repr(expected).encode())
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
    for told in _told(facts, until):
        found.update(repr(told).encode())
    return found.hexdigest()


def _told(facts: KpiFacts, until: datetime) -> Iterable[object]:
    """What could not be kept and why nobody listened, on the days that a period can have."""
    since = until - _LONGEST
    yield sorted(
        (f"{one.received:{_NAMED}}", one.reason, one.resolved is None)
        for one in facts.letters
        if since <= one.received < until
    )
    yield sorted(
        (gap.family, f"{gap.start:{_NAMED}}", f"{min(gap.end, until):{_NAMED}}", gap.reason)
        for gap in facts.noted
        if gap.start < until and gap.end > since
    )


def _columns(facts: KpiFacts, end: int) -> Iterable[NDArray[Any]]:
    """Who was a bot, who was there and who held which role, as far as it had come about on that day."""
    told, roles = facts.members, facts.members.roles
    yield np.flatnonzero(facts.census.met < end)  # also who has no date, and who had none before
    known = (told.joined < end) | (told.left < end)
    yield np.flatnonzero(told.bot)
    yield np.flatnonzero(told.erased)
    yield told.member_no[known]
    yield np.where(told.joined[known] < end, told.joined[known], NEVER)
    yield np.where(told.left[known] < end, told.left[known], NEVER)
    yield told.joined_inferred[known]
    if (calendar := programme(facts)) is not None:
        begun = calendar.day < end
        yield np.flatnonzero(begun & calendar.over)  # one that nobody ends is over when its time has passed
        yield np.flatnonzero(begun & calendar.measured)
    received = facts.received.between((end - _LONGEST.days, end))
    yield from (received.day, received.source, received.what, received.bucket, received.count)
    links = facts.accounts
    linked = links.since < midnight(day_of_number(end), zone(facts.settings.time_zone)).timestamp()
    yield links.member_no[linked]
    yield links.source[linked]
    yield np.frombuffer(" ".join(links.sources).encode(), dtype=np.uint8)
    held = roles.given < end
    yield roles.member_no[held]
    yield roles.role[held]
    yield roles.given[held]
    yield np.where(roles.taken[held] < end, roles.taken[held], NEVER)
