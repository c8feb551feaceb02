"""A whole house on the memory store: every use case wired as the product wires it, with a stopped clock."""

from collections.abc import Iterable
from typing import Self

import attrs

from adapters.memory.community import MemoryStore
from adapters.memory.insights import MemoryFacts
from application.community.forget import ForgetMember
from application.community.guild_settings import ChangeSettings, ShowSettings, UndoSettings
from application.community.identity.accounts import LinkAccount, ShowAccounts, ShowIdCoverage, UnlinkAccount
from application.community.ports import Store
from application.community.record import RecordActivities, Recorded
from application.community.replay import CompleteCounters, ReplayLog
from application.community.sealing import SealDays
from application.community.snapshot import Snapshot
from application.insights.channels import ShowChannels
from application.insights.data_quality import ShowDataQuality
from application.insights.directory import ShowDirectory
from application.insights.events import Gathering, ShowEvent, ShowEvents
from application.insights.kpis.board import ShowBoard
from application.insights.kpis.courses import Courses
from application.insights.kpis.daily.glance import ShowGlance
from application.insights.kpis.explain import Explain, ReadKpi
from application.insights.kpis.gathering import KpiGathering
from application.insights.kpis.platform.funnel import ShowFunnel
from application.insights.kpis.publishing import PublishReadings
from application.insights.kpis.read import ReadKpis
from application.insights.kpis.retention import ShowRetention
from application.insights.linked import LinkedFacts
from application.insights.member import ShowMember
from application.insights.overview import ShowOverview
from application.insights.ports import Facts
from application.insights.segments import PreviewSettings
from application.insights.segments.show import ShowSegments
from application.insights.settings import ReadSettings
from application.insights.sheets import Sheets
from application.insights.top import ShowTop
from domain.community.coverage import CoverageSpan
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from domain.community.log.letters import Letter, Unreadable
from domain.community.members import Member
from tests.builders.activities import GUILD, SECRET, StoppedClock

KEYS = Keyring(SECRET)


