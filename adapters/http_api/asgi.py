"""The few words of ASGI that the layers around the app share."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from typing import Any, Final

from adapters.http_api.problems import KIND, problem

API: Final = "/api/v1/"

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]


def is_api(scope: Scope) -> bool:
    """Whether it is asked of the API, where a key opens and no cookie does."""
    path: str = scope["path"]
    return path.startswith(API)


def header(scope: Scope, name: bytes) -> str | None:
    """The only header of that name; None where there is none, and '' where it stands twice."""
    found = [value for key, value in scope["headers"] if key == name]
    if not found:
        return None
    return found[0].decode("latin-1") if len(found) == 1 else ""


async def answer(
    send: Send, status: int, text: str, *, kind: str = "text/plain", headers: Headers = ()
) -> None:
    """A whole answer at once."""
    body = text.encode()
    start = [
        (b"content-type", (kind if kind == KIND else f"{kind}; charset=utf-8").encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})


async def refuse(scope: Scope, send: Send, status: int, text: str, *, headers: Headers = ()) -> None:
    """Say no to a request, or to a socket before it is open; to a program as programs read it."""
    if scope["type"] == "websocket":
        if "websocket.http.response" in scope.get("extensions", {}):
            body = text.encode()
            start = [(b"content-type", b"text/plain; charset=utf-8"), *headers]
            await send({"type": "websocket.http.response.start", "status": status, "headers": start})
            await send({"type": "websocket.http.response.body", "body": body})
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": HTTPStatus(status).phrase})
        return
    if is_api(scope):
        told = problem(status, " ".join(text.split())).decode()
        await answer(send, status, told, kind=KIND, headers=headers)
        return
    await answer(send, status, text, headers=headers)
