"""Whether we are alive, whether we can answer, and a plain no for what is not there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from adapters.http_api.problems import KIND, headers_of, problem
from domain.kernel.errors import Unavailable

PATIENCE: Final = 2.0
"""Seconds that /readyz waits for the database."""

METHODS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

Ready = Callable[[], Awaitable[None]]
"""Returns when the store answers, raises Unavailable when it does not."""


def mount_health(app: FastAPI, ready: Ready, *, version: str, patience: float = PATIENCE) -> None:
    """`/healthz`: the process lives. `/readyz`: the database answers too."""

    @app.get("/healthz")
    async def healthz() -> JSONResponse:
        return _json(200, {"status": "ok", "version": version})

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        try:
            async with asyncio.timeout(patience):
                await ready()
        except TimeoutError:
            reason = f"The database did not answer within {patience:g} seconds."
        except Unavailable as away:
            reason = str(away)
        else:
            return _json(200, {"status": "ready"})
        return _json(503, {"status": "unavailable", "reason": reason})


def mount_api_end(app: FastAPI) -> None:
    """Whatever else is asked under /api/ is answered to programs, never by a page."""

    @app.api_route("/api", methods=METHODS)
    @app.api_route("/api/{rest:path}", methods=METHODS)
    async def nothing(rest: str = "") -> Response:
        body = problem(404, f"there is nothing at /api/{rest[:200]}")
        return Response(body, status_code=404, media_type=KIND, headers=headers_of(404))


def _json(status: int, content: dict[str, object]) -> JSONResponse:
    return JSONResponse(content, status_code=status, headers={"cache-control": "no-store"})
