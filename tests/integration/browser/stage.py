"""A dashboard over made-up overviews, behind the real web edge, on the real server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import attrs
from fastapi import FastAPI

from adapters import dash_ui
from adapters.dash_ui.desk import JobsDesk
from adapters.http_api.app import Edge, guarded
from adapters.http_api.app import mount as mount_edge
from adapters.http_api.gate.guard import Names
from adapters.http_api.gate.visitors import COOKIE, Visitors
from adapters.http_api.server import listening_socket, serve
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
from domain.kernel.errors import NotFound
from domain.kernel.windows import AsOf, window
from domain.operations.jobs.background import Background
from domain.operations.sight import BotSight
from tests.builders.boards import GlanceOf, KpisOfAHouse
from tests.builders.directory import a_directory
from tests.builders.house import House
from tests.builders.overview import GUILD, LAST_DAY, NAMES, an_overview, people_called
from tests.builders.overview_kinds import EVERY_KIND, HOSTILE
from tests.builders.readings.bot import NOW, a_backfilling_sight, a_background, a_job, a_troubled_sight
from tests.builders.readings.channels import a_reading, an_empty_reading
from tests.builders.readings.data_quality import EVERY_QUALITY, a_quality
from tests.builders.readings.events import NUMBERS, a_season, an_evening, events_of, no_events
from tests.builders.readings.identity import a_coverage, some_accounts
from tests.builders.readings.profile import a_profile
from tests.builders.readings.settings import a_settings_read, untouched_settings
from tests.unit.dash_ui.desks import a_calendar_desk

GUILDS = {GUILD + at: kind for at, kind in enumerate(EVERY_KIND)}
IDS = {kind: guild for guild, kind in GUILDS.items()}
ZONE = "Europe/Rome"
PATIENCE = 60.0


@attrs.define
class Stage:
    """What the desk answers; a test takes the database away, or breaks something."""

    address: str = ""
    away: Exception | None = None
    guilds: dict[int, str] = attrs.field(factory=lambda: dict(GUILDS))
    scale: float = 1.0
    asked: int = 0
    declared: str | None = None
    """The name in the signed cookie of whoever looked last."""

    sight: BotSight | None = None
    """How the bot is, where a test says it."""

    answers: asyncio.Event | None = None
    """Where it is set, nobody is answered before it happens."""

    async def overview(self, guild: int, window_text: str, as_of_text: str | None) -> Overview:
        if self.away is not None:
            raise self.away
        as_of = AsOf.parse(as_of_text, ZONE) if as_of_text else AsOf.end_of(LAST_DAY, ZONE)
        wanted = window(window_text, as_of, since=LAST_DAY.replace(year=2025), zone_name=ZONE)
        kind = self.guilds[guild]
        if kind == "full":
            return an_overview(wanted.days, window=wanted, guild=guild, scale=self.scale)
        return attrs.evolve(EVERY_KIND[kind](), guild=guild)

    async def directory(
        self, guild: int, window_text: str, as_of_text: str | None, question: Question
    ) -> Directory:
        if self.away is not None:
            raise self.away
        kind = self.guilds[guild]
        count = {"empty": 0, "huge": 100_000}.get(kind, 130)
        return a_directory(question, count=count, hostile=kind == "hostile", guild=guild)

    async def member(
        self, guild: int, number: int, window_text: str, as_of_text: str | None, sessions: int
    ) -> Profile:
        if self.away is not None:
            raise self.away
        if not await self.knows(guild, number):
            raise NotFound("nobody")
        as_of = AsOf.parse(as_of_text, ZONE) if as_of_text else AsOf.end_of(LAST_DAY, ZONE)
        wanted = window(window_text, as_of, since=LAST_DAY.replace(year=2025), zone_name=ZONE)
        names = HOSTILE if self.guilds[guild] == "hostile" else NAMES
        return a_profile(window=wanted, names=names, guild=guild, most_sessions=sessions)

    async def knows(self, _guild: int, number: int) -> bool:
        return number < 10

    async def data_quality(self, guild: int, _window: str, _as_of: str | None) -> DataQuality:
        if self.away is not None:
            raise self.away
        return attrs.evolve(EVERY_QUALITY.get(self.guilds[guild], a_quality)(), guild=guild)

    async def bot(self, guild: int | None) -> BotSight:
        if self.away is not None:
            raise self.away
        if self.sight is not None:
            return self.sight
        if guild is None:
            return BotSight(guild=None, now=NOW)
        return a_troubled_sight() if self.guilds[guild] == "hostile" else a_backfilling_sight()

    async def channels(self, guild: int, window_text: str, as_of_text: str | None) -> Channels:
        if self.away is not None:
            raise self.away
        kind = self.guilds[guild]
        if kind == "empty":
            return attrs.evolve(an_empty_reading(), guild=guild)
        if kind == "hostile":
            return a_reading(guild=guild, names=HOSTILE, places=HOSTILE)
        return a_reading(guild=guild)

    async def accounts(self, guild: int, number: int) -> Accounts:
        if self.away is not None:
            raise self.away
        return some_accounts(number, name=HOSTILE[0] if self.guilds[guild] == "hostile" else NAMES[0])

    async def coverage(self, _guild: int) -> IdCoverage:
        if self.away is not None:
            raise self.away
        return a_coverage()

    async def settings(self, guild: int) -> SettingsRead:
        if self.away is not None:
            raise self.away
        kind = self.guilds[guild]
        if kind == "empty":
            return untouched_settings(guild=guild)
        if kind == "hostile":
            named = dict(enumerate(HOSTILE, 1))
            return a_settings_read(guild=guild, by=HOSTILE[0], roles=named, channels=named)
        return a_settings_read(guild=guild)

    async def events(
        self, guild: int, window_text: str, as_of_text: str | None, month: str | None, asked: Filter
    ) -> Events:
        if self.away is not None:
            raise self.away
        kind = self.guilds[guild]
        if kind == "empty":
            return no_events(guild=guild)
        names = HOSTILE if kind == "hostile" else NAMES
        titles = HOSTILE if kind == "hostile" else ("Inhouse League", "Grand Cup")
        season = a_season(people=len(names), titles=titles)
        return events_of(season, asked=asked, month=month, names=names, guild=guild)

    async def event(self, guild: int, number: int, window_text: str, as_of_text: str | None) -> Evening:
        if self.away is not None:
            raise self.away
        if not await self.knows_event(guild, number):
            raise NotFound("no such event")
        if self.guilds[guild] == "hostile":
            return an_evening(names=HOSTILE, titles=HOSTILE, number=NUMBERS[number])
        return an_evening(number=NUMBERS[number])

    async def knows_event(self, _guild: int, number: int) -> bool:
        return number in NUMBERS

    async def known(self) -> list[tuple[int, str]]:
        self.asked += 1
        if self.answers is not None:
            await self.answers.wait()
        if self.away is not None:
            raise self.away
        return [(guild, EVERY_KIND[kind]().guild_name) for guild, kind in self.guilds.items()]

    async def until_asked(self, before: int) -> int:
        """Wait for a question after so many; how many there were then."""
        async with asyncio.timeout(PATIENCE):
            while self.asked == before:
                await asyncio.sleep(0.02)
        return self.asked

    async def staff(self, _guild: int) -> list[Person]:
        return list(people_called(NAMES).values())

    async def background(self, guild: int) -> Background:
        """Of a hostile guild everything fails, for reasons without a blank in them."""
        troubled = self.guilds[guild] == "hostile"
        jobs = (a_job(problem="/" + "srv/backups/" * 40), a_job(id=2, kind="backup")) if troubled else ()
        return a_background(jobs=jobs)

    async def ready(self) -> None:
        if self.away is not None:
            raise self.away


def stage_kpis(stage: Stage) -> dash_ui.KpiDesk:
    """Each kind of guild has its own people."""
    houses = {
        "empty": KpisOfAHouse(names=()),
        "hostile": KpisOfAHouse(names=HOSTILE),
        "full": KpisOfAHouse(),
    }

    def of(asked: str) -> Callable[..., Awaitable[Any]]:
        async def answer(guild: int, *more: Any, **others: Any) -> Any:
            if stage.away is not None:
                raise stage.away
            house = houses.get(stage.guilds[guild], houses["full"])
            return await getattr(house.desk, asked)(guild, *more, **others)

        return answer

    return dash_ui.KpiDesk(
        **{asked: of(asked) for asked in ("board", "explain", "retention", "segments", "funnel")},
        glance=GlanceOf(of("glance")),
    )


@contextlib.asynccontextmanager
async def staged(*, demo: bool = False) -> AsyncIterator[Stage]:
    """Serve a stage on a free port of this machine."""
    stage = Stage()
    visitors = Visitors(b"s" * 32)

    def who(cookies: Mapping[str, str]) -> str | None:
        actor = visitors.actor(cookies.get(COOKIE))
        stage.declared = actor.name if actor else None
        return stage.declared

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    edge = Edge(names=Names.of("127.0.0.1"), visitors=visitors, ready=stage.ready, version="0")
    mount_edge(app, edge)
    house = House.built()
    desk = dash_ui.Desk(
        overview=stage.overview,
        directory=stage.directory,
        member=stage.member,
        knows=stage.knows,
        data_quality=stage.data_quality,
        channels=stage.channels,
        kpis=stage_kpis(stage),
        calendar=a_calendar_desk(show=stage.events, one=stage.event, knows=stage.knows_event),
        guilds=stage.known,
        staff=stage.staff,
        who=who,
        bot=stage.bot,
        people=dash_ui.PeopleDesk(
            accounts=stage.accounts,
            coverage=stage.coverage,
            link=house.link_account,
            unlink=house.unlink_account,
            forget=house.forget,
        ),
        settings=dash_ui.SettingsDesk(
            show=stage.settings,
            change=house.change_settings,
            undo=house.undo_settings,
            preview=house.preview_settings,
        ),
        jobs=JobsDesk(show=stage.background, retry=RetryJob(jobs=NoJobs())),
        demo=demo,
    )
    dash = dash_ui.mount(app, desk)
    listening = listening_socket("127.0.0.1", 0)
    stage.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    behind = guarded(app, edge, script_hashes=dash_ui.script_hashes(dash))
    serving = asyncio.create_task(serve(behind, [listening], trusted_proxies=()))
    try:
        yield stage
    finally:
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
