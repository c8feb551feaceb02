"""Marks and spans in memory."""

from collections.abc import Collection, Mapping, Sequence

import attrs

from adapters.memory.community.state import GuildState, Undo
from application.community.ports import SpanKey
from domain.community.spans import ANSWER, Mark, Span


@attrs.frozen
class MemorySpans:
    """Marks by member and family."""

    _state: GuildState
    _undo: Undo

    async def mark(self, added: Sequence[Mark], removed: Sequence[Mark]) -> dict[SpanKey, list[Mark]]:
        """Change the marks; returns all marks of everybody touched."""
        touched = {(mark.member_no, mark.family) for mark in (*added, *removed)}
        if any(family == ANSWER for _, family in touched):
            self._undo.set(self._state, "touched_answers", self._state.revision + 1)
        for key in touched:
            held = self._state.marks.get(key, set())
            gone = {mark for mark in removed if (mark.member_no, mark.family) == key}
            new = {mark for mark in added if (mark.member_no, mark.family) == key}
            self._undo.put(self._state.marks, key, (held - gone) | new)
        return {key: sorted(self._state.marks[key], key=lambda mark: (mark.at, mark.key)) for key in touched}

    async def of(self, keys: Collection[SpanKey]) -> dict[SpanKey, list[Span]]:
        """The spans as they stand."""
        return {key: list(self._state.spans[key]) for key in keys if key in self._state.spans}

    async def open(self, family: str) -> dict[int, list[Span]]:
        """The spans of a family that last."""
        lasting = {
            member_no: [span for span in spans if span.end is None]
            for (member_no, held), spans in self._state.spans.items()
            if held == family
        }
        return {member_no: spans for member_no, spans in lasting.items() if spans}

    async def about(
        self, family: str, subjects: Collection[int], *, member_no: int | None = None
    ) -> list[Mark]:
        """All marks of a family about one of these."""
        return [
            mark
            for (number, held), marks in sorted(self._state.marks.items())
            if held == family and member_no in (None, number)
            for mark in marks
            if mark.channel in subjects
        ]

    async def put(self, spans: Mapping[SpanKey, Sequence[Span]]) -> None:
        """Replace spans."""
        for key, found in spans.items():
            self._undo.put(self._state.spans, key, list(found))
