"""A calendar that KPIs are read from: evenings at six of days counted from TIME_ZERO's, today is 0."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from domain.community.coverage import CoverageSpan
from domain.community.events.attendance import Window
from domain.community.events.event import Status
from domain.insights.kpis.facts import KpiFacts
from tests.builders.activities import DAY_ZERO
from tests.builders.readings.events import UTC, Night, an_event, event_facts
from tests.builders.readings.kpis import some_facts

ALL_OF_IT = ((0, 120),)


def six(away: int) -> datetime:
    """Six in the evening of a day."""
    return datetime.combine(DAY_ZERO, time(18), tzinfo=UTC) + timedelta(days=away)


def a_night(
    number: int,
    away: int,
    *came: int,
    said: Mapping[int, str] | None = None,
    stays: Mapping[int, tuple[tuple[int, int], ...]] | None = None,
    **changes: Any,
) -> Night:
    """Two hours that are over; who `came` stayed for all of it, of the others `stays` says the minutes."""
    event = an_event(number, six(away), **({"status": Status.COMPLETED} | changes))
    return Night(event=event, said=said or {}, stays=dict.fromkeys(came, ALL_OF_IT) | dict(stays or {}))


def called_off(number: int, away: int, **changes: Any) -> Night:
    """It did not take place."""
    return a_night(number, away, status=Status.CANCELLED, ended_at=six(away - 1), **changes)


def calendar_facts(
    nights: Sequence[Night], *, spans: Sequence[CoverageSpan] | None = None, **told: Any
) -> KpiFacts:
    """Of a guild with these events, heard all the time; `told` as for `some_facts`."""
    facts = some_facts(**({"spans": spans} | told))
    events = event_facts(
        nights,
        now=facts.as_of.instant,
        settings=facts.settings,
        spans=facts.spans,
        windows=[Window.of(night.event) for night in _sorted(nights)],
    )
    return facts.anew(events=events)


def _sorted(nights: Sequence[Night]) -> list[Night]:
    return sorted(nights, key=lambda night: (night.event.plan.starts_at, night.event.event_id))
