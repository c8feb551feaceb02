"""What the front door needs of a store, kept alike in memory and in PostgreSQL by tests/contracts."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from application.community.attendance.ports import Attendance
from application.community.backfill.ports import Backfills
from application.community.events.ports import Events, Recurrences
from application.community.heard import IntakeCounts, Listening
from application.community.identity.ports import LinkCodes, Links, Traces
from application.community.jobs import Jobs
from application.community.outbox.ports import Postings, Registrations
from application.community.published.ports import Readings
from application.community.snapshot import Snapshot
from domain.community.fold import Deltas, TallyKey
from domain.community.guild import ChannelName, GuildProfile, RoleName
from domain.community.log.entry import Entry
from domain.community.log.letters import Letter, Parked
from domain.community.members import Member, Sighting
from domain.community.settings import SettingsVersion
from domain.community.spans import Mark, Span

SpanKey = tuple[int, str]
"""(member number, family of spans)."""


class ActivityLog(Protocol):
    """The append-only log of one guild."""

    async def known(self, keys: Sequence[bytes]) -> dict[bytes, list[Entry]]:
        """The copies that are already in the log, by key; keys without any are left out."""
        ...

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add copies; one whose (key, digest) is there already is dropped."""
        ...

    def pages(self, *, size: int = 10_000) -> AsyncIterator[list[Entry]]:
        """The whole log ordered by key; all copies of a key are on one page."""
        ...

    async def between(self, start: datetime, end: datetime) -> dict[bytes, list[Entry]]:
        """All copies of every key that has a copy in [start, end), by key."""
        ...

    async def straddling(self, before: datetime) -> list[bytes]:
        """Keys with a copy before that instant and another one at or after it."""
        ...

    async def delete(self, before: datetime, keys: Collection[bytes]) -> int:
        """Delete every copy before that instant, and every copy of these keys; how many went."""
        ...


class Members(Protocol):
    """Who is who in one guild: the only place that knows outside ids and names."""

    async def numbers(self, sightings: Sequence[Sighting]) -> dict[bytes, int]:
        """The number of each person by hash; strangers get the next ones.

        The newest name is kept; once seen as a bot is a bot; an erased member stays erased.
        """
        ...

    async def of(self, numbers: Collection[int]) -> dict[int, Member]:
        """The members with these numbers."""
        ...

    async def by_hash(self, person: bytes) -> int | None:
        """The number of the person with this hash."""
        ...

    async def outside_ids(self, *, source: str = "discord") -> dict[int, str]:
        """Member number -> outside id, of everybody who is not erased."""
        ...

    async def erase(self, member_no: int, at: datetime) -> list[str]:
        """Empty a member's row and outside ids, keeping the hashes; returns the ids that went."""
        ...


class Counters(Protocol):
    """Counters of one guild: sums of deltas."""

    async def tally(self, deltas: Mapping[TallyKey, Sequence[int]]) -> dict[TallyKey, tuple[int, int]]:
        """Add to the reaction tallies; returns each as (seen, known) after it."""
        ...

    async def add(self, deltas: Deltas) -> None:
        """Add to everything that is counted but the tallies."""
        ...

    async def touch(self, days: Collection[int], *, members: bool, last_activity: datetime | None) -> None:
        """Say which days, and whether the member list, changed: the last statement of a writer."""
        ...

    async def snapshot(self) -> Snapshot:
        """Everything that was folded, spans included, for comparison."""
        ...

    async def rebuild(self, snapshot: Snapshot) -> None:
        """Put this in the place of everything that was folded, spans included, and touch every day.

        The caller has already carried over what sealed days keep.
        """
        ...


class Spans(Protocol):
    """Marks and spans of one guild's members."""

    async def mark(self, added: Sequence[Mark], removed: Sequence[Mark]) -> dict[SpanKey, list[Mark]]:
        """Change the marks; returns all marks of every (member, family) that these touch."""
        ...

    async def of(self, keys: Collection[SpanKey]) -> dict[SpanKey, list[Span]]:
        """The spans as they stand."""
        ...

    async def open(self, family: str) -> dict[int, list[Span]]:
        """The spans of a family that last, by member number."""
        ...

    async def about(
        self, family: str, subjects: Collection[int], *, member_no: int | None = None
    ) -> list[Mark]:
        """All marks of a family with one of these as their `channel`: of answers, those to these events.

        With a member, only theirs.
        """
        ...

    async def put(self, spans: Mapping[SpanKey, Sequence[Span]]) -> None:
        """Replace the spans of each (member, family)."""
        ...


