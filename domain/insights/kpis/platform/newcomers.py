"""How far newcomers come: they join, run a first command, and come to a first event, in this order."""

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.kpis.known import Mask, joined, places_of
from domain.insights.kpis.slice import Slice
from domain.insights.sheet import NEVER

Days = NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Newcomers:
    """Who joined on the days of a slice (known, else first seen), and on which day they took each step.

    Arrays of shape (members,) with day numbers, NEVER where a step was not taken by the end of the slice.
    Steps are taken in order: an event counts from the day of the first command on, that day included.
    `any_event` is the first event since joining, with or without a command before it.
    """

    joined: Days
    command: Days
    event: Days
    any_event: Days

    @property
    def all(self) -> Mask:
        """Who joined."""
        return self.joined < NEVER

    @property
    def ran(self) -> Mask:
        """Who ran a command since."""
        return self.command < NEVER

    @property
    def came(self) -> Mask:
        """Who then came to an event."""
        return self.event < NEVER


@attrs.frozen(kw_only=True, eq=False)
class Between:
    """Who took two steps, and the median of the days between them."""

    who: Mask
    median: float


def newcomers(seen: Slice) -> Newcomers:
    """Those of the group."""
    found = seen.facts.once_for_all(("newcomers", seen.span), lambda: _newcomers(seen))
    people = seen.group.people
    if people is None:
        return found
    return Newcomers(
        joined=np.where(people, found.joined, NEVER),
        command=np.where(people, found.command, NEVER),
        event=np.where(people, found.event, NEVER),
        any_event=np.where(people, found.any_event, NEVER),
    )


def between(start: Days, end: Days) -> Between | None:
    """None where nobody took both."""
    both = (start < NEVER) & (end < NEVER)
    if not both.any():
        return None
    return Between(who=both, median=float(np.median(end[both] - start[both])))


def _newcomers(seen: Slice) -> Newcomers:
    facts, (first, end) = seen.facts, seen.span
    since = joined(facts, end)
    fresh = facts.census.people & (since >= first) & (since < end)
    came = np.where(fresh, since, NEVER)
    command = _first(seen, "commands", came)
    return Newcomers(
        joined=came,
        command=command,
        event=_first(seen, "events", command),
        any_event=_first(seen, "events", came),
    )


def _first(seen: Slice, did: str, since: Days) -> Days:
    """The first day, from their own on, on which each did it; whose own never came never did."""
    some, sheet = places_of(seen.facts, did, seen.span), seen.facts.activity
    found = np.full(len(since), NEVER, dtype=np.int64)
    some = some[sheet["day"][some] >= since[sheet["member_no"][some]]][::-1]
    found[sheet["member_no"][some]] = sheet["day"][some]  # numpy keeps the last value: the first day
    return found
