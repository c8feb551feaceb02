"""Data: what was heard, what came in, and what could not be kept, before anybody believes a number."""

import asyncio
from typing import Any

from dash import html

from adapters.dash_ui.components.heard import DATA_PATH
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import nobody_listens
from adapters.dash_ui.components.states import empty_guild
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.quality import WANTED, quality
from adapters.dash_ui.pages.data.background import ACTS, background
from adapters.dash_ui.pages.data.bot import catching_up, panel
from adapters.dash_ui.pages.data.families import families
from adapters.dash_ui.pages.data.gaps import gaps
from adapters.dash_ui.pages.data.identities import identities
from adapters.dash_ui.pages.data.intake import intake
from adapters.dash_ui.pages.data.lags import lags
from adapters.dash_ui.pages.data.letters import letters
from adapters.dash_ui.pages.data.verdict import verdict
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.place import Place
from domain.community.identity.coverage import IdCoverage
from domain.insights.data_quality.quality import DataQuality
from domain.operations.jobs.background import Background
from domain.operations.sight import BotSight


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read how far the numbers of a guild can be believed, and how its bot is, and draw it."""
    read, board, sight, ids, jobs = await asyncio.gather(
        desk.data_quality(guild, place.window_text, place.as_of),
        desk.kpis.board(guild, "quality", place.window_text, place.as_of, WANTED),
        desk.bot(guild),
        desk.people.coverage(guild),
        _background(desk, guild),
    )
    return await Shown.drawn(
        read,
        lambda read, place: [*data(read, sight, ids, jobs), *([] if read.empty else quality(board, place))],
        place,
        beside=(sight, ids, board, jobs, jobs and jobs.works),
        restless=not sight.simulated or jobs is not None,
    )


async def _background(desk: Desk, guild: int) -> Background | None:
    return None if desk.jobs is None else await desk.jobs.show(guild)


def data(read: DataQuality, sight: BotSight, ids: IdCoverage, jobs: Background | None = None) -> list[Any]:
    """The page: one sentence first, how the bot is, then the strips, then what came in and what did not."""
    bot = html.Div(
        [
            living("data-bot", panel(sight, read.time_zone)),
            living("data-catching-up", catching_up(sight, read.time_zone)),
        ],
        className="columns halves bot-row",
    )
    worker = living("data-background", background(jobs, read.time_zone))
    if read.empty:
        return [empty_guild(read.guild_name), bot, worker]
    resting = [nobody_listens(read.window.last)] if read.opened_at_last_day else []
    return [
        living("data-notices", html.Div(resting, className="notices")),
        living("data-verdict", verdict(read, bot=sight.listens)),
        bot,
        living("data-families", families(read)),
        html.Div(
            [
                living("data-gaps", gaps(read)),
                living("data-letters", letters(read)),
                living("data-intake", intake(read.sources)),
                living("data-lags", lags(read.lags)),
                living("data-identities", identities(ids)),
                worker,
            ],
            className="columns halves",
        ),
    ]


DATA = Page(
    path=DATA_PATH,
    title="Data",
    icon="data",
    group="Bot and data",
    show=show,
    acts=ACTS,
    parts=(
        ("verdict", "In one sentence"),
        ("bot", "The bot"),
        ("families", "What was heard"),
        ("gaps", "When it was not"),
        ("letters", "Not kept"),
        ("intake", "What came in"),
        ("lags", "How late"),
        ("identities", "Who is known elsewhere"),
        ("background", "In the background"),
        ("logging", "Listening in numbers"),
        ("known", "People and events"),
    ),
)