class DeadLetters(Protocol):
    """Records that could not be kept, of one guild or, in the instance, of no readable guild."""

    async def park(self, letters: Sequence[Letter]) -> None:
        """Keep them; a letter that is there already is kept once."""
        ...

    async def refuse(self, reason: str, count: int) -> None:
        """Count records that were refused and not kept."""
        ...

    async def waiting(self, *, limit: int = 1000) -> list[Letter]:
        """Letters not yet resolved, oldest first."""
        ...

    async def counts(self) -> dict[str, int]:
        """How many letters wait, and how many records were refused, by reason."""
        ...

    async def parked(self) -> list[Parked]:
        """When and why each letter came, oldest first, without what it says."""
        ...

    async def find(self, letter_id: bytes) -> Letter | None:
        """The letter with this id."""
        ...

    async def resolve(self, ids: Sequence[bytes], at: datetime) -> None:
        """They were replayed and landed."""
        ...

    async def forget(self, outside_ids: Collection[str]) -> int:
        """Empty the records that name any of these outside ids; how many."""
        ...


class Guild(Protocol):
    """What a guild is called, how it is set up, and how far its days are sealed."""

    async def profile(self) -> GuildProfile | None:
        """Its name, its last activity, its sealed days; None when nothing was ever recorded."""
        ...

    async def rename(self, name: str, seen_at: datetime) -> None:
        """Keep the newest name."""
        ...

    async def channels(self) -> dict[int, ChannelName]:
        """The channels whose name is known."""
        ...

    async def name_channels(self, channels: Sequence[ChannelName]) -> None:
        """Keep the newest name of each."""
        ...

    async def roles(self) -> dict[int, RoleName]:
        """The roles whose name is known, those that are gone among them."""
        ...

    async def name_roles(self, roles: Sequence[RoleName]) -> None:
        """Keep the newest name and position of each."""
        ...

    async def settings(self) -> list[SettingsVersion]:
        """Every version of its settings, oldest first."""
        ...

    async def add_settings(self, version: SettingsVersion) -> None:
        """Add a version; Conflict when that number is taken."""
        ...

    async def seal(self, through: int) -> None:
        """Days up to this day number are sealed."""
        ...

    async def counted_by(self, fold: int, *, detailed_since: int | None, commands_since: int | None) -> None:
        """The whole log is counted by this version of the fold: in every detail, and with its commands, from
        these day numbers on."""
        ...


class GuildWork(Protocol):
    """Everything of one guild, in one transaction: all of it lands, or none."""

    @property
    def log(self) -> ActivityLog: ...
    @property
    def members(self) -> Members: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def spans(self) -> Spans: ...
    @property
    def attendance(self) -> Attendance: ...
    @property
    def letters(self) -> DeadLetters: ...
    @property
    def intake(self) -> IntakeCounts: ...
    @property
    def listening(self) -> Listening: ...
    @property
    def guild(self) -> Guild: ...
    @property
    def backfills(self) -> Backfills: ...
    @property
    def postings(self) -> Postings: ...
    @property
    def registrations(self) -> Registrations: ...
    @property
    def links(self) -> Links: ...
    @property
    def link_codes(self) -> LinkCodes: ...
    @property
    def traces(self) -> Traces: ...
    @property
    def events(self) -> Events: ...
    @property
    def recurrences(self) -> Recurrences: ...
    @property
    def readings(self) -> Readings: ...
    @property
    def jobs(self) -> Jobs: ...


class Store(Protocol):
    """Opens work on one guild at a time; the guild is the data boundary."""

    def writing(self, guild: int) -> AbstractAsyncContextManager[GuildWork]:
        """One writer of a guild at a time; commits at the end, rolls back on any error."""
        ...

    def reading(self, guild: int) -> AbstractAsyncContextManager[GuildWork]:
        """One consistent view of a guild, without writing."""
        ...

    async def guilds(self) -> list[int]:
        """Every guild that something was recorded for."""
        ...

    def unaddressed(self) -> AbstractAsyncContextManager[DeadLetters]:
        """The instance's letters: records whose guild could not be read."""
        ...
