"""Everything that is folded from a log, as values that can be compared."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from application.community.attendance.ports import PresenceKey
from domain.community.events.attendance import Presence
from domain.community.fold import Deltas, TallyKey
from domain.community.log.commands import Ran
from domain.community.spans import Mark, Span


@attrs.define(kw_only=True)
class Snapshot:
    """The projections of one guild; rows of zeros are left out, since they mean no row."""

    member_day: dict[tuple[int, int], tuple[int, ...]] = attrs.field(factory=dict)
    channel_day: dict[tuple[int, int], tuple[int, ...]] = attrs.field(factory=dict)
    guild_hour: dict[tuple[int, int], tuple[int, ...]] = attrs.field(factory=dict)
    reply_day: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    channel_hour: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    member_channel_day: dict[tuple[int, int, int, int], int] = attrs.field(factory=dict)
    command_day: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    run_day: dict[Ran, int] = attrs.field(factory=dict)
    tallies: dict[TallyKey, tuple[int, int]] = attrs.field(factory=dict)
    marks: set[Mark] = attrs.field(factory=set)
    spans: dict[tuple[int, str], tuple[Span, ...]] = attrs.field(factory=dict)
    attendance: dict[PresenceKey, Presence] = attrs.field(factory=dict)

    def differences(self, other: "Snapshot", *, most: int = 20) -> list[str]:
        """What `other` has differently, in words, at most so many lines."""
        found: list[str] = []
        for field in attrs.fields(Snapshot):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if mine == theirs:
                continue
            if isinstance(mine, set):
                found += [
                    f"{field.name}: {mark} only on one side" for mark in sorted(mine ^ theirs, key=repr)
                ]
                continue
            found += [
                f"{field.name} {key}: {mine.get(key)} and {theirs.get(key)}"
                for key in sorted(set(mine) | set(theirs))
                if mine.get(key) != theirs.get(key)
            ]
        return found[:most]


def of_deltas(deltas: Deltas, spans: Mapping[tuple[int, str], Sequence[Span]]) -> Snapshot:
    """The snapshot that deltas make from nothing."""
    return Snapshot(
        member_day=_rows(deltas.member_day),
        channel_day=_rows(deltas.channel_day),
        guild_hour=_rows(deltas.guild_hour),
        reply_day={key: count for key, count in deltas.reply_day.items() if count},
        channel_hour={key: count for key, count in deltas.channel_hour.items() if count},
        member_channel_day={key: count for key, count in deltas.member_channel_day.items() if count},
        command_day={key: count for key, count in deltas.command_day.items() if count},
        run_day={key: count for key, count in deltas.run_day.items() if count},
        tallies=_rows(deltas.tallies),
        marks=set(deltas.marks_added),
        spans={key: tuple(found) for key, found in spans.items() if found},
    )


def _rows(rows: Mapping[Any, Sequence[int]]) -> dict[Any, Any]:
    return {key: tuple(row) for key, row in rows.items() if any(row)}