@attrs.frozen(kw_only=True)
class House:
    """Use cases over one store; `memory` is what is looked into when a test must see the raw state."""

    memory: MemoryStore
    store: Store
    clock: StoppedClock
    facts: Facts
    sheets: Sheets
    gathering: Gathering = attrs.field(
        init=False,
        default=attrs.Factory(lambda me: Gathering.over(me.store, me.sheets, me.clock), takes_self=True),
    )

    @classmethod
    def built(
        cls, *, store: Store | None = None, memory: MemoryStore | None = None, facts: Facts | None = None
    ) -> Self:
        """`store` and `facts` may be wrappers of `memory`; sheets ask for revisions at every reading."""
        memory = memory or MemoryStore()
        facts = LinkedFacts(facts or MemoryFacts(memory), store or memory)
        return cls(
            memory=memory,
            store=store or memory,
            clock=StoppedClock(),
            facts=facts,
            sheets=Sheets(facts, lambda: 0.0, fresh_for=0.0),
        )

    @property
    def record(self) -> RecordActivities:
        return RecordActivities(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def replay(self) -> ReplayLog:
        return ReplayLog(store=self.store)

    @property
    def complete(self) -> CompleteCounters:
        return CompleteCounters(store=self.store)

    @property
    def seal(self) -> SealDays:
        return SealDays(store=self.store)

    @property
    def forget(self) -> ForgetMember:
        return ForgetMember(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def link_account(self) -> LinkAccount:
        return LinkAccount(store=self.store, clock=self.clock, keys=KEYS)

    @property
    def unlink_account(self) -> UnlinkAccount:
        return UnlinkAccount(store=self.store, clock=self.clock)

    @property
    def show_accounts(self) -> ShowAccounts:
        return ShowAccounts(store=self.store)

    @property
    def show_id_coverage(self) -> ShowIdCoverage:
        return ShowIdCoverage(store=self.store)

    @property
    def change_settings(self) -> ChangeSettings:
        return ChangeSettings(store=self.store, clock=self.clock)

    @property
    def undo_settings(self) -> UndoSettings:
        return UndoSettings(store=self.store, clock=self.clock)

    @property
    def show_settings(self) -> ShowSettings:
        return ShowSettings(store=self.store, clock=self.clock)

    @property
    def preview_settings(self) -> PreviewSettings:
        return PreviewSettings(store=self.store, sheets=self.sheets, clock=self.clock)

    @property
    def gather_kpis(self) -> KpiGathering:
        return KpiGathering(store=self.store, sheets=self.sheets, clock=self.clock, calendar=self.gathering)

    @property
    def courses(self) -> Courses:
        return Courses(sheets=self.sheets)

    @property
    def read_kpis(self) -> ReadKpis:
        return ReadKpis(gather=self.gather_kpis)

    @property
    def read_kpi(self) -> ReadKpi:
        return ReadKpi(gather=self.gather_kpis, courses=self.courses)

    @property
    def explain(self) -> Explain:
        return Explain(gather=self.gather_kpis, courses=self.courses)

    @property
    def show_funnel(self) -> ShowFunnel:
        return ShowFunnel(gather=self.gather_kpis)

    @property
    def show_retention(self) -> ShowRetention:
        return ShowRetention(gather=self.gather_kpis)

    @property
    def show_overview(self) -> ShowOverview:
        return ShowOverview(store=self.store, sheets=self.sheets, clock=self.clock)

    @property
    def show_top(self) -> ShowTop:
        return ShowTop(store=self.store, sheets=self.sheets, clock=self.clock)

    @property
    def show_data_quality(self) -> ShowDataQuality:
        return ShowDataQuality(store=self.store, sheets=self.sheets, clock=self.clock)

    @property
    def show_directory(self) -> ShowDirectory:
        return ShowDirectory(store=self.store, sheets=self.sheets, clock=self.clock)

    @property
    def show_member(self) -> ShowMember:
        return ShowMember(store=self.store, facts=self.facts, sheets=self.sheets, clock=self.clock)

    @property
    def show_channels(self) -> ShowChannels:
        return ShowChannels(store=self.store, sheets=self.sheets, clock=self.clock)

    @property
    def read_settings(self) -> ReadSettings:
        return ReadSettings(store=self.store, show=self.show_settings)

    @property
    def show_events(self) -> ShowEvents:
        return ShowEvents(gathering=self.gathering)

    @property
    def show_event(self) -> ShowEvent:
        return ShowEvent(gathering=self.gathering)

    @property
    def show_segments(self) -> ShowSegments:
        return ShowSegments(gather=self.gather_kpis)

    @property
    def show_glance(self) -> ShowGlance:
        """A new one: it remembers nothing of the one before."""
        return ShowGlance(board=self.show_board, monotonic=lambda: 0.0)

    @property
    def show_board(self) -> ShowBoard:
        """A new one: it remembers nothing of the one before."""
        return ShowBoard(gather=self.gather_kpis, courses=self.courses)

    @property
    def publish_readings(self) -> PublishReadings:
        return PublishReadings(
            store=self.store, sheets=self.sheets, gather=self.gather_kpis, clock=self.clock
        )

    async def told(self, *activities: Activity | Unreadable) -> Recorded:
        """One batch through the front door."""
        return await self.record(activities)

    async def told_in(self, batches: Iterable[Iterable[Activity]]) -> None:
        for batch in batches:
            await self.record(list(batch))

    async def heard(self, *spans: CoverageSpan, guild: int = GUILD) -> None:
        async with self.store.writing(guild) as work:
            await work.listening.add(spans)

    async def folded(self, guild: int = GUILD) -> Snapshot:
        async with self.store.reading(guild) as work:
            return await work.counters.snapshot()

    async def letters(self, guild: int | None = GUILD) -> list[Letter]:
        if guild is None:
            async with self.store.unaddressed() as nowhere:
                return await nowhere.waiting()
        async with self.store.reading(guild) as work:
            return await work.letters.waiting()

    async def number_of(self, person_id: str, *, source: str = "discord", guild: int = GUILD) -> int:
        async with self.store.reading(guild) as work:
            found = await work.members.by_hash(KEYS.person(source, person_id))
        assert found is not None, f"nobody with the id {person_id} was ever seen"
        return found

    async def member(self, person_id: str, *, source: str = "discord", guild: int = GUILD) -> Member:
        number = await self.number_of(person_id, source=source, guild=guild)
        async with self.store.reading(guild) as work:
            return (await work.members.of([number]))[number]
