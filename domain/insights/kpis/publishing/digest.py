"""What the readings of a period were made from besides its days' activity, as a digest: another one, other
readings. An error on the safe side costs a reading that finds nothing new.

A past of years has hundreds of days, and people are many, so nothing is looked at twice: what came
about is told in the order of time, and a day's digest is what was told up to its end.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import CoverageSpan
from domain.community.events.event import Event
from domain.insights.kpis.events.programme import programme
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.retention.cohorts import first_joins
from domain.kernel.instants import day_number, midnight, zone

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


def digests(meant: str, facts: KpiFacts, lasts: Iterable[date], events: Iterable[Event]) -> dict[date, str]:
    """Of everything that was known of the time up to the end of each of these days."""
    ground = _ground(meant, facts)
    by_day = list(_by_day(facts))
    by_moment = [_heard(facts), _planned(events), _linked(facts)]
    still, tz, found = _Still(facts), zone(facts.settings.time_zone), {}
    for last in sorted(set(lasts)):
        end, until = day_number(last) + 1, midnight(last + timedelta(days=1), tz)
        day = hashlib.blake2b(ground, digest_size=16)
        for stream in by_day:
            day.update(stream.before(end))
        for stream in by_moment:
            day.update(stream.before(until.timestamp()))
        for told in still.at(end, until):
            day.update(told)
        found[last] = day.hexdigest()
    return found


class _Stream:
    """What came about, in the order of time, told up to an ever later moment: the same whatever was asked for
    on the way."""

    def __init__(self, at: NDArray[Any], told: Callable[[int, int], bytes]) -> None:
        self._at, self._told, self._place = at, told, 0
        self._digest = hashlib.blake2b(digest_size=16)

    def before(self, moment: float) -> bytes:
        """The digest of everything before a moment that is no earlier than the last one."""
        place = int(np.searchsorted(self._at, moment))
        self._digest.update(self._told(self._place, place))
        self._place = place
        return self._digest.digest()


def _of_columns(at: NDArray[Any], *columns: NDArray[Any]) -> _Stream:
    order = np.argsort(at, kind="stable")
    rows = np.stack([at, *columns], axis=1).astype(np.int64)[order]
    return _Stream(at[order], lambda first, end: rows[first:end].tobytes())


def _of_texts(told: Iterable[tuple[float, str]]) -> _Stream:
    ordered = sorted(told)
    texts = [text.encode() for _, text in ordered]
    return _Stream(np.array([at for at, _ in ordered]), lambda first, end: b"".join(texts[first:end]))


def _ground(meant: str, facts: KpiFacts) -> bytes:
    """What is told of all time: once a family is listened to it is expected, also before."""
    told = facts.members
    expected = sorted({span.family for span in facts.spans})
    found = hashlib.blake2b(repr((meant, expected, facts.accounts.sources)).encode(), digest_size=16)
    for people in (told.bot, told.erased):
        found.update(np.flatnonzero(people).tobytes())
        found.update(b"|")
    return found.digest()


def _by_day(facts: KpiFacts) -> Iterator[_Stream]:
    """Who was there and who held which role, as far as it had come about on a day."""
    told, roles, met = facts.members, facts.members.roles, facts.census.met
    yield _of_columns(met, np.arange(len(met)))  # also who has no date, and who had none before
    joined, _, _ = first_joins(facts)  # a join told later is no longer where they were first seen
    yield _of_columns(joined, np.arange(len(joined)))
    yield _of_columns(told.joined, told.member_no)
    yield _of_columns(told.left, told.member_no)
    yield _of_columns(np.minimum(told.joined, told.left), told.member_no, told.joined_inferred)
    yield _of_columns(roles.given, roles.member_no, roles.role)
    yield _of_columns(roles.taken, roles.member_no, roles.role, roles.given)
    if (
        calendar := programme(facts)
    ) is not None:  # an event that nobody ends is over when its time has passed
        yield _of_columns(calendar.day, np.arange(len(calendar.day)), calendar.over, calendar.measured)


def _heard(facts: KpiFacts) -> _Stream:
    """What was listened to and has ended; what ends with a day still goes on at its end."""
    return _of_texts((span.end.timestamp(), _span(span, span.end)) for span in facts.spans)


def _planned(events: Iterable[Event]) -> _Stream:
    return _of_texts((event.begins.timestamp(), repr(event)) for event in events)


def _linked(facts: KpiFacts) -> _Stream:
    links = facts.accounts
    return _of_columns(links.since, links.member_no, links.source)


class _Still:
    """What goes on at the end of a day, and what is told of the days that a period can have."""

    def __init__(self, facts: KpiFacts) -> None:
        self._facts = facts
        self._starts = np.array([span.start.timestamp() for span in facts.spans])
        self._ends = np.array([span.end.timestamp() for span in facts.spans])

    def at(self, end: int, until: datetime) -> Iterator[bytes]:
        """Spans that go on; what could not be kept, why nobody listened, and how much came in."""
        now, spans = until.timestamp(), self._facts.spans
        going_on = np.flatnonzero((self._starts < now) & (self._ends >= now))
        yield "".join(sorted(_span(spans[int(place)], until) for place in going_on)).encode()
        for told in _told(self._facts, until):
            yield repr(told).encode()
        received = self._facts.received.between((end - _LONGEST.days, end))
        for column in (received.day, received.source, received.what, received.bucket, received.count):
            yield np.ascontiguousarray(column).tobytes()


def _span(span: CoverageSpan, end: datetime) -> str:
    return f"{span.family} {span.start:{_NAMED}} {end:{_NAMED}} {span.source} {span.channel};"


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
