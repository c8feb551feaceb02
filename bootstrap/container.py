"""Everything that is built, and what it is built from; flat, and known only here."""

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from dependency_injector import containers, providers

from adapters.history.bookmarks import FileBookmarks
from adapters.history.discord_export import letters as export_letters
from adapters.history.discord_export.exports import DiscordExports
from adapters.history.ndjson import NdjsonLines
from adapters.memory.community import MemoryStore
from adapters.memory.community.identity.profiles import NoProfiles
from adapters.memory.insights import MemoryFacts
from adapters.memory.operations.jobs import NoJobs
from adapters.memory.operations.keys import MemoryApiKeys
from adapters.postgres.community import PostgresStore
from adapters.postgres.community.identity.profiles import SupabaseProfiles
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.jobs.board import PostgresJobBoard
from adapters.postgres.link import Database
from adapters.postgres.operations.keys import PostgresApiKeys
from adapters.recurrence.rules import DateutilRules
from adapters.system.clock import SystemClock
from application.community.events.answer_event import AnswerEvent
from application.community.events.change_event import CancelEvent, EditEvent, EndEvent, StartEvent
from application.community.events.plan_event import PlanEvent
from application.community.events.tend_events import TendEvents
from application.community.forget import FindMember, ForgetMember
from application.community.guild_settings import ChangeSettings, CountAgain, ShowSettings, UndoSettings
from application.community.history.import_history import ImportHistory
from application.community.history.ingest_lines import IngestLines
from application.community.identity.accounts import LinkAccount, ShowAccounts, ShowIdCoverage, UnlinkAccount
from application.community.identity.linking import LinkMany
from application.community.identity.proving import IssueCode, RedeemCode
from application.community.identity.syncing import SyncProfiles
from application.community.letters import ReplayDeadLetters
from application.community.record import RecordActivities
from application.community.replay import CompleteCounters, ReplayLog
from application.community.tally import TallyActivities
from application.insights.ahead import ReadAhead
from application.insights.channels import ShowChannels
from application.insights.data_quality import ShowDataQuality
from application.insights.directory import ListMembers, ShowDirectory
from application.insights.events import Gathering, ShowEvent, ShowEvents
from application.insights.kpis.board import ShowBoard
from application.insights.kpis.courses import Courses
from application.insights.kpis.daily.glance import ShowGlance
from application.insights.kpis.explain import Explain, ReadKpi
from application.insights.kpis.gathering import KpiGathering
from application.insights.kpis.groups import ListGroups
from application.insights.kpis.platform.funnel import ShowFunnel
from application.insights.kpis.publishing import PublishReadings
from application.insights.kpis.read import ReadKpis
from application.insights.kpis.retention import ShowRetention
from application.insights.linked import LinkedFacts
from application.insights.member import ShowMember
from application.insights.member.kept import ShowKept
from application.insights.news import News
from application.insights.overview import ShowOverview
from application.insights.segments import PreviewSettings, ShowSegments
from application.insights.settings import ReadSettings
from application.insights.sheets import Sheets
from application.insights.top import ShowTop
from application.operations.jobs import DropJob, RetryJob, ShowBackground
from application.operations.keys import CreateKey, RecogniseKey, RevokeKey
from application.use_cases import UseCases
from domain.community.log import envelope
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from domain.community.log.letters import ENVELOPE
from domain.insights.kpis.catalogue import CATALOGUE


def _read_envelope(record: Mapping[str, Any], source: str) -> Activity:
    return envelope.read(record, source=source)


