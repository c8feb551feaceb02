"""The contents page: everything that this product can be asked, in one place for every edge."""

import attrs

from application.clock import Clock
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
from application.community.ports import Store
from application.community.record import RecordActivities
from application.community.replay import CompleteCounters, ReplayLog
from application.community.tally import TallyActivities
from application.insights.ahead import ReadAhead
from application.insights.channels import ShowChannels
from application.insights.data_quality import ShowDataQuality
from application.insights.directory import ListMembers, ShowDirectory
from application.insights.events import ShowEvent, ShowEvents
from application.insights.kpis.board import ShowBoard
from application.insights.kpis.daily.glance import ShowGlance
from application.insights.kpis.explain import Explain, ReadKpi
from application.insights.kpis.groups import ListGroups
from application.insights.kpis.platform.funnel import ShowFunnel
from application.insights.kpis.publishing import PublishReadings
from application.insights.kpis.read import ReadKpis
from application.insights.kpis.retention import ShowRetention
from application.insights.member import ShowMember
from application.insights.member.kept import ShowKept
from application.insights.news import News
from application.insights.overview import ShowOverview
from application.insights.segments import PreviewSettings, ShowSegments
from application.insights.settings import ReadSettings
from application.insights.sheets import Sheets
from application.insights.top import ShowTop
from application.operations.jobs import DropJob, JobBoard, RetryJob, ShowBackground
from application.operations.keys import CreateKey, RecogniseKey, RevokeKey
from application.operations.keys.ports import ApiKeys


@attrs.frozen(kw_only=True)
class UseCases:
    """What an edge may call; a read that would only forward is called on the store."""

    store: Store
    clock: Clock
    sheets: Sheets
    news: News
    record: RecordActivities
    import_history: ImportHistory
    ingest_lines: IngestLines
    replay: ReplayLog
    complete: CompleteCounters
    replay_letters: ReplayDeadLetters
    tally: TallyActivities
    find_member: FindMember
    forget: ForgetMember
    link_account: LinkAccount
    unlink_account: UnlinkAccount
    show_accounts: ShowAccounts
    show_id_coverage: ShowIdCoverage
    link_many: LinkMany
    sync_profiles: SyncProfiles
    issue_code: IssueCode
    redeem_code: RedeemCode
    change_settings: ChangeSettings
    undo_settings: UndoSettings
    show_settings: ShowSettings
    preview_settings: PreviewSettings
    plan_event: PlanEvent
    edit_event: EditEvent
    start_event: StartEvent
    end_event: EndEvent
    cancel_event: CancelEvent
    tend_events: TendEvents
    answer_event: AnswerEvent
    read_ahead: ReadAhead
    show_overview: ShowOverview
    show_top: ShowTop
    show_data_quality: ShowDataQuality
    show_directory: ShowDirectory
    list_members: ListMembers
    show_member: ShowMember
    show_kept: ShowKept
    show_channels: ShowChannels
    read_settings: ReadSettings
    show_events: ShowEvents
    show_event: ShowEvent
    read_kpis: ReadKpis
    show_funnel: ShowFunnel
    show_retention: ShowRetention
    show_segments: ShowSegments
    read_kpi: ReadKpi
    show_board: ShowBoard
    show_glance: ShowGlance
    explain: Explain
    list_groups: ListGroups
    api_keys: ApiKeys
    create_key: CreateKey
    revoke_key: RevokeKey
    recognise_key: RecogniseKey
    publish_readings: PublishReadings
    count_again: CountAgain
    jobs: JobBoard
    show_background: ShowBackground
    retry_job: RetryJob
    drop_job: DropJob
