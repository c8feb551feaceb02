"""The events that a number is about: those of some days that are over, and of which we know who came."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.coverage import COMPARABLE
from domain.insights.events.facts import EventFacts
from domain.insights.events.ledger import Ledger
from domain.insights.events.when import heard_shares, local_days
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, Compute
from domain.insights.kpis.slice import EVERYONE, Slice

MEASURED: Final = COMPARABLE
"""An event heard for less than half of its time says nothing of who stayed away."""

Rule = Callable[["Evenings"], Amount]

UNKNOWN: Final = "The calendar of events is not known here."
NO_EVENT: Final = "No event took place in this time."
UNHEARD: Final = "Nobody listened to voice while these events ran, so who came is not known."


@attrs.frozen(kw_only=True, eq=False)
class Programme:
    """All events of a guild, by their position: arrays of shape (events,).

    `day` is the local day on which each begins; `over` took place and are over; of those that are `measured`
    at least half was heard.
    """

    facts: EventFacts
    ledger: Ledger
    day: NDArray[np.int64]
    over: Mask
    called_off: Mask
    measured: Mask

    @classmethod
    def of(cls, facts: EventFacts) -> "Programme":
        """Read once for every question."""
        ledger = facts.ledger()
        phases = [event.phase for event in ledger.events]
        over = np.array([phase == "over" for phase in phases], dtype=np.bool_)
        somewhere = np.array([window is not None for window in facts.windows], dtype=np.bool_)
        return cls(
            facts=facts,
            ledger=ledger,
            day=local_days(facts),
            over=over,
            called_off=np.array([phase == "called_off" for phase in phases], dtype=np.bool_),
            measured=over & somewhere & (heard_shares(facts, ledger) >= MEASURED),
        )

    @cached_property
    def hours(self) -> NDArray[np.float64]:
        """What everybody who came spent at each, all together."""
        ledger = self.ledger
        seconds = np.bincount(ledger.came_at, weights=ledger.seconds, minlength=ledger.size)
        return seconds.astype(np.float64) / 3600

    @cached_property
    def series(self) -> NDArray[np.int64]:
        """Which series each is of, counted from 0; -1 of one that stands alone."""
        numbers = [-1 if event.series is None else event.series for event in self.ledger.events]
        _, places = np.unique(numbers, return_inverse=True)
        alone = np.array(numbers, dtype=np.int64) < 0
        return np.where(alone, -1, places).astype(np.int64)

    @property
    def own_bytes(self) -> int:
        """Its masks, and what is worked out of it; the events and the ledger are others'."""
        return len(self.over) * (3 + 3 * 8)

    def within(self, span: tuple[int, int]) -> Mask:
        """Those that begin on the day numbers in [first, end)."""
        return (self.day >= span[0]) & (self.day < span[1])


def programme(facts: KpiFacts) -> Programme | None:
    """The calendar of these facts; None where it was not asked for."""
    events = facts.events
    return None if events is None else facts.once("programme", lambda: Programme.of(events))