class Container(containers.DeclarativeContainer):
    """Given the storage (`postgres` or `memory`), the database, the keys, and how much may be cached.

    Whatever has to be opened is opened before and handed in, so that every provider here is plain.
    """

    storage = providers.Dependency(instance_of=str)
    database = providers.Dependency(instance_of=Database)
    keys = providers.Dependency(instance_of=Keyring)
    cache_bytes = providers.Dependency(instance_of=int)
    bookmarks_folder = providers.Dependency(instance_of=Path)

    clock = providers.Singleton(SystemClock)
    memory_store = providers.Singleton(MemoryStore)
    store = providers.Selector(
        storage,
        memory=memory_store,
        postgres=providers.Singleton(PostgresStore, database),
    )
    recorded_facts = providers.Selector(
        storage,
        memory=providers.Singleton(MemoryFacts, memory_store),
        postgres=providers.Singleton(PostgresFacts, database),
    )
    facts = providers.Singleton(LinkedFacts, recorded_facts, store)
    profiles = providers.Selector(
        storage,
        memory=providers.Singleton(NoProfiles),
        postgres=providers.Singleton(SupabaseProfiles, database),
    )
    jobs = providers.Selector(
        storage,
        memory=providers.Singleton(NoJobs),
        postgres=providers.Singleton(PostgresJobBoard, database),
    )
    link_many = providers.Singleton(LinkMany, store=store, clock=clock, keys=keys)
    sheets = providers.Singleton(Sheets, facts, time.monotonic, max_bytes=cache_bytes)

    recurrence_rules = providers.Singleton(DateutilRules)
    record = providers.Singleton(RecordActivities, store=store, clock=clock, keys=keys)
    readers = providers.Object({ENVELOPE: _read_envelope, export_letters.FORMAT: export_letters.read})
    bookmarks = providers.Singleton(FileBookmarks, bookmarks_folder)
    show_settings = providers.Singleton(ShowSettings, store=store, clock=clock)
    show_overview = providers.Singleton(ShowOverview, store=store, sheets=sheets, clock=clock)

    api_keys = providers.Selector(
        storage,
        memory=providers.Singleton(MemoryApiKeys),
        postgres=providers.Singleton(PostgresApiKeys, database),
    )
    gather_events = providers.Singleton(Gathering.over, store, sheets, clock)
    catalogue = providers.Object(CATALOGUE)
    gather_kpis = providers.Singleton(
        KpiGathering, store=store, sheets=sheets, clock=clock, kpis=catalogue, calendar=gather_events
    )

    courses = providers.Singleton(Courses, sheets=sheets)
    show_directory = providers.Singleton(ShowDirectory, store=store, sheets=sheets, clock=clock)
    show_channels = providers.Singleton(ShowChannels, store=store, sheets=sheets, clock=clock)
    show_events = providers.Singleton(ShowEvents, gathering=gather_events)
    show_board = providers.Singleton(ShowBoard, gather=gather_kpis, courses=courses)
    show_glance = providers.Singleton(ShowGlance, board=show_board, monotonic=time.monotonic)

    use_cases = providers.Singleton(
        UseCases,
        store=store,
        clock=clock,
        sheets=sheets,
        news=providers.Singleton(News, sheets, time.monotonic),
        record=record,
        replay=providers.Singleton(ReplayLog, store=store),
        complete=providers.Singleton(CompleteCounters, store=store),
        import_history=providers.Factory(
            ImportHistory,
            histories=providers.Factory(DiscordExports),
            record=record,
            store=store,
            clock=clock,
            keys=keys,
            bookmarks=bookmarks,
        ),
        ingest_lines=providers.Singleton(
            IngestLines,
            lines=providers.Singleton(NdjsonLines),
            record=record,
            store=store,
            clock=clock,
            keys=keys,
            bookmarks=bookmarks,
        ),
        replay_letters=providers.Singleton(
            ReplayDeadLetters, store=store, clock=clock, record=record, readers=readers
        ),
        tally=providers.Singleton(TallyActivities, store=store),
        find_member=providers.Singleton(FindMember, store=store, keys=keys),
        forget=providers.Singleton(ForgetMember, store=store, clock=clock, keys=keys),
        link_account=providers.Singleton(LinkAccount, store=store, clock=clock, keys=keys),
        unlink_account=providers.Singleton(UnlinkAccount, store=store, clock=clock),
        show_accounts=providers.Singleton(ShowAccounts, store=store),
        show_id_coverage=providers.Singleton(ShowIdCoverage, store=store),
        link_many=link_many,
        sync_profiles=providers.Singleton(SyncProfiles, profiles=profiles, link_many=link_many),
        issue_code=providers.Singleton(IssueCode, store=store, clock=clock, keys=keys),
        redeem_code=providers.Singleton(RedeemCode, store=store, clock=clock, keys=keys),
        change_settings=providers.Singleton(ChangeSettings, store=store, clock=clock),
        undo_settings=providers.Singleton(UndoSettings, store=store, clock=clock),
        preview_settings=providers.Singleton(PreviewSettings, store=store, sheets=sheets, clock=clock),
        show_settings=show_settings,
        plan_event=providers.Singleton(
            PlanEvent, store=store, clock=clock, keys=keys, rules=recurrence_rules
        ),
        edit_event=providers.Singleton(
            EditEvent, store=store, clock=clock, keys=keys, rules=recurrence_rules
        ),
        start_event=providers.Singleton(StartEvent, store=store, clock=clock, keys=keys),
        end_event=providers.Singleton(EndEvent, store=store, clock=clock, keys=keys),
        cancel_event=providers.Singleton(CancelEvent, store=store, clock=clock, keys=keys),
        answer_event=providers.Singleton(AnswerEvent, store=store, clock=clock, keys=keys),
        tend_events=providers.Singleton(
            TendEvents, store=store, clock=clock, keys=keys, rules=recurrence_rules
        ),
        read_ahead=providers.Singleton(
            ReadAhead,
            store=store,
            sheets=sheets,
            views=providers.List(
                show_overview,
                show_glance,
                show_directory,
                providers.Factory(partial, show_board, audience="leadership"),
                show_channels,
                show_events,
                providers.Factory(partial, show_board, audience="organisers"),
                providers.Factory(partial, show_board, audience="engineering"),
            ),
        ),
        show_overview=show_overview,
        show_top=providers.Singleton(ShowTop, store=store, sheets=sheets, clock=clock),
        show_data_quality=providers.Singleton(ShowDataQuality, store=store, sheets=sheets, clock=clock),
        show_directory=show_directory,
        list_members=providers.Singleton(ListMembers, store=store, sheets=sheets, clock=clock),
        show_kept=providers.Singleton(ShowKept, store=store, sheets=sheets),
        show_member=providers.Singleton(ShowMember, store=store, facts=facts, sheets=sheets, clock=clock),
        show_channels=show_channels,
        read_settings=providers.Singleton(ReadSettings, store=store, show=show_settings),
        show_events=show_events,
        show_event=providers.Singleton(ShowEvent, gathering=gather_events),
        show_funnel=providers.Singleton(ShowFunnel, gather=gather_kpis),
        show_retention=providers.Singleton(ShowRetention, gather=gather_kpis),
        show_segments=providers.Singleton(ShowSegments, gather=gather_kpis),
        read_kpis=providers.Singleton(ReadKpis, gather=gather_kpis),
        read_kpi=providers.Singleton(ReadKpi, gather=gather_kpis, courses=courses),
        show_board=show_board,
        show_glance=show_glance,
        explain=providers.Singleton(Explain, gather=gather_kpis, courses=courses),
        list_groups=providers.Singleton(ListGroups, gather=gather_kpis),
        api_keys=api_keys,
        create_key=providers.Singleton(CreateKey, api_keys=api_keys, store=store, keys=keys, clock=clock),
        revoke_key=providers.Singleton(RevokeKey, api_keys=api_keys, clock=clock),
        recognise_key=providers.Singleton(RecogniseKey, api_keys=api_keys, keys=keys, clock=clock),
        jobs=jobs,
        show_background=providers.Singleton(ShowBackground, store=store, jobs=jobs),
        retry_job=providers.Singleton(RetryJob, jobs=jobs),
        drop_job=providers.Singleton(DropJob, jobs=jobs),
        count_again=providers.Singleton(CountAgain, store=store, clock=clock),
        publish_readings=providers.Singleton(
            PublishReadings, store=store, sheets=sheets, gather=gather_kpis, clock=clock, kpis=catalogue
        ),
    )
