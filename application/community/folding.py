"""One fold for every store: changes of winners go into counters and spans, in the same transaction."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Final

from application.community.attendance.attending import answered_days, attend
from application.community.ports import GuildWork
from domain.community.events.event import PRODUCT
from domain.community.fold import VOICE_SECONDS, Deltas, add_received, fold
from domain.community.log.activity import EVENTS
from domain.community.log.entry import Change, Sorted
from domain.community.spans import ANSWER, MEMBERSHIP, ROLE, VOICE, Mark, fold_spans, voice_seconds
from domain.kernel.instants import LocalCalendar

_TURN: Final = 100
"""Changes after which others have their turn: a fifth of a millisecond."""


async def folded(changes: Sequence[Change], calendar: LocalCalendar, *, sealed_through: int | None) -> Deltas:
    """What these changes add to the counters; others have their turn meanwhile."""
    deltas = Deltas()
    for start in range(0, len(changes), _TURN):
        fold(changes[start : start + _TURN], calendar, sealed_through=sealed_through, into=deltas)
        await asyncio.sleep(0)
    return deltas


async def fold_in(work: GuildWork, news: Sorted, deltas: Deltas, calendar: LocalCalendar) -> None:
    """Bring the projections up to date with what a batch brought, and say which days moved.

    The last activity is the latest of all copies, also of those that do not count: then it does not
    depend on which came first.
    """
    if not news.fresh:
        return
    if deltas.tallies:
        add_received(deltas, await work.counters.tally(deltas.tallies), calendar)
    membership_moved, gathered = await _fold_spans(work, deltas, calendar)
    await work.counters.add(deltas)
    lived = (each.occurred_at for each in news.fresh if each.source != PRODUCT or each.kind not in EVENTS)
    last_activity = max(lived, default=None)
    answers = [mark for mark in _marks(deltas) if mark.family == ANSWER]
    answered = await answered_days(work, answers, calendar) if answers else set()
    await work.counters.touch(
        deltas.days | gathered | answered, members=membership_moved, last_activity=last_activity
    )


def _marks(deltas: Deltas) -> Iterator[Mark]:
    yield from deltas.marks_added
    yield from deltas.marks_removed


async def _fold_spans(work: GuildWork, deltas: Deltas, calendar: LocalCalendar) -> tuple[bool, set[int]]:
    """Recompute the spans of every member whose marks changed; voice moves their days' seconds, and who was
    at which event. Whether memberships or roles moved, and the days of the events that did."""
    if not (deltas.marks_added or deltas.marks_removed):
        return False, set()
    marks = await work.spans.mark(deltas.marks_added, deltas.marks_removed)
    before = await work.spans.of(marks)
    after = {key: fold_spans(key[1], found) for key, found in marks.items()}
    await work.spans.put({key: spans for key, spans in after.items() if spans != before.get(key, [])})
    for (member_no, family), spans in after.items():
        if family != VOICE:
            continue
        for day, seconds in voice_seconds(spans, calendar).items():
            deltas.of_member(member_no, day)[VOICE_SECONDS] += seconds
        for day, seconds in voice_seconds(before.get((member_no, family), []), calendar).items():
            deltas.of_member(member_no, day)[VOICE_SECONDS] -= seconds
    talked_before = {number: before.get((number, VOICE), []) for number, family in after if family == VOICE}
    talked = {number: after[number, VOICE] for number in talked_before}
    days = await attend(work, talked_before, talked, calendar)
    return any(family in (MEMBERSHIP, ROLE) for _, family in marks), days
