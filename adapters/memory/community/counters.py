"""Counters in memory: sums of the deltas that the domain folds."""

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from adapters.memory.community.state import GuildState, Undo
from application.community.snapshot import Snapshot
from domain.community.fold import Deltas, TallyKey
from domain.community.spans import Mark


@attrs.frozen
class MemoryCounters:
    """Rows by key; a row of zeros means the same as no row."""

    _state: GuildState
    _undo: Undo

    async def tally(self, deltas: Mapping[TallyKey, Sequence[int]]) -> dict[TallyKey, tuple[int, int]]:
        """Add to the reaction tallies."""
        after: dict[TallyKey, tuple[int, int]] = {}
        for key, (seen, known) in deltas.items():
            held = self._state.tallies.get(key, (0, 0))
            after[key] = (held[0] + seen, held[1] + known)
            self._undo.put(self._state.tallies, key, after[key])
        return after

    async def add(self, deltas: Deltas) -> None:
        """Add rows to rows."""
        for table, rows in (
            (self._state.member_day, deltas.member_day),
            (self._state.channel_day, deltas.channel_day),
            (self._state.guild_hour, deltas.guild_hour),
        ):
            self._add_rows(table, rows)
        self._add_counts(self._state.reply_day, deltas.reply_day)
        self._add_counts(self._state.channel_hour, deltas.channel_hour)
        self._add_counts(self._state.member_channel_day, deltas.member_channel_day)
        self._add_counts(self._state.command_day, deltas.command_day)
        self._add_counts(self._state.run_day, deltas.run_day)

    def _add_counts(self, table: MutableMapping[Any, int], counts: Mapping[Any, int]) -> None:
        for key, count in counts.items():
            self._undo.put(table, key, table.get(key, 0) + count)

    def _add_rows(self, table: MutableMapping[Any, list[int]], rows: Mapping[Any, list[int]]) -> None:
        for key, row in rows.items():
            held = table.get(key)
            self._undo.put(
                table, key, row[:] if held is None else [a + b for a, b in zip(held, row, strict=True)]
            )

    async def touch(self, days: Collection[int], *, members: bool, last_activity: datetime | None) -> None:
        """Say what changed."""
        state = self._state
        self._undo.set(state, "revision", state.revision + 1)
        for day in days:
            self._undo.put(state.touched_days, day, state.revision)
        if members:
            self._undo.set(state, "touched_members", state.revision)
        if last_activity is not None and (state.last_activity is None or last_activity > state.last_activity):
            self._undo.set(state, "last_activity", last_activity)

    async def snapshot(self) -> Snapshot:
        """Everything that was folded."""
        state = self._state
        return Snapshot(
            member_day=_rows(state.member_day),
            channel_day=_rows(state.channel_day),
            guild_hour=_rows(state.guild_hour),
            reply_day=_counts(state.reply_day),
            channel_hour=_counts(state.channel_hour),
            member_channel_day=_counts(state.member_channel_day),
            command_day=_counts(state.command_day),
            run_day=_counts(state.run_day),
            tallies={key: row for key, row in state.tallies.items() if any(row)},
            marks={mark for marks in state.marks.values() for mark in marks},
            spans={key: tuple(spans) for key, spans in state.spans.items() if spans},
            attendance=dict(state.attendance),
        )

    async def rebuild(self, snapshot: Snapshot) -> None:
        """Put this in the place of everything that was folded."""
        state, undo = self._state, self._undo
        days = {day for _, day in (*state.member_day, *state.channel_day)}
        days |= {day for _, day, _ in (*state.command_day, *snapshot.command_day)}
        days |= {one.day for one in (*state.run_day, *snapshot.run_day)}
        days |= {row.day for row in (*state.attendance.values(), *snapshot.attendance.values())}
        marks: dict[tuple[int, str], set[Mark]] = {}
        for mark in snapshot.marks:
            marks.setdefault((mark.member_no, mark.family), set()).add(mark)
        for name in ("member_day", "channel_day", "guild_hour"):
            undo.set(state, name, {key: list(row) for key, row in getattr(snapshot, name).items()})
        counts = ("reply_day", "channel_hour", "member_channel_day", "command_day", "run_day", "tallies")
        for name in (*counts, "attendance"):
            undo.set(state, name, dict(getattr(snapshot, name)))
        undo.set(state, "marks", marks)
        undo.set(state, "touched_answers", state.revision + 1)
        undo.set(state, "spans", {key: list(spans) for key, spans in snapshot.spans.items()})
        days |= {day for _, day in (*state.member_day, *state.channel_day)}
        await self.touch(days, members=True, last_activity=None)


def _rows(table: Mapping[Any, Sequence[int]]) -> dict[Any, tuple[int, ...]]:
    return {key: tuple(row) for key, row in table.items() if any(row)}


def _counts(table: Mapping[Any, int]) -> dict[Any, int]:
    return {key: count for key, count in table.items() if count}
