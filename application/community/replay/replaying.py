"""Replay: fold the whole log again, and compare or replace what was folded live."""

from collections.abc import Callable
from typing import TypeVar

import attrs

from application.community.ports import GuildWork, Store
from application.community.published.asking import publish_again
from application.community.replay.completing import counted as counted_anew
from application.community.replay.winners import winners
from application.community.snapshot import Snapshot, of_deltas
from domain.community.events.attendance import Presence
from domain.community.events.timetable import Timetable
from domain.community.fold import FOLD, VOICE_SECONDS, Deltas, add_received, fold, message_day
from domain.community.log.entry import Change
from domain.community.settings import time_zone_of
from domain.community.spans import VOICE, Mark, Span, fold_spans, voice_seconds
from domain.kernel.instants import LocalCalendar

K = TypeVar("K")
V = TypeVar("V")


@attrs.frozen(kw_only=True)
class Replayed:
    """What a replay found; without differences, replayed equals live."""

    guild: int
    entries: int
    counted: int
    differences: tuple[str, ...]
    rebuilt: bool


@attrs.frozen(kw_only=True)
class ReplayLog:
    """Rebuild a guild's projections from its log; with `check` only compare.

    Needed after a change of the fold or of the guild's time zone. Sealed days keep what they have.
    """

    store: Store

    async def __call__(
        self, guild: int, *, check: bool = False, progress: Callable[[int], None] = lambda _: None
    ) -> Replayed:
        """Replay one guild; `progress` is told how many entries were read so far."""
        opening = self.store.reading(guild) if check else self.store.writing(guild)
        async with opening as work:
            replayed = await replay_in(work, guild, check=check, progress=progress)
            if replayed.rebuilt:
                await publish_again(work, guild)
            return replayed


async def replay_in(
    work: GuildWork, guild: int, *, check: bool = False, progress: Callable[[int], None] = lambda _: None
) -> Replayed:
    """Replay inside a transaction that is already open."""
    calendar = LocalCalendar(time_zone_of(await work.guild.settings()))
    profile = await work.guild.profile()
    sealed = profile.sealed_through if profile else None
    deltas, entries, counted = Deltas(), 0, 0
    async for page in work.log.pages():
        counting = winners(page)
        entries += len(page)
        counted += len(counting)
        fold((Change(None, entry) for entry in counting), calendar, sealed_through=sealed, into=deltas)
        progress(entries)
    live = await work.counters.snapshot()
    wanted = _complete(deltas, live, calendar, sealed)
    wanted.attendance = _attendance(wanted, Timetable(await work.attendance.windows()), calendar)
    differences = tuple(live.differences(wanted))
    if not check and differences:
        await work.counters.rebuild(wanted)
    if not check and profile is not None and profile.fold < FOLD:
        await counted_anew(work, profile)
    return Replayed(
        guild=guild,
        entries=entries,
        counted=counted,
        differences=differences,
        rebuilt=bool(differences) and not check,
    )


def _complete(deltas: Deltas, live: Snapshot, calendar: LocalCalendar, sealed: int | None) -> Snapshot:
    """What the projections should be: the log's, and of sealed days what they have."""
    add_received(deltas, {key: (row[0], row[1]) for key, row in deltas.tallies.items()}, calendar)
    kept_marks = [mark for mark in live.marks if _kept(calendar.day_hour(mark.at)[0], sealed)]
    deltas.marks_added += kept_marks
    spans = _spans(deltas.marks_added)
    for (member_no, family), found in spans.items():
        if family == VOICE:
            for day, seconds in voice_seconds(found, calendar).items():
                deltas.of_member(member_no, day)[VOICE_SECONDS] += seconds
    wanted = of_deltas(deltas, spans)
    if sealed is None:
        return wanted
    return attrs.evolve(
        wanted,
        member_day=_carried(live.member_day, wanted.member_day, lambda key: key[1], sealed),
        channel_day=_carried(live.channel_day, wanted.channel_day, lambda key: key[1], sealed),
        guild_hour=_carried(live.guild_hour, wanted.guild_hour, lambda key: key[0], sealed),
        reply_day=_carried(live.reply_day, wanted.reply_day, lambda key: key[2], sealed),
        channel_hour=_carried(live.channel_hour, wanted.channel_hour, lambda key: key[1], sealed),
        member_channel_day=_carried(
            live.member_channel_day, wanted.member_channel_day, lambda key: key[1], sealed
        ),
        command_day=_carried(live.command_day, wanted.command_day, lambda key: key[1], sealed),
        run_day=_carried(live.run_day, wanted.run_day, lambda key: key.day, sealed),
        tallies=_carried(live.tallies, wanted.tallies, lambda key: message_day(key[0], calendar), sealed),
    )


def _attendance(
    wanted: Snapshot, events: Timetable, calendar: LocalCalendar
) -> dict[tuple[int, int], Presence]:
    return {
        (found.event, member_no): found
        for (member_no, family), spans in wanted.spans.items()
        if family == VOICE
        for found in events.presences(member_no, spans, calendar)
    }


def _spans(marks: list[Mark]) -> dict[tuple[int, str], list[Span]]:
    grouped: dict[tuple[int, str], list[Mark]] = {}
    for mark in marks:
        grouped.setdefault((mark.member_no, mark.family), []).append(mark)
    return {key: fold_spans(key[1], found) for key, found in grouped.items()}


def _kept(day: int, sealed: int | None) -> bool:
    return sealed is not None and day <= sealed


def _carried(live: dict[K, V], wanted: dict[K, V], day_of: Callable[[K], int], sealed: int) -> dict[K, V]:
    kept = {key: row for key, row in live.items() if day_of(key) <= sealed}
    return kept | {key: row for key, row in wanted.items() if day_of(key) > sealed}
