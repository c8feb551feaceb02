"""A desk that answers with whatever a test wants."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from adapters.dash_ui.desk import CalendarDesk, Desk, JobsDesk, PeopleDesk, SettingsDesk
from adapters.memory.operations.jobs import NoJobs
from application.community.identity.sides import Accounts
from application.insights.settings import SettingsRead
from application.operations.jobs import RetryJob
from domain.community.identity.coverage import IdCoverage
from domain.insights.channels import Channels
from domain.insights.data_quality.quality import DataQuality
from domain.insights.directory import Directory, Question
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.evening.parts import Evening
from domain.insights.overview import Overview, Person
from domain.insights.profile import Profile
from domain.kernel.errors import DomainError, NotFound, Unavailable
from domain.operations.jobs.background import Background
from domain.operations.sight import BotSight
from tests.builders.boards import KpisOfAHouse
from tests.builders.directory import a_directory
from tests.builders.house import House
from tests.builders.overview import an_overview
from tests.builders.readings.bot import NOW, a_background, a_sight
from tests.builders.readings.channels import a_reading
from tests.builders.readings.data_quality import a_quality
from tests.builders.readings.events import NUMBERS, a_season, an_evening, events_of
from tests.builders.readings.identity import a_coverage, some_accounts
from tests.builders.readings.profile import ME, a_profile
from tests.builders.readings.settings import a_settings_read

GUILDS = ((7, "Ludus Magnus"), (8, "Ludus Dacicus"))


def a_calendar_desk(**given: Any) -> CalendarDesk:
    """It answers what it is given for, and does nothing."""

    async def nothing(*_: object, **__: object) -> Any:
        raise Unavailable("nothing is done on this desk")

    async def zone(_guild: int) -> str:
        return "UTC"

    acts = dict.fromkeys(("plan", "edit", "start", "end", "cancel"), nothing)
    return CalendarDesk(**(acts | {"time_zone": zone} | given))


def a_desk(
    show: Callable[[int, str, str | None], Awaitable[Overview]] | Exception | None = None,
    *,
    guilds: Sequence[tuple[int, str]] | Exception = GUILDS,
    staff: Sequence[Person] | Exception = (),
    sight: BotSight | None = None,
) -> Desk:
    async def overview(guild: int, window: str, as_of: str | None) -> Overview:
        if isinstance(show, Exception):
            raise show
        return await show(guild, window, as_of) if show else an_overview(guild=guild)

    async def directory(guild: int, window: str, as_of: str | None, question: Question) -> Directory:
        if isinstance(show, Exception):
            raise show
        return a_directory(question, guild=guild)

    async def data_quality(guild: int, window: str, as_of: str | None) -> DataQuality:
        if isinstance(show, Exception):
            raise show
        return a_quality(guild=guild)

    async def channels(guild: int, window: str, as_of: str | None) -> Channels:
        if isinstance(show, Exception):
            raise show
        return a_reading(guild=guild)

    async def events(guild: int, window: str, as_of: str | None, month: str | None, asked: Filter) -> Events:
        if isinstance(show, Exception):
            raise show
        return events_of(a_season(), asked=asked, month=month, guild=guild)

    async def event(guild: int, number: int, window: str, as_of: str | None) -> Evening:
        if isinstance(show, Exception):
            raise show
        if number not in NUMBERS:
            raise NotFound("no such event")
        return an_evening(number=NUMBERS[number], guild=guild)

    async def knows_event(guild: int, number: int) -> bool:
        if isinstance(show, Exception):
            raise show
        return number in NUMBERS

    async def known() -> Sequence[tuple[int, str]]:
        if isinstance(guilds, Exception):
            raise guilds
        return guilds

    async def team(_guild: int) -> Sequence[Person]:
        if isinstance(staff, Exception):
            raise staff
        return staff

    async def member(guild: int, number: int, window: str, as_of: str | None, sessions: int) -> Profile:
        if isinstance(show, Exception):
            raise show
        if number != ME:
            raise NotFound("nobody")
        return a_profile(guild=guild)

    async def knows(guild: int, number: int) -> bool:
        if isinstance(show, Exception):
            raise show
        return number == ME

    async def bot(guild: int | None) -> BotSight:
        if isinstance(show, Exception):
            raise show
        if guild is None:
            return sight or BotSight(guild=None, now=NOW)
        return sight or a_sight(guild=guild)

    async def accounts(_guild: int, number: int) -> Accounts:
        if isinstance(show, Exception):
            raise show
        return some_accounts(number)

    async def coverage(_guild: int) -> IdCoverage:
        if isinstance(show, Exception):
            raise show
        return a_coverage()

    async def settings(guild: int) -> SettingsRead:
        if isinstance(show, Exception):
            raise show
        return a_settings_read(guild=guild)

    async def background(guild: int) -> Background | None:
        return a_background(guild=guild)

    house = House.built()
    return Desk(
        overview=overview,
        directory=directory,
        member=member,
        knows=knows,
        data_quality=data_quality,
        channels=channels,
        kpis=KpisOfAHouse(away=show if isinstance(show, DomainError) else None).desk,
        calendar=a_calendar_desk(show=events, one=event, knows=knows_event),
        guilds=known,
        staff=team,
        who=lambda _cookies: None,
        bot=bot,
        people=PeopleDesk(
            accounts=accounts,
            coverage=coverage,
            link=house.link_account,
            unlink=house.unlink_account,
            forget=house.forget,
        ),
        settings=SettingsDesk(
            show=settings,
            change=house.change_settings,
            undo=house.undo_settings,
            preview=house.preview_settings,
        ),
        jobs=JobsDesk(show=background, retry=RetryJob(jobs=NoJobs())),
    )
