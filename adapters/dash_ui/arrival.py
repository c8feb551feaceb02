"""Arriving at a page: whom it is about, what it shows, and what to say where that cannot be had."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

import attrs

from adapters.dash_ui.components import states
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages import page_at
from adapters.dash_ui.pages.data.bot import panel, said
from adapters.dash_ui.pages.page import Heading, Shown
from adapters.dash_ui.place import Place
from domain.insights.overview import Person
from domain.kernel.errors import DomainError, Invalid, NotFound, Unavailable
from domain.operations.sight import Condition

_log = logging.getLogger(__name__)

LONGEST: Final = 60.0
"""Seconds: a sheet of a million members is read cold in twenty; whoever waits a minute wants to be told."""

SOON: Final = 5.0
"""Seconds to find out whether there is such a page, before its frame is sent."""

RESTING: Final = 30_000
WAITING: Final = 5_000
TRYING: Final = 1_000
"""Milliseconds to the next look: at living numbers, for a first message, for a database that is away."""


@attrs.frozen(kw_only=True)
class Arrival:
    """A page as it is shown, with what the shell around it needs.

    `away` says why older content has to do; `mark` is equal for equal content.
    """

    place: Place
    title: str
    content: Any
    mark: str
    next_look: int = RESTING
    heading: Heading | None = None
    guilds: Sequence[tuple[int, str]] = ()
    guild: int | None = None
    staff: Sequence[Person] = ()
    away: str | None = None


async def arrive(desk: Desk, place: Place, *, again: bool = False) -> Arrival:
    """Read and draw the page of a place, for whoever looks `again` with what a first visit does not wait for;
    every trouble becomes a page that says what to do."""
    try:
        async with asyncio.timeout(LONGEST):
            return await _arrive(desk, place, again=again)
    except TimeoutError:
        return _away(place, "The answer takes longer than a minute.")
    except Unavailable as problem:
        return _away(place, str(problem))
    except Exception as problem:  # noqa: BLE001 — whatever it is, the visitor gets a page and a number
        number = uuid4().hex[:8]
        _log.error("page %s could not be made (%s)", place.path, number, exc_info=problem)
        return _trouble(place, "Error", states.broken(number, place), mark=number)


async def stands(desk: Desk, place: Place) -> bool:
    """Whether there is a page at this place; where that cannot be found out, the page itself will say why."""
    page = page_at(place.path)
    if page is None or page.known is None:
        return page is not None
    try:
        async with asyncio.timeout(SOON):
            guild = asked_guild(tuple(await desk.guilds()), place)
            return guild is not None and await page.known(desk, guild, place)
    except (TimeoutError, DomainError):
        return True


async def _arrive(desk: Desk, place: Place, *, again: bool) -> Arrival:
    guilds = tuple(await desk.guilds())
    page = page_at(place.path)
    if page is None:
        return _trouble(place, "Not found", states.unknown_page(place), guilds=guilds)
    if not guilds:
        return await _nothing_yet(desk, place, page.title)
    guild = asked_guild(guilds, place)
    if guild is None:
        return _trouble(place, page.title, states.unknown_guild(guilds, place), guilds=guilds)
    staff = await _staff(desk, guild)
    try:
        shown = await page.shown(desk, guild, place, again=again)
    except NotFound:
        if page.absent is not None:
            return _trouble(place, page.title, page.absent(place), guilds=guilds, guild=guild)
        return _trouble(place, page.title, states.unknown_guild(guilds, place), guilds=guilds)
    except Invalid as problem:
        wrong = states.wrong_address(str(problem), place)
        return _trouble(place, page.title, wrong, guilds=guilds, guild=guild)
    return _shown(place, shown.title or page.title, shown, guilds=guilds, guild=guild, staff=staff)


async def _nothing_yet(desk: Desk, place: Place, title: str) -> Arrival:
    """How to begin; where a bot was begun with, how it is goes first."""
    sight = await desk.bot(None)
    if sight.condition in (Condition.OFF, Condition.SIMULATED):
        return _trouble(place, title, states.no_guild(), next_look=WAITING)
    content = [panel(sight, "UTC"), states.no_guild()]
    mark = f"{title}: {said(sight)}"
    return _trouble(place, title, content, mark=mark, next_look=WAITING)


def asked_guild(guilds: Sequence[tuple[int, str]], place: Place) -> int | None:
    """The guild of the address, the first one where the address is silent, None for a stranger."""
    try:
        asked = place.guild_id
    except Invalid:
        return None
    if asked is None:
        return guilds[0][0] if guilds else None
    return asked if any(guild == asked for guild, _ in guilds) else None


async def _staff(desk: Desk, guild: int) -> Sequence[Person]:
    """Names to choose from; without them one still can type one's own."""
    try:
        return await desk.staff(guild)
    except DomainError:
        return ()


def _shown(place: Place, title: str, shown: Shown, **around: Any) -> Arrival:
    fresh = shown.heading.last_activity is not None
    return Arrival(
        place=place,
        title=title,
        content=shown.content,
        mark=shown.mark,
        heading=shown.heading,
        next_look=RESTING if fresh and not shown.owing else WAITING,
        **around,
    )


def _trouble(place: Place, title: str, content: Any, *, mark: str = "", **around: Any) -> Arrival:  # noqa: ANN401
    return Arrival(place=place, title=title, content=content, mark=mark or title, **around)


def _away(place: Place, why: str) -> Arrival:
    page = page_at(place.path)
    return Arrival(
        place=place,
        title=page.title if page else "Not found",
        content=states.away(why),
        mark=f"away: {why}",
        next_look=TRYING,
        away=why,
    )
