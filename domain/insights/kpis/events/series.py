"""Who comes back to a series, and which of its regulars stopped coming."""

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.events.ledger import keys
from domain.insights.kpis.events.entry import PEOPLE, entry
from domain.insights.kpis.events.programme import Evenings, compared, weighed
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, Definition


@attrs.frozen(kw_only=True)
class RegularRules:
    """When somebody is a regular of a series, and when they dropped off."""

    missed: int = 3
    """In a row: one or two are a holiday."""

    looked_at: int = 6
    """Events before those: half a season of a weekly event."""

    came: int = 3
    """To so many of them: every second one."""


RULES: Final = RegularRules()

_NO_SERIES: Final = "No event of this time followed an earlier one of its series that was heard."
_TOO_SHORT: Final = "No series of this time is long enough for regulars who could drop off."


def _return(found: Evenings) -> Amount:
    """Everybody of the event before, whenever that was, and who of them came to the next one."""
    ledger, measured = found.ledger, found.programme.measured
    after = np.flatnonzero(found.measured & (ledger.before >= 0))
    after = after[measured[ledger.before[after]]]
    if not len(after):
        return Amount.nothing(_NO_SERIES)
    following = np.full(ledger.size, -1, dtype=np.int64)
    following[ledger.before[after]] = after
    rows = np.flatnonzero(_of_group(found) & (following[ledger.came_at] >= 0))
    who = ledger.came_no[rows]
    again = ledger.came_to(keys(following[ledger.came_at[rows]], who))
    return weighed(found.seen.facts, who[again], of=float(len(rows)))


def _dropped(found: Evenings) -> Amount:
    """Each person counts once for each series that they are a regular of."""
    ledger = found.ledger
    place, series = _places(found)
    if not (place[found.measured] >= 0).any() or place.max(initial=-1) < RULES.missed:
        return Amount.nothing(_TOO_SHORT)
    rows = np.flatnonzero(_of_group(found) & (place[ledger.came_at] >= 0))
    at, who = place[ledger.came_at[rows]], ledger.came_no[rows]
    pairs, index = np.unique(keys(series[ledger.came_at[rows]], who), return_inverse=True)
    late = np.bincount(index[at < RULES.missed], minlength=len(pairs))
    before = np.bincount(index[at >= RULES.missed], minlength=len(pairs))
    regular = before >= RULES.came
    gone = (pairs[regular & (late == 0)] & 0xFFFFFFFF).astype(np.int32)
    amount = weighed(found.seen.facts, gone, of=float(np.count_nonzero(regular)))
    return (
        amount if regular.any() else attrs.evolve(amount, caveats=("No series of this time has regulars.",))
    )


def _of_group(found: Evenings) -> Mask:
    """Comings of the people who are counted, to any event."""
    people = found.seen.group.people
    who = found.ledger.came_no
    return np.ones(len(who), dtype=np.bool_) if people is None else people[who]


def _places(found: Evenings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each event how many of its series came after it, up to the end of these days, and which series that
    is; -1 of one that is too long ago, or of a series that had no event in these days."""
    calendar, ledger = found.programme, found.ledger
    series = calendar.series
    held = calendar.measured & (series >= 0) & (calendar.day < found.seen.end)
    chosen = held & np.isin(series, series[found.measured & (series >= 0)])
    at = np.flatnonzero(chosen)[::-1]
    order = np.argsort(series[at], kind="stable")
    ordered = series[at][order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else ordered
    rank = np.arange(len(ordered)) - np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
    place = np.full(ledger.size, -1, dtype=np.int64)
    place[at[order]] = np.where(rank < RULES.missed + RULES.looked_at, rank, -1)
    return place, series


SERIES: Final = (
    entry(
        key="series_return",
        title="Came back to the next one",
        question="How many of the last event's guests come to the next one of its series?",
        unit="share",
        source="Insight document 5.2.2",
        definition=Definition(
            version=1,
            sentence="Of all attendances at the event before, those of people who attended the next one of "
            "its series too; of every event of a series that began in this time and is over, if at least "
            "half of both was heard. The event before may lie before this time.",
            formula="{numerator} who came again of {denominator} who came to the one before",
            compute=compared(_return),
        ),
    ),
    entry(
        key="series_drop_off",
        title="Regulars who stopped coming",
        question="How many of a series' regulars stopped coming?",
        unit="share",
        better="down",
        source="Insight document 5.2.2: regulars who drop off after N events",
        definition=Definition(
            version=1,
            sentence="Of the regulars of each series with an event that began in this time and is over, "
            f"those who attended none of its last {RULES.missed} events up to the end of this time. Its "
            f"regulars attended at least {RULES.came} of the {RULES.looked_at} events before those; who is a "
            "regular of two series counts for each. Only events of which at least half was heard count.",
            formula="{numerator} who stopped coming of {denominator:regular|regulars}",
            compute=compared(_dropped),
        ),
        by=("event_type", "series", *PEOPLE),
    ),
)
