"""One fold for every store: changes of winners go into counters and spans, in the same transaction."""

from collections.abc import Sequence

from application.community.ports import GuildWork
from domain.community.entry import Change
from domain.community.fold import VOICE_SECONDS, Deltas, add_received, fold
from domain.community.spans import MEMBERSHIP, VOICE, fold_spans, voice_seconds
from domain.kernel.instants import LocalCalendar


async def fold_in(
    work: GuildWork, changes: Sequence[Change], calendar: LocalCalendar, *, sealed_through: int | None
) -> None:
    """Bring the projections up to date with these changes, and say which days moved."""
    if not changes:
        return
    deltas = fold(changes, calendar, sealed_through=sealed_through)
    if deltas.tallies:
        add_received(deltas, await work.counters.tally(deltas.tallies), calendar)
    membership_moved = await _fold_spans(work, deltas, calendar)
    await work.counters.add(deltas)
    last_activity = max(change.new.occurred_at for change in changes)
    await work.counters.touch(deltas.days, members=membership_moved, last_activity=last_activity)


async def _fold_spans(work: GuildWork, deltas: Deltas, calendar: LocalCalendar) -> bool:
    """Recompute the spans of every member whose marks changed; voice moves their days' seconds."""
    if not (deltas.marks_added or deltas.marks_removed):
        return False
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
    return any(family == MEMBERSHIP for _, family in marks)
