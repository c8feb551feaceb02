"""Files of pages: what was found, as a download that any program can read."""

import asyncio
from typing import Final

import attrs
from fastapi import FastAPI, Request, Response

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.members.asking import question
from adapters.dash_ui.pages.members.csv_file import directory_csv
from adapters.dash_ui.place import Place
from domain.kernel.errors import Invalid, NotFound, Unavailable

_AT_ONCE: Final = 2
"""A file of a hundred thousand members takes a second of a core: the others wait for their turn."""

_LONGEST: Final = 60.0


def mount_downloads(app: FastAPI, desk: Desk) -> None:
    """The route of each file; it stands behind the same checks as every other."""
    turns = asyncio.Semaphore(_AT_ONCE)

    @app.get("/members.csv", include_in_schema=False)
    async def members(request: Request) -> Response:
        place = Place.of("/members", request.url.query)
        try:
            async with asyncio.timeout(_LONGEST), turns:
                return await _members(desk, place)
        except NotFound as problem:
            return _refused(404, str(problem))
        except Invalid as problem:
            return _refused(400, str(problem))
        except (Unavailable, TimeoutError) as problem:
            return _refused(503, str(problem) or "The answer takes longer than a minute.")


async def _members(desk: Desk, place: Place) -> Response:
    guild = place.guild_id
    if guild is None:
        known = await desk.guilds()
        if not known:
            raise NotFound("there is no community yet")
        guild = known[0][0]
    asked = attrs.evolve(question(place), page=None)
    read = await desk.directory(guild, place.window_text, place.as_of, asked)
    name = f"members-{read.window.first}-to-{read.window.last}.csv"
    return Response(
        await asyncio.to_thread(directory_csv, read),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _refused(status: int, words: str) -> Response:
    return Response(words, status_code=status, media_type="text/plain; charset=utf-8")
