"""The roll of an event: everybody who came or had said something, with what it means."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import attrs

from domain.community.events.answers import Seats
from domain.community.events.attendance import (
    RULES,
    AttendanceRules,
    Presence,
    Stay,
    Verdict,
    Window,
    stay,
    verdict,
)


class Attendee(NamedTuple):
    """One member: how long they were there, if at all, where they stood (see `Seats.of`), and the verdict."""

    member_no: int
    stay: Stay | None
    standing: str | None
    verdict: Verdict


@attrs.frozen(kw_only=True)
class Roll:
    """Everybody, by member number. `heard` is the share of the event in which voice was heard so far.

    It is None where nobody can be heard: the event takes place elsewhere, or was cancelled.
    """

    attendees: tuple[Attendee, ...]
    heard: float | None


def roll(
    window: Window | None,
    presences: Iterable[Presence],
    said: Seats,
    now: datetime,
    *,
    heard: float | None,
    rules: AttendanceRules = RULES,
) -> Roll:
    """Who came and what it means. Nobody is called a no-show of what was not heard.

    A member may have several presences, by accounts that are linked: they add up.
    """
    stays: dict[int, Stay] = {}
    for found in presences:
        mine, before = stay(found, now), stays.get(found.member_no)
        stays[found.member_no] = mine if before is None else _together(before, mine)
    standings = said.standings()
    known = heard is not None and heard >= rules.heard
    attendees = []
    for number in sorted({*stays, *standings}):
        there, standing = stays.get(number), standings.get(number)
        meant = Verdict() if window is None else verdict(there, standing, window, now, rules)
        attendees.append(Attendee(number, there, standing, meant if known else meant._replace(no_show=False)))
    return Roll(attendees=tuple(attendees), heard=heard)


def _together(one: Stay, other: Stay) -> Stay:
    return Stay(
        first_join=min(one.first_join, other.first_join),
        last_leave=max(one.last_leave, other.last_leave),
        seconds=one.seconds + other.seconds,
        there=one.there or other.there,
    )
