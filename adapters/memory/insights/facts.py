"""Sheets of a guild in memory: the same columns that PostgreSQL gives."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import attrs
import numpy as np

from adapters.memory.community.state import GuildState
from adapters.memory.community.store import MemoryStore
from application.insights.ports import Revisions
from domain.community.events.attendance import Presence
from domain.community.log.commands import code_of, error_code
from domain.community.spans import MEMBERSHIP, ROLE, VOICE, Span, seconds_within
from domain.insights.channels import ChannelPeople
from domain.insights.directory import MemberNames
from domain.insights.sheet import (
    ATTENDANCE,
    CHANNEL_DAY,
    CHANNEL_HOUR,
    COMMAND_DAY,
    EVENT_DAY,
    GUILD_HOUR,
    MEMBER_CHANNEL_DAY,
    MEMBER_DAY,
    NEVER,
    REPLY_DAY,
    RUN_DAY,
    DayTable,
    MemberColumns,
    RoleColumns,
    Shape,
)
from domain.kernel.instants import LocalCalendar, microseconds, midnights


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
            events=state.touched_events > since,
            answers=state.touched_answers > since,
        )

    async def day_table(self, guild: int, shape: Shape, days: Collection[int] | None = None) -> DayTable:
        """All days of a kind of table, or only these."""
        wanted = None if days is None else set(days)
        rows = _rows(self._store.state(guild), shape)
        return _table(shape, [row for row in rows if wanted is None or row[0] in wanted])

    async def channel_people(self, guild: int, span: tuple[int, int]) -> ChannelPeople:
        """Who wrote how much in which channel on the days of a span."""
        first, end = span
        found = [row for row in _rows(self._store.state(guild), MEMBER_CHANNEL_DAY) if first <= row[0] < end]
        _, who, where, _, counts = list(zip(*found, strict=True)) or [()] * 5
        return ChannelPeople.of(where, who, counts)

    async def channel_talkers(self, guild: int, span: tuple[int, int], time_zone: str) -> ChannelPeople:
        """Who talked how long in which channel on the days of a span."""
        begin, end = midnights(span, time_zone)
        found = [
            (session.channel, member_no, seconds)
            for member_no, session in _of_family(self._store.state(guild), VOICE)
            if session.channel is not None and (seconds := seconds_within(session, begin, end))
        ]
        where, who, talked = list(zip(*found, strict=True)) or [(), (), ()]
        return ChannelPeople.of(where, who, voice_seconds=talked)

    async def member_channels(self, guild: int, days: Sequence[int], members: Sequence[int]) -> DayTable:
        """Where each of these members wrote on the day at the same place."""
        wanted = set(zip(days, members, strict=True))
        rows = _rows(self._store.state(guild), MEMBER_CHANNEL_DAY)
        return _table(MEMBER_CHANNEL_DAY, [row for row in rows if row[:2] in wanted])

    async def replies_of(self, guild: int, member_no: int, span: tuple[int, int]) -> DayTable:
        """The reply days in which this member is on either side."""
        rows = [
            row
            for row in _rows(self._store.state(guild), REPLY_DAY)
            if span[0] <= row[0] < span[1] and member_no in row[1:3]
        ]
        return _table(REPLY_DAY, rows)

    async def members(self, guild: int, time_zone: str) -> MemberColumns:
        """The member list with its memberships."""
        state, calendar = self._store.state(guild), LocalCalendar(time_zone)
        spans, held = _of_family(state, MEMBERSHIP), _of_family(state, ROLE)

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
            invite=np.array([span.channel or 0 for _, span in spans], dtype=np.int64),
            roles=RoleColumns(
                member_no=np.array([member_no for member_no, _ in held], dtype=np.int32),
                role=np.array([span.channel for _, span in held], dtype=np.int64),
                given=np.array([day(span.start) for _, span in held], dtype=np.int32),
                taken=np.array([day(span.end) for _, span in held], dtype=np.int32),
            ),
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

    async def command_words(self, guild: int) -> dict[int, str]:
        """What the numbers of commands and of types of errors stand for."""
        ended = self._store.state(guild).run_day
        words = {code_of(one.command): one.command for one in ended}
        return words | {error_code(one.error): one.error for one in ended if one.error}


def _table(shape: Shape, rows: Sequence[tuple[int, ...]]) -> DayTable:
    columns = list(zip(*rows, strict=True)) or [()] * len(shape.columns)
    return DayTable.of(
        shape,
        {
            name: np.array(column, dtype=kind)
            for (name, kind), column in zip(shape.columns, columns, strict=True)
        },
    )


def _of_family(state: GuildState, wanted: str) -> list[tuple[int, Span]]:
    """Spans of one family by member number, each member's in their order."""
    return [
        (member_no, span)
        for member_no, family in sorted(state.spans)
        if family == wanted
        for span in state.spans[member_no, family]
    ]


def _presence(row: Presence) -> tuple[int, ...]:
    instants = (row.last_leave, row.open_since, row.open_until)
    exact = (-1 if at is None else microseconds(at) for at in instants)
    return row.day, row.event, row.member_no, row.seconds, *exact


def _rows(state: GuildState, shape: Shape) -> Iterable[tuple[int, ...]]:
    if shape is MEMBER_DAY or shape is CHANNEL_DAY:
        table = state.member_day if shape is MEMBER_DAY else state.channel_day
        return ((day, who, *row) for (who, day), row in table.items() if any(row))
    if shape is GUILD_HOUR:
        return ((day, hour, *row) for (day, hour), row in state.guild_hour.items() if any(row))
    if shape is COMMAND_DAY:
        return ((day, who, command, n) for (who, day, command), n in state.command_day.items() if n)
    if shape is RUN_DAY:
        return (
            (one.day, code_of(one.command), one.outcome, error_code(one.error), one.bucket, n)
            for one, n in state.run_day.items()
            if n
        )
    if shape is CHANNEL_HOUR:
        return ((day, where, hour, n) for (where, day, hour), n in state.channel_hour.items() if n)
    if shape is MEMBER_CHANNEL_DAY:
        return ((day, who, *where, n) for (who, day, *where), n in state.member_channel_day.items() if n)
    if shape is EVENT_DAY:
        found = ((row, state.windows[row.event]) for row in state.attendance.values())
        return (
            (row.day, row.member_no, row.event, int(window.minimum.total_seconds()), row.seconds)
            for row, window in found
        )
    if shape is ATTENDANCE:
        return map(_presence, state.attendance.values())
    return ((day, who, toward, count) for (who, toward, day), count in state.reply_day.items() if count)
