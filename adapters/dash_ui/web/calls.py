"""Calls of the page to its callbacks, checked before Dash sees them.

Dash answers whatever it cannot read, and every mistake of ours, with a silent 500. Here a call that no page
of ours would send is refused as a wrong request, and a mistake leaves a number in the log.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import uuid4

from dash.exceptions import PreventUpdate
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

PATH: Final = "/_dash-update-component"

Known = Callable[[], Mapping[str, Mapping[str, Any]]]
"""Every callback by its output: which inputs and states it takes."""


class Calls:
    """Lets through calls that fit a callback; stands inside Dash's own layer, which has read the body."""

    def __init__(self, app: ASGIApp, known: Known) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        if not fits(scope.get("state", {}).get("json_body"), self._known()):
            await _refuse(400, "bad_call", "this is no call of a page: reload the page")(scope, receive, send)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except PreventUpdate:
            raise
        except Exception as problem:
            if begun:
                raise
            number = uuid4().hex[:8]
            _log.error("a callback failed (%s)", number, exc_info=problem)
            await _refuse(500, "failed", f"something went wrong on our side ({number})")(scope, receive, send)


def fits(body: object, known: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a body names a callback and brings exactly its inputs and states."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = known.get(body["output"])
    changed = body.get("changedPropIds", [])
    return (
        callback is not None
        and _are(body.get("inputs", []), callback["inputs"])
        and _are(body.get("state", []), callback["state"])
        and _are_places(body.get("outputs"))
        and isinstance(changed, list)
        and all(isinstance(name, str) for name in changed)
    )


def _are(given: object, wanted: list[Mapping[str, str]]) -> bool:
    if not isinstance(given, list) or len(given) != len(wanted):
        return False
    return all(
        isinstance(one, dict) and (one.get("id"), one.get("property")) == (place["id"], place["property"])
        for one, place in zip(given, wanted, strict=True)
    )


def _are_places(outputs: object) -> bool:
    places = outputs if isinstance(outputs, list) else [outputs]
    return all(
        isinstance(place, dict)
        and isinstance(place.get("id"), str)
        and isinstance(place.get("property"), str)
        for place in places
    )


def _refuse(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)
