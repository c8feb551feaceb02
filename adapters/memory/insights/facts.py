"""Sheets of a guild in memory: the same columns that PostgreSQL gives."""

from collections.abc import Collection, Iterable
from datetime import datetime

import attrs
import numpy as np

from adapters.memory.community.state import GuildState
from adapters.memory.community.store import MemoryStore
from application.insights.ports import Revisions
from domain.community.spans import MEMBERSHIP
from domain.insights.directory import MemberNames
from domain.insights.sheet import CHANNEL_DAY, GUILD_HOUR, MEMBER_DAY, NEVER, DayTable, MemberColumns, Shape
from domain.kernel.instants import LocalCalendar


@attrs.frozen
class MemoryFacts:
    """Reads what the fold left in memory."""

    _store: MemoryStore

    async def revisions(self, guild: int, since: int) -> Revisions:
        """What changed after a revision."""
        state = self._store.state(guild)
        return Revisions(
            latest=state.revision,
            days=frozenset(day for day, revision in state.touched_days.items() if revision > since),
            members=state.touched_members > since,
            last_activity=state.last_activity,
        )

    async def day_table(self, guild: int, shape: Shape, days: Collection[int] | None = None) -> DayTable:
        """All days of a kind of table, or only these."""
        wanted = None if days is None else set(days)
        rows = [row for row in _rows(self._store.state(guild), shape) if wanted is None or row[0] in wanted]
        columns = list(zip(*rows, strict=True)) or [()] * len(shape.columns)
        return DayTable.of(
            shape,
            {
                name: np.array(column, dtype=kind)
                for (name, kind), column in zip(shape.columns, columns, strict=True)
            },
        )

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        """The member list with its memberships."""
        state, calendar = self._store.state(guild), LocalCalendar(time_zone)
        spans = [
            (member_no, span)
            for member_no, family in sorted(state.spans)
            if family == MEMBERSHIP
            for span in state.spans[member_no, family]
        ]

        def day(at: datetime | None) -> int:
            return NEVER if at is None else calendar.day_hour(at)[0]

        numbers = range(len(state.members))
        return MemberColumns(
            bot=np.array([state.members[number].bot for number in numbers], dtype=np.bool_),
            erased=np.array([state.members[n].erased_at is not None for n in numbers], dtype=np.bool_),
            member_no=np.array([member_no for member_no, _ in spans], dtype=np.int32),
            joined=np.array([day(span.start) for _, span in spans], dtype=np.int32),
            left=np.array([day(span.end) for _, span in spans], dtype=np.int32),
            joined_inferred=np.array([s.start_inferred for _, s in spans], dtype=np.bool_),
        )

    async def names(self, guild: int) -> MemberNames:
        """What everybody is called, and their Discord ids."""
        state = self._store.state(guild)
        return MemberNames.of(
            {number: row.name for number, row in state.members.items() if row.name is not None},
            {
                identity.member_no: identity.external_id
                for identity in state.identities.values()
                if identity.source == "discord" and identity.external_id is not None
            },
        )


def _rows(state: GuildState, shape: Shape) -> Iterable[tuple[int, ...]]:
    if shape is MEMBER_DAY or shape is CHANNEL_DAY:
        table = state.member_day if shape is MEMBER_DAY else state.channel_day
        return ((day, who, *row) for (who, day), row in table.items() if any(row))
    if shape is GUILD_HOUR:
        return ((day, hour, *row) for (day, hour), row in state.guild_hour.items() if any(row))
    return ((day, who, toward, count) for (who, toward, day), count in state.reply_day.items() if count)
