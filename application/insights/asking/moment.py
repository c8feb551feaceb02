"""Reads the last day of a question that was asked for a moment within it: the sheet has whole days only."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from application.community.ports import GuildWork, Store
from application.insights.asking.context import GuildContext
from application.insights.linked import read_entries, spans_of
from domain.community.events.attendance import Window
from domain.community.identity.aliases import Aliases
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, ROLE_TAKEN, ROLES, VOICE_LEFT
from domain.community.log.commands import codes_of
from domain.community.log.entry import Entry, winner
from domain.community.spans import MEMBERSHIP, ROLE, VOICE
from domain.insights.cut import PartOfDay
from domain.insights.sheet import DayTable
from domain.kernel.errors import Invalid
from domain.kernel.instants import LocalCalendar, day_number, midnight, zone
from domain.kernel.windows import AsOf

_JOINS_AND_LEAVES = frozenset({MEMBER_JOINED, MEMBER_LEFT})
_ROLE_CHANGES = ROLES | {MEMBER_LEFT}
_ENDS = frozenset({MEMBER_LEFT, ROLE_TAKEN, VOICE_LEFT})


async def part_of_day(
    store: Store, guild: int, known: GuildContext, as_of: AsOf, now: datetime, sheet: DayTable
) -> PartOfDay | None:
    """What had happened of the last day by that moment; None when the question sees all that is known.

    `sheet` is the guild's activity sheet. Raises Invalid for a day whose raw records are gone.
    """
    tz = zone(known.settings.time_zone)
    start, end = midnight(as_of.last_day, tz), midnight(as_of.last_day + timedelta(days=1), tz)
    if as_of.instant >= min(end, now):
        return None
    day = day_number(as_of.last_day)
    if known.sealed_through is not None and day <= known.sealed_through:
        raise Invalid(
            f"the raw records of {as_of.last_day} are gone, so it can only be asked for as a whole day: "
            f"write {as_of.last_day}"
        )
    async with store.reading(guild) as work:
        aliases = await work.links.aliases()
        copies = (await work.log.between(start, end)).values()
        found = [entry for entry in map(winner, copies) if start <= entry.occurred_at < end]
        whole = read_entries(found, aliases)
        rows = sheet.between((day, day + 1))
        windows = await work.attendance.windows(start, as_of.instant)
        begun = [window for window in windows if start <= window.begins < as_of.instant]
        talked = {*rows["member_no"][rows["voice_seconds"] > 0].tolist(), *await _came(work, begun, aliases)}
        moved = _later(whole, as_of.instant, _JOINS_AND_LEAVES)
        return PartOfDay(
            day=day,
            until=as_of.instant,
            calendar=LocalCalendar(known.settings.time_zone),
            counted=[entry for entry in whole if entry.occurred_at < as_of.instant],
            voice=await spans_of(work, aliases, talked, VOICE),
            memberships=await spans_of(work, aliases, moved, MEMBERSHIP),
            roles=await spans_of(work, aliases, _later(whole, as_of.instant, _ROLE_CHANGES), ROLE),
            tracked=codes_of(known.settings.tracked_commands),
            windows=begun,
            later=_not_yet_met(whole, as_of.instant),
        )


def _not_yet_met(day: list[Entry], moment: datetime) -> set[int]:
    """Who first did something on that day at the moment or later: who ended something had begun it before."""
    first: dict[int, Entry] = {}
    for entry in sorted(day, key=lambda entry: entry.occurred_at):
        if entry.member_no is not None:
            first.setdefault(entry.member_no, entry)
    return {
        number for number, entry in first.items() if entry.occurred_at >= moment and entry.kind not in _ENDS
    }


async def _came(work: GuildWork, windows: Sequence[Window], aliases: Aliases) -> set[int]:
    """Who was at these events: also who left before midnight, or talks to this moment and so has no sum."""
    presences = [one for window in windows for one in await work.attendance.of_event(window.event)]
    return {aliases.canonical(number) for number in {one.member_no for one in presences}}


def _later(day: list[Entry], moment: datetime, kinds: Collection[str]) -> set[int]:
    """Whom something of these kinds happened to on that day at the moment or later."""
    return {
        entry.member_no
        for entry in day
        if entry.kind in kinds and entry.member_no is not None and entry.occurred_at >= moment
    }