@attrs.frozen(kw_only=True, eq=False)
class Evenings:
    """The events of a slice that are over, and the comings of its people to them.

    `held` are all of them, `measured` those of which we know who came. `rows` are places in the columns of
    comings of the ledger, of all that are held; `told` likewise in those of answers.
    """

    seen: Slice
    programme: Programme
    held: Mask
    measured: Mask
    rows: NDArray[np.intp]
    told: NDArray[np.intp]

    @property
    def ledger(self) -> Ledger:
        """The columns that `rows` and `told` are places of."""
        return self.programme.ledger

    @property
    def who(self) -> NDArray[np.int32]:
        """The member number of each coming."""
        found: NDArray[np.int32] = self.ledger.came_no[self.rows]
        return found

    def only(self, events: Mask) -> "Evenings":
        """The same without the other events."""
        if not (self.held & ~events).any():
            return self
        rows, told = self.ledger.came_at[self.rows], self.ledger.said_at[self.told]
        return attrs.evolve(
            self,
            held=self.held & events,
            measured=self.measured & events,
            rows=self.rows[events[rows]] if len(rows) else self.rows,
            told=self.told[events[told]] if len(told) else self.told,
        )

    @property
    def count(self) -> int:
        """How many events these are."""
        return int(np.count_nonzero(self.held))

    @property
    def caveats(self) -> tuple[str, ...]:
        """How many of them are not known well enough."""
        lacking = int(np.count_nonzero(self.held & ~self.measured))
        if not lacking:
            return ()
        events = "this event" if self.count == 1 else f"{lacking} of these {self.count} events"
        return (f"Less than half was heard of {events}.",)

    def came(self, each: NDArray[np.float64] | None = None, *, of: float | None = None) -> Amount:
        """Every coming, or so much of each."""
        return weighed(self.seen.facts, self.who, each, of=of)


def weighed(
    facts: KpiFacts,
    who: NDArray[np.int32],
    weights: NDArray[np.float64] | None = None,
    *,
    of: float | None = None,
) -> Amount:
    """A number of which each row is somebody's: 1 each, or so much."""
    each = np.bincount(who, weights=weights, minlength=facts.size).astype(np.float64)
    return Amount(numerator=float(each.sum()), denominator=of, who=each > 0)


def evenings(seen: Slice) -> Evenings | None:
    """What took place on these days, of the group; None where the calendar is not known."""
    calendar = programme(seen.facts)
    if calendar is None:
        return None
    if seen.group is not EVERYONE:
        return Evenings(seen=seen, programme=calendar, **_found(seen, calendar))
    # Without the slice: what the facts remember must not refer to them, or they would never go by themselves.
    found = seen.facts.once(("evenings", seen.window.span), lambda: _found(seen, calendar))
    return Evenings(seen=seen, programme=calendar, **found)


def _found(seen: Slice, calendar: Programme) -> dict[str, NDArray[Any]]:
    held = calendar.over & calendar.within(seen.span)
    if seen.group.events is not None:
        held &= seen.group.events
    ledger, people = calendar.ledger, seen.group.people
    return {
        "held": held,
        "measured": held & calendar.measured,
        "rows": _places(held, ledger.came_at, ledger.came_no, people),
        "told": _places(held, ledger.said_at, ledger.said_no, people),
    }


def _places(
    held: Mask, at: NDArray[np.int64], who: NDArray[np.int32], people: Mask | None
) -> NDArray[np.intp]:
    if not len(at):
        return np.zeros(0, dtype=np.intp)
    chosen = held[at]
    return np.flatnonzero(chosen if people is None else chosen & people[who])


def counted(rule: Rule, *, of_voice: bool = True) -> Compute:
    """A number of everything that was heard, which is the least that it can be where something was not; or
    one that is known whoever listened to voice."""

    def compute(seen: Slice) -> Amount:
        found = evenings(seen)
        if found is None:
            return Amount.nothing(UNKNOWN)
        if not of_voice:
            return rule(found)
        if found.held.any() and not found.measured.any() and not len(found.rows):
            return Amount.nothing(UNHEARD)
        return attrs.evolve(amount := rule(found), caveats=(*found.caveats, *amount.caveats))

    return compute


def compared(rule: Rule) -> Compute:
    """A number of the events alone of which we know who came: a share, or an average."""

    def compute(seen: Slice) -> Amount:
        found = evenings(seen)
        if found is None:
            return Amount.nothing(UNKNOWN)
        if not found.measured.any():
            return Amount.nothing(UNHEARD if found.held.any() else NO_EVENT)
        amount = rule(found.only(found.measured))
        left_out = tuple(f"{one} What is not heard is left out." for one in found.caveats)
        return attrs.evolve(amount, caveats=(*left_out, *amount.caveats))

    return compute
