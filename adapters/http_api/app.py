"""Our own routes on the app, and the layers around it."""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs

from adapters.http_api.api import Programs
from adapters.http_api.gate.door import Door, StaffOnly, mount_door
from adapters.http_api.gate.guard import Guard, Names
from adapters.http_api.gate.layers import LARGEST_BODY, BodyLimit, Heads, SecurityHeaders, content_policy
from adapters.http_api.gate.visitors import Recognise, Visitors, mount_visitors
from adapters.http_api.health import PATIENCE, Ready, mount_api_end, mount_health

if TYPE_CHECKING:
    from fastapi import FastAPI

    from adapters.http_api.asgi import App
    from application.use_cases import UseCases


@attrs.frozen(kw_only=True)
class Edge:
    """What the web edge needs to know; `door` is None while no staff password is set."""

    names: Names
    visitors: Visitors
    ready: Ready
    version: str
    door: Door | None = None
    api: "UseCases | None" = None
    """What the API may ask; None where there is none."""

    stopwatch: Callable[[], float] = time.monotonic
    """Seconds that never go back, by which it is counted how often a key asks."""

    largest_body: int = LARGEST_BODY
    patience: float = PATIENCE


def mount(app: "FastAPI", edge: Edge) -> None:
    """Our routes; before those of the dashboard, which answers every address that is left."""
    mount_health(app, edge.ready, version=edge.version, patience=edge.patience)
    mount_visitors(app, edge.visitors)
    if edge.door is not None:
        mount_door(app, edge.door)
    mount_api_end(app)


def guarded(app: "App", edge: Edge, *, script_hashes: Iterable[str] = ()) -> "App":
    """The app behind every check: Host and Origin outermost, so that nothing else sees a foreign request."""
    asked = app if edge.api is None else Programs(app, edge.api, edge.stopwatch, version=edge.version)
    inner: App = Recognise(BodyLimit(Heads(asked), edge.largest_body), edge.visitors)
    if edge.door is not None:
        inner = StaffOnly(inner, edge.door)
    return SecurityHeaders(Guard(inner, edge.names), content_policy(script_hashes))
