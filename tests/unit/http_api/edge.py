"""A small app behind the real checks, asked without a network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI, Request, WebSocket

from adapters.http_api.app import Edge, guarded, mount
from adapters.http_api.gate.door import Attempts, Door
from adapters.http_api.gate.guard import Names
from adapters.http_api.gate.visitors import Visitors

SECRET = b"s" * 32
PASSWORD = "correct horse battery"
HERE = "http://127.0.0.1:8050"
OURS = {"origin": HERE}


class StopWatch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


async def always_ready() -> None:
    """Nothing is away."""


def an_edge(password: str | None = None, **changes: Any) -> Edge:
    watch = changes.pop("watch", StopWatch())
    door = Door(password, SECRET, Attempts(watch)) if password else None
    plain: dict[str, Any] = {
        "names": Names.of("127.0.0.1", ("community.example.org",)),
        "visitors": Visitors(SECRET),
        "ready": always_ready,
        "version": "1",
        "door": door,
    }
    return Edge(**{**plain, **changes})


def an_app(edge: Edge) -> Any:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    mount(app, edge)

    @app.get("/page")
    async def page(request: Request) -> dict[str, str | None]:
        actor = request.state.actor
        return {"who": actor.name if actor else None}

    @app.post("/change")
    async def change(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.websocket("/socket")
    async def socket(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("welcome")
        await socket.close()

    return guarded(app, edge)


@asynccontextmanager
async def asking(edge: Edge, base: str = HERE, **rest: Any) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=an_app(edge), **rest)
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client
