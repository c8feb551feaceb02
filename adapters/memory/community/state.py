"""What memory holds of one guild, and how a failed transaction is undone."""

from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import TypeVar

import attrs

from application.community.attendance.ports import PresenceKey
from application.community.backfill.ports import Reactors
from application.community.outbox.ports import PostingKey
from application.community.published.ports import Mark as PeriodMark
from application.community.published.ports import PeriodKey
from domain.community.backfill.channels import BackfilledChannel
from domain.community.backfill.progress import BackfillProgress
from domain.community.coverage import CoverageSpan
from domain.community.events.attendance import Presence, Window
from domain.community.events.event import Event
from domain.community.events.recurrence import Recurrence
from domain.community.fold import FOLD, TallyKey
from domain.community.guild import ChannelName, RoleName
from domain.community.identity.codes import Code
from domain.community.identity.links import Link
from domain.community.log.commands import Ran
from domain.community.log.entry import Entry
from domain.community.log.intake import IntakeKey
from domain.community.log.letters import Letter
from domain.community.missed import NotedGap
from domain.community.outbox.posting import Posting
from domain.community.settings import SettingsVersion
from domain.community.spans import Mark, Span
from domain.insights.kpis.publishing.rows import PublishedReading, RowKey

K = TypeVar("K")
V = TypeVar("V")


@attrs.define(kw_only=True)
class Row:
    """A member: what the members table holds."""

    name: str | None = None
    named_at: datetime | None = None
    bot: bool = False
    erased_at: datetime | None = None


@attrs.define(kw_only=True)
class Identity:
    """An outside id and the hash that finds it; erasure empties the id and keeps the hash."""

    source: str
    external_id: str | None
    member_no: int
    by_link: bool = False


@attrs.define(kw_only=True)
class Letters:
    """Dead letters and the counts of refused records."""

    kept: dict[bytes, Letter] = attrs.field(factory=dict)
    refused: dict[str, int] = attrs.field(factory=dict)


@attrs.define(kw_only=True)
class GuildState:
    """Everything of one guild."""

    guild: int
    log: dict[bytes, list[Entry]] = attrs.field(factory=dict)
    members: dict[int, Row] = attrs.field(factory=dict)
    identities: dict[bytes, Identity] = attrs.field(factory=dict)
    member_day: dict[tuple[int, int], list[int]] = attrs.field(factory=dict)
    channel_day: dict[tuple[int, int], list[int]] = attrs.field(factory=dict)
    guild_hour: dict[tuple[int, int], list[int]] = attrs.field(factory=dict)
    reply_day: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    channel_hour: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    member_channel_day: dict[tuple[int, int, int, int], int] = attrs.field(factory=dict)
    command_day: dict[tuple[int, int, int], int] = attrs.field(factory=dict)
    run_day: dict[Ran, int] = attrs.field(factory=dict)
    tallies: dict[TallyKey, tuple[int, int]] = attrs.field(factory=dict)
    marks: dict[tuple[int, str], set[Mark]] = attrs.field(factory=dict)
    spans: dict[tuple[int, str], list[Span]] = attrs.field(factory=dict)
    links: dict[int, Link] = attrs.field(factory=dict)
    codes: dict[bytes, Code] = attrs.field(factory=dict)
    windows: dict[int, Window] = attrs.field(factory=dict)
    attendance: dict[PresenceKey, Presence] = attrs.field(factory=dict)
    letters: Letters = attrs.field(factory=Letters)
    intake: dict[IntakeKey, int] = attrs.field(factory=dict)
    coverage: list[CoverageSpan] = attrs.field(factory=list)
    gaps: list[NotedGap] = attrs.field(factory=list)
    channels: dict[int, ChannelName] = attrs.field(factory=dict)
    roles: dict[int, RoleName] = attrs.field(factory=dict)
    backfilled: dict[int, BackfilledChannel] = attrs.field(factory=dict)
    reactors: dict[tuple[int, str, bool], Reactors] = attrs.field(factory=dict)
    backfill: BackfillProgress | None = None
    postings: dict[PostingKey, Posting] = attrs.field(factory=dict)
    registered: str | None = None
    events: dict[int, Event] = attrs.field(factory=dict)
    recurrences: dict[int, Recurrence] = attrs.field(factory=dict)
    readings: dict[RowKey, tuple[tuple[PublishedReading, datetime], ...]] = attrs.field(factory=dict)
    periods: dict[PeriodKey, PeriodMark] = attrs.field(factory=dict)
    settings: list[SettingsVersion] = attrs.field(factory=list)
    name: str | None = None
    name_seen_at: datetime | None = None
    last_activity: datetime | None = None
    sealed_through: int | None = None
    revision: int = 0
    fold: int = FOLD
    detailed_since: int | None = None
    commands_since: int | None = None
    touched_days: dict[int, int] = attrs.field(factory=dict)
    touched_members: int = 0
    touched_events: int = 0
    touched_answers: int = 0


class Undo:
    """Remembers how to take every change back, newest first."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def put(self, mapping: MutableMapping[K, V], key: K, value: V) -> None:
        """Set an item so that it can be taken back."""
        if key in mapping:
            before = mapping[key]
            self._steps.append(lambda: mapping.__setitem__(key, before))
        else:
            self._steps.append(lambda: mapping.pop(key, None))
        mapping[key] = value

    def drop(self, mapping: MutableMapping[K, V], key: K) -> None:
        """Remove an item, if it is there, so that it can be taken back."""
        if key in mapping:
            before = mapping.pop(key)
            self._steps.append(lambda: mapping.__setitem__(key, before))

    def set(self, thing: object, name: str, value: object) -> None:
        """Set an attribute so that it can be taken back."""
        before = getattr(thing, name)
        self._steps.append(lambda: setattr(thing, name, before))
        setattr(thing, name, value)

    def all(self) -> None:
        """Take everything back."""
        while self._steps:
            self._steps.pop()()
