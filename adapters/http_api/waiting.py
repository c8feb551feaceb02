"""What is answered while the dashboard waits for its database: alive, not ready, and a page that says so."""

import asyncio
import socket
from collections.abc import Callable
from html import escape
from typing import Final

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from adapters.http_api.asgi import App
from adapters.http_api.gate.guard import Guard, Names
from adapters.http_api.gate.layers import Heads, SecurityHeaders, content_policy
from adapters.http_api.health import METHODS, mount_health
from adapters.http_api.problems import KIND, headers_of, of_error
from adapters.http_api.server import serve
from domain.kernel.errors import Unavailable

Reason = Callable[[], str]
"""Why the database is away just now."""

_AGAIN: Final = 5
"""Seconds after which a browser asks again by itself."""

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="{again}">
<title>Waiting for the database · Community OS</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem }}
h1 {{ font-size: 1.5rem; line-height: 1.25 }}
</style>
</head>
<body>
<h1>The database is away</h1>
<p>{reason}</p>
<p>Community OS waits for it, and shows your dashboard here as soon as it is back. Nothing is lost meanwhile:
what the bot hears waits on its own disk.</p>
<p>If it stays away, whoever runs Community OS finds the cause with <code>community-os doctor</code>.</p>
</body>
</html>
"""


def waiting_app(names: Names, reason: Reason, *, version: str) -> App:
    """The app that stands in for the dashboard."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    async def ready() -> None:
        raise Unavailable(reason())

    mount_health(app, ready, version=version)

    @app.api_route("/api/{rest:path}", methods=METHODS)
    async def program(rest: str = "") -> Response:
        status, body = of_error(Unavailable(reason()))
        return Response(body, status_code=status, media_type=KIND, headers=headers_of(status))

    @app.api_route("/{rest:path}", methods=METHODS)
    async def page(rest: str = "") -> HTMLResponse:
        return HTMLResponse(
            _PAGE.format(reason=escape(reason()), again=_AGAIN),
            status_code=503,
            headers={"cache-control": "no-store", "retry-after": str(_AGAIN)},
        )

    return SecurityHeaders(Guard(Heads(app), names), content_policy())


class WaitingRoom:
    """Serves that once the database is found away, until the dashboard begins."""

    def __init__(self, listening: socket.socket, app: Callable[[Reason], App]) -> None:
        self._listening = listening
        self._app = app(lambda: self._reason)
        self._reason = ""
        self._serving: asyncio.Task[None] | None = None

    def open(self, reason: str) -> None:
        """Answer from now on, with the newest reason."""
        self._reason = reason
        if self._serving is None or self._serving.done():
            serving = serve(self._app, [self._listening.dup()], trusted_proxies=())
            self._serving = asyncio.create_task(serving, name="waiting room")

    async def close(self) -> None:
        """Answer what was asked, and make room."""
        serving, self._serving = self._serving, None
        if serving is not None:
            serving.cancel()
            await asyncio.wait([serving])
