"""`/live`: the socket of the feed. Host, Origin and staff password are checked before it, as everywhere."""

import contextlib
import logging
import time
from typing import Final
from uuid import uuid4

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

from adapters.dash_ui.desk import Desk
from adapters.dash_ui.live import wire
from adapters.dash_ui.live.rules import LiveRules
from adapters.dash_ui.live.scenes import Scenes
from adapters.dash_ui.live.viewer import TooSlow, Viewer
from application.insights.news import News
from domain.kernel.errors import Invalid, OverLimit

_log = logging.getLogger(__name__)

PATH: Final = "/live"


def mount_live(app: FastAPI, desk: Desk, news: News, rules: LiveRules | None = None) -> None:
    """The route; when the app ends, so does all drawing."""
    rules = rules or LiveRules()
    scenes = Scenes(desk, news, rules, time.monotonic)
    app.router.add_event_handler("shutdown", scenes.close)

    @app.websocket(PATH)
    async def live(socket: WebSocket) -> None:
        await socket.accept()

        async def say(message: str | bytes) -> None:
            kind = "bytes" if isinstance(message, bytes) else "text"
            await socket.send({"type": "websocket.send", kind: message})

        code, reason = wire.FAILED, "something went wrong on our side"
        try:
            async with scenes.admitted():
                await Viewer(scenes, rules, socket.receive, say).attend()
                return
        except Invalid as problem:
            code, reason = wire.NONSENSE, str(problem)
        except TooSlow as problem:
            code, reason = wire.TOO_SLOW, str(problem)
        except OverLimit as problem:
            code, reason = wire.FULL, str(problem)
        except (OSError, WebSocketDisconnect):
            return  # the browser went away in the middle of a message
        except Exception as problem:  # noqa: BLE001 — the browser connects again
            number = uuid4().hex[:8]
            reason += f" ({number})"
            _log.error("the live feed failed (%s)", number, exc_info=problem)
        with contextlib.suppress(RuntimeError, OSError):
            await socket.close(code, reason[:120])
