"""The dashboard of an open product: the app, its pages, the checks around it, and one server for all."""

import asyncio
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import structlog

from bootstrap.garbage import give_back_now_and_then
from bootstrap.processes import Opened, Say
from bootstrap.settings import Settings
from domain.community.settings import settings_at
from domain.kernel.errors import Unavailable

if TYPE_CHECKING:
    from adapters.dash_ui.desk import CalendarDesk, Desk
    from adapters.http_api.app import Edge
    from adapters.http_api.asgi import App
    from adapters.http_api.gate.visitors import Visitors
    from application.use_cases import UseCases
    from domain.insights.overview import Person

log = structlog.get_logger("community_os.web")

_OFFERED = 100
"""So many names are offered as an answer to "who are you?", the most active first."""


async def serve_dashboard(
    settings: Settings,
    product: Opened,
    listening: socket.socket,
    say: Say,
    *,
    demo: bool = False,
    around: "Callable[[App], App]" = lambda app: app,
) -> None:
    """Serve until cancelled; `around` may put a layer around the app."""
    let_go = product.use_cases.sheets.worked_out.let_go
    beside = [
        asyncio.create_task(_read_ahead(product.use_cases), name="reading ahead"),
        asyncio.create_task(give_back_now_and_then(let_go), name="giving back memory"),
    ]
    try:
        # The database works while this process imports what draws pages: both take more than a second.
        app = around(await asyncio.to_thread(dashboard_app, settings, product, demo=demo))
        from adapters.http_api.server import serve

        host, port = listening.getsockname()[:2]
        say(f"Community OS is at {_address(host, port)}  (Ctrl-C ends it)")
        await serve(app, [listening], trusted_proxies=settings.trusted_proxies)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _read_ahead(use_cases: "UseCases") -> None:
    """Whatever becomes of it the dashboard serves: the page that needs what is missing says so."""
    try:
        await use_cases.read_ahead()
    except Unavailable:
        return
    except Exception:
        log.exception("nothing further is read ahead")


def _address(host: str, port: int) -> str:
    """What to type into a browser on this machine; listening everywhere is no address."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - shown, not listened on
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def dashboard_app(settings: Settings, product: Opened, *, demo: bool = False) -> "App":
    """The whole app behind its checks."""
    from fastapi import FastAPI

    from adapters import dash_ui
    from adapters.http_api.app import guarded, mount
    from adapters.http_api.gate.visitors import Visitors

    visitors = Visitors(product.secret)
    edge = _edge(settings, product, visitors)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount(app, edge)
    dash = dash_ui.mount(app, desk_of(product, visitors, demo=demo))
    return guarded(app, edge, script_hashes=dash_ui.script_hashes(dash))


def _edge(settings: Settings, product: Opened, visitors: "Visitors") -> "Edge":
    import time

    from adapters.http_api.app import Edge
    from adapters.http_api.gate.door import Attempts, Door
    from adapters.http_api.gate.guard import Names
    from bootstrap.version import version

    door = None
    if settings.staff_password is not None:
        door = Door(settings.staff_password.reveal(), product.secret, Attempts(time.monotonic))
    return Edge(
        names=Names.of(settings.host, settings.allowed_hosts),
        visitors=visitors,
        ready=product.ready,
        version=version(),
        door=door,
        api=product.use_cases,
    )


def desk_of(product: Opened, visitors: "Visitors", *, demo: bool) -> "Desk":
    """What the pages may ask of an open product."""
    from adapters.dash_ui.desk import Desk, JobsDesk, KpiDesk, PeopleDesk, SettingsDesk
    from adapters.http_api.gate.visitors import COOKIE
    from bootstrap.bot.seeing import bot_sight

    use_cases = product.use_cases

    def who(cookies: Mapping[str, str]) -> str | None:
        actor = visitors.actor(cookies.get(COOKIE))
        return actor.name if actor else None

    return Desk(
        overview=use_cases.show_overview,
        directory=use_cases.show_directory,
        member=use_cases.show_member,
        knows=lambda guild, member_no: known_member(use_cases, guild, member_no),
        data_quality=use_cases.show_data_quality,
        channels=use_cases.show_channels,
        calendar=calendar_of(use_cases),
        kpis=KpiDesk(
            board=use_cases.show_board,
            explain=use_cases.explain,
            retention=use_cases.show_retention,
            segments=use_cases.show_segments,
            funnel=use_cases.show_funnel,
            glance=use_cases.show_glance,
        ),
        guilds=lambda: named_guilds(use_cases),
        staff=lambda guild: likely_staff(use_cases, guild),
        who=who,
        bot=lambda guild: bot_sight(use_cases, product.bots, guild, simulated=demo),
        settings=SettingsDesk(
            show=use_cases.read_settings,
            change=use_cases.change_settings,
            undo=use_cases.undo_settings,
            preview=use_cases.preview_settings,
        ),
        people=PeopleDesk(
            accounts=use_cases.show_accounts,
            coverage=use_cases.show_id_coverage,
            link=use_cases.link_account,
            unlink=use_cases.unlink_account,
            forget=use_cases.forget,
        ),
        jobs=JobsDesk(show=use_cases.show_background, retry=use_cases.retry_job),
        demo=demo,
        news=use_cases.news,
    )


def calendar_of(use_cases: "UseCases") -> "CalendarDesk":
    """What the pages of events may ask, and do."""
    from adapters.dash_ui.desk import CalendarDesk

    return CalendarDesk(
        show=use_cases.show_events,
        one=use_cases.show_event,
        knows=lambda guild, event: known_event(use_cases, guild, event),
        time_zone=lambda guild: zone_of(use_cases, guild),
        plan=use_cases.plan_event,
        edit=use_cases.edit_event,
        start=use_cases.start_event,
        end=use_cases.end_event,
        cancel=use_cases.cancel_event,
    )


async def known_event(use_cases: "UseCases", guild: int, event: int) -> bool:
    """Whether a guild has an event of this id, or the twin of one in Discord."""
    async with use_cases.store.reading(guild) as work:
        return bool(await work.events.of([event]) or await work.events.mirrored([event]))


async def zone_of(use_cases: "UseCases", guild: int) -> str:
    """The time zone of a guild's clocks."""
    async with use_cases.store.reading(guild) as work:
        return settings_at(await work.guild.settings(), use_cases.clock.now()).time_zone


async def named_guilds(use_cases: "UseCases") -> Sequence[tuple[int, str]]:
    """Every guild with what it is called."""
    found = []
    for guild in await use_cases.store.guilds():
        async with use_cases.store.reading(guild) as work:
            profile = await work.guild.profile()
        found.append((guild, (profile and profile.name) or f"Guild {guild}"))
    return found


async def known_member(use_cases: "UseCases", guild: int, member_no: int) -> bool:
    """Whether a guild has a member of this number."""
    async with use_cases.store.reading(guild) as work:
        return bool(await work.members.of([member_no]))


async def likely_staff(use_cases: "UseCases", guild: int) -> "Sequence[Person]":
    """The most active members: until roles are known, staff are found among them."""
    top = await use_cases.show_top(guild, "all", places=_OFFERED)
    return [top.people[each.member_no] for each in top.board.standings]
