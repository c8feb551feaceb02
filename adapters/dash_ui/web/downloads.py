"""Files of pages: what was found, as a download that any program can read."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import attrs
from fastapi import FastAPI, Request, Response

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.boards.cards.csv_file import funnel_csv, moves_csv, retention_csv
from adapters.dash_ui.pages.boards.cards.newcomers import asked_step
from adapters.dash_ui.pages.boards.cards.staying import asked_cohorts, asked_mode, long_enough
from adapters.dash_ui.pages.channels.csv_file import channels_csv
from adapters.dash_ui.pages.events.controls import asked
from adapters.dash_ui.pages.events.csv_file import event_csv, events_csv
from adapters.dash_ui.pages.kpi.csv_file import board_csv, groups_csv, receipt_csv
from adapters.dash_ui.pages.kpi.page import AUDIENCES, question
from adapters.dash_ui.pages.members.asking import question as of_members
from adapters.dash_ui.pages.members.csv_file import directory_csv
from adapters.dash_ui.place import Place
from application.insights.kpis.platform.funnel import MOST
from domain.insights.kpis.catalogue import of_audience
from domain.insights.kpis.kpi import Audience
from domain.kernel.errors import Invalid, NotFound, Unavailable
from domain.kernel.windows import Window

_AT_ONCE: Final = 2
"""A file of a hundred thousand members takes a second of a core: the others wait for their turn."""

_LONGEST: Final = 60.0

Made = Callable[[Desk, Place], Awaitable[Response]]


def mount_downloads(app: FastAPI, desk: Desk) -> None:
    """The route of each file; it stands behind the same checks as every other."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def answer(request: Request, path: str, made: Made) -> Response:
        place = Place.of(path, request.url.query)
        try:
            async with asyncio.timeout(_LONGEST), turns:
                return await made(desk, place)
        except NotFound as problem:
            return _refused(404, str(problem))
        except Invalid as problem:
            return _refused(400, str(problem))
        except (Unavailable, TimeoutError) as problem:
            return _refused(503, str(problem) or "The answer takes longer than a minute.")

    @app.get("/members.csv", include_in_schema=False)
    async def members(request: Request) -> Response:
        return await answer(request, "/members", _members)

    @app.get("/channels.csv", include_in_schema=False)
    async def channels(request: Request) -> Response:
        return await answer(request, "/channels", _channels)

    @app.get("/events.csv", include_in_schema=False)
    async def events(request: Request) -> Response:
        return await answer(request, "/events", _events)

    @app.get("/events/{number}.csv", include_in_schema=False)
    async def event(request: Request, number: str) -> Response:
        return await answer(request, f"/events/{number}", _event)

    for page, audience in AUDIENCES.items():
        app.get(f"{page}.csv", include_in_schema=False)(_board_route(answer, page, audience))

    @app.get("/kpi/{key}.csv", include_in_schema=False)
    async def receipt(request: Request, key: str) -> Response:
        return await answer(request, f"/kpi/{key}", _receipt)

    @app.get("/retention.csv", include_in_schema=False)
    async def retention(request: Request) -> Response:
        return await answer(request, "/health", _retention)

    @app.get("/segments.csv", include_in_schema=False)
    async def segments(request: Request) -> Response:
        return await answer(request, "/health", _segments)

    @app.get("/funnel.csv", include_in_schema=False)
    async def funnel(request: Request) -> Response:
        return await answer(request, "/platform", _funnel)


def _board_route(
    answer: Callable[[Request, str, Made], Awaitable[Response]], page: str, audience: Audience
) -> Callable[[Request], Awaitable[Response]]:
    async def read_it(desk: Desk, place: Place) -> Response:
        keys = place.show.split(".") if place.show else None
        apart = [(one.key, by) for one in of_audience(audience) for by in one.by if by == place.by]
        if place.by is not None and not apart:
            raise Invalid(f"nothing on this page is taken apart by {place.by[:20]!r}")
        guild = await _guild(desk, place)
        read = await desk.kpis.board(guild, audience, place.window_text, place.as_of, apart)
        if apart:
            wanted = keys if keys is not None else [key for key, _ in apart]
            made = await asyncio.to_thread(groups_csv, read, wanted, apart[0][1])
        else:
            made = await asyncio.to_thread(board_csv, read, keys)
        return _file(made, page.strip("/"), read.window)

    async def board(request: Request) -> Response:
        return await answer(request, page, read_it)

    return board


async def _receipt(desk: Desk, place: Place) -> Response:
    read = await desk.kpis.explain(await _guild(desk, place), question(place))
    window = read.found.reading.window
    return _file(await asyncio.to_thread(receipt_csv, read), read.found.reading.kpi.key, window)


async def _retention(desk: Desk, place: Place) -> Response:
    how: dict[str, Any] = {"cohorts": asked_cohorts(place), "mode": asked_mode(place)}
    guild = await _guild(desk, place)
    read = await desk.kpis.retention(guild, place.window_text, place.as_of, **how)
    read = await desk.kpis.retention(guild, long_enough(read.window), place.as_of, **how)
    return _file(await asyncio.to_thread(retention_csv, read), "retention", read.window)


async def _segments(desk: Desk, place: Place) -> Response:
    read = await desk.kpis.segments(await _guild(desk, place), place.window_text, place.as_of, most=0)
    return _file(await asyncio.to_thread(moves_csv, read), "segments", read.window)


async def _funnel(desk: Desk, place: Place) -> Response:
    guild, stopped = await _guild(desk, place), asked_step(place)
    read = await desk.kpis.funnel(guild, place.window_text, place.as_of, stopped=stopped, most=MOST)
    return _file(await asyncio.to_thread(funnel_csv, read), "newcomers", read.window)


async def _members(desk: Desk, place: Place) -> Response:
    everybody = attrs.evolve(of_members(place), page=None)
    read = await desk.directory(await _guild(desk, place), place.window_text, place.as_of, everybody)
    return _file(await asyncio.to_thread(directory_csv, read), "members", read.window)


async def _channels(desk: Desk, place: Place) -> Response:
    read = await desk.channels(await _guild(desk, place), place.window_text, place.as_of)
    return _file(await asyncio.to_thread(channels_csv, read), "channels", read.window)


async def _events(desk: Desk, place: Place) -> Response:
    guild = await _guild(desk, place)
    read = await desk.calendar.show(guild, place.window_text, place.as_of, place.month, asked(place))
    return _file(await asyncio.to_thread(events_csv, read), "events", read.window)


async def _event(desk: Desk, place: Place) -> Response:
    if place.number is None:
        raise NotFound("there is no such event")
    read = await desk.calendar.one(await _guild(desk, place), place.number, place.window_text, None)
    day = read.line.day
    return _file(await asyncio.to_thread(event_csv, read), "event", Window(first=day, last=day))


async def _guild(desk: Desk, place: Place) -> int:
    if place.guild_id is not None:
        return place.guild_id
    known = await desk.guilds()
    if not known:
        raise NotFound("there is no community yet")
    return known[0][0]


def _file(content: bytes, name: str, window: Window) -> Response:
    name = f"{name}-{window.first}-to-{window.last}.csv"
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _refused(status: int, words: str) -> Response:
    return Response(words, status_code=status, media_type="text/plain; charset=utf-8")
