"""What the pages ask for: the questions of the application, given by whoever starts the program."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

import attrs

from application.community.forget import ForgetMember
from application.community.guild_settings import ChangeSettings, UndoSettings
from application.community.identity.accounts import LinkAccount, UnlinkAccount
from application.community.identity.sides import Accounts
from application.insights.kpis.explain import Explained
from application.insights.kpis.platform.funnel import FunnelShown
from application.insights.kpis.question import KpiQuestion
from application.insights.kpis.retention import Retention
from application.insights.news import News
from application.insights.segments import PreviewSettings
from application.insights.segments.show import SegmentsShown
from application.insights.settings import SettingsRead
from application.operations.jobs import RetryJob
from domain.community.events.event import Event
from domain.community.identity.coverage import IdCoverage
from domain.insights.channels import Channels
from domain.insights.data_quality.quality import DataQuality
from domain.insights.directory import Directory, Question
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.evening.parts import Evening
from domain.insights.kpis.asked.glance import Glance
from domain.insights.kpis.board import Board
from domain.insights.overview import Overview, Person
from domain.insights.profile import Profile
from domain.operations.jobs.background import Background
from domain.operations.sight import BotSight

ShowOverview = Callable[[int, str, str | None], Awaitable[Overview]]
ShowDirectory = Callable[[int, str, str | None, Question], Awaitable[Directory]]
ShowMember = Callable[[int, int, str, str | None, int], Awaitable[Profile]]
KnowsMember = Callable[[int, int], Awaitable[bool]]
ShowDataQuality = Callable[[int, str, str | None], Awaitable[DataQuality]]
ShowChannels = Callable[[int, str, str | None], Awaitable[Channels]]
ShowEvents = Callable[[int, str, str | None, str | None, Filter], Awaitable[Events]]
ShowEvent = Callable[[int, int, str, str | None], Awaitable[Evening]]
ShowBoard = Callable[..., Awaitable[Board]]
ShowRetention = Callable[..., Awaitable[Retention]]
ShowSegments = Callable[..., Awaitable[SegmentsShown]]
ShowFunnel = Callable[..., Awaitable[FunnelShown]]


class ShowGlance(Protocol):
    """How healthy a guild is and what stands out; `kept` is what is known of that without waiting."""

    def kept(self, guild: int, window_text: str, as_of_text: str | None) -> Glance | None: ...
    async def __call__(self, guild: int, window_text: str, as_of_text: str | None) -> Glance: ...


ExplainKpi = Callable[[int, KpiQuestion], Awaitable[Explained]]
TimeZone = Callable[[int], Awaitable[str]]
Changed = Callable[..., Awaitable[Event]]
"""A command of an event: guild, what the use case takes, and the actor."""

ShowBot = Callable[[int | None], Awaitable[BotSight]]
ReadSettings = Callable[[int], Awaitable[SettingsRead]]
ReadAccounts = Callable[[int, int], Awaitable[Accounts]]
ReadIdCoverage = Callable[[int], Awaitable[IdCoverage]]
ShowBackground = Callable[[int], Awaitable[Background | None]]
ListGuilds = Callable[[], Awaitable[Sequence[tuple[int, str]]]]
ListStaff = Callable[[int], Awaitable[Sequence[Person]]]
ReadName = Callable[[Mapping[str, str]], str | None]


@attrs.frozen(kw_only=True)
class SettingsDesk:
    """What the page of settings asks and does."""

    show: ReadSettings
    change: ChangeSettings
    undo: UndoSettings
    preview: PreviewSettings


@attrs.frozen(kw_only=True)
class PeopleDesk:
    """Who members are elsewhere, and how they are forgotten."""

    accounts: ReadAccounts
    coverage: ReadIdCoverage
    link: LinkAccount
    unlink: UnlinkAccount
    forget: ForgetMember


@attrs.frozen(kw_only=True)
class JobsDesk:
    """What is done in the background, and how a job that failed is done again."""

    show: ShowBackground
    retry: RetryJob


@attrs.frozen(kw_only=True)
class CalendarDesk:
    """The questions and commands of events: `show(guild, window, as_of, month, filter)`,
    `one(guild, event, window, as_of)`, `knows(guild, event)`; the commands are the use cases of
    application/community/events. `time_zone(guild)` is that of its clocks.
    """

    show: ShowEvents
    one: ShowEvent
    knows: KnowsMember
    time_zone: TimeZone
    plan: Changed
    edit: Changed
    start: Changed
    end: Changed
    cancel: Changed


@attrs.frozen(kw_only=True)
class KpiDesk:
    """The questions of the catalogue: `board(guild, audience, window, as_of, apart, over_time)` and
    `explain(guild, question)`, which also gives the course; and
    `retention(guild, window, as_of, cohorts=, mode=)`, `segments(guild, window, as_of)`,
    `funnel(guild, window, as_of, stopped=)`, `glance(guild, window, as_of)`.
    """

    board: ShowBoard
    explain: ExplainKpi
    retention: ShowRetention
    segments: ShowSegments
    funnel: ShowFunnel
    glance: ShowGlance


@attrs.frozen(kw_only=True)
class Desk:
    """The questions behind the pages; each may raise NotFound, Invalid or Unavailable, and the page says so.

    `overview(guild, window, as_of)`, `directory(guild, window, as_of, question)`,
    `member(guild, member_no, window, as_of, sessions)`, `knows(guild, member_no)`,
    `channels(guild, window, as_of)`, `bot(guild)` (None before there is any), `guilds()` and `staff(guild)`
    answer; `who(cookies)` is the name that the visitor declared, from the signed cookie; `demo` marks every
    page. With `news` pages change by themselves; without, they look every half minute.
    """

    overview: ShowOverview
    directory: ShowDirectory
    member: ShowMember
    knows: KnowsMember
    data_quality: ShowDataQuality
    channels: ShowChannels
    calendar: CalendarDesk
    kpis: KpiDesk
    guilds: ListGuilds
    staff: ListStaff
    who: ReadName
    bot: ShowBot
    settings: SettingsDesk
    people: PeopleDesk
    jobs: JobsDesk | None = None
    demo: bool = False
    news: News | None = None
