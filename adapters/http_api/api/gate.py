"""The gate of the API: whoever asks shows a key, and asks no more often than it allows."""

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

import attrs

from adapters.http_api.asgi import App, Message, Receive, Scope, Send, header
from adapters.http_api.problems import KIND, headers_of, of_error, problem
from domain.kernel.errors import DomainError
from domain.operations.allowance import SECONDS, Allowance
from domain.operations.keys import ApiKey, UnknownKey

Recognise = Callable[[str], Awaitable[ApiKey]]
OPEN: Final = ("/docs", "/openapi.json")
"""Without a key: what the API is, which is no secret."""

REMEMBERED: Final = 10_000
_BEARER = re.compile(r"[Bb]earer +([!-~]+)")
_NO_KEY: Final = (
    "a key is needed: send the header `Authorization: Bearer cos_...`; whoever runs this installation makes "
    "one with `community-os keys create`"
)


@attrs.define
class Paces:
    """How often each key asked in this minute; keys that were not seen for longest are forgotten first."""

    monotonic: Callable[[], float]
    _kept: OrderedDict[str, Allowance] = attrs.field(factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._kept)

    def ask(self, key: ApiKey) -> tuple[Allowance, int]:
        """How it stands after one more question, and in how many seconds the next minute begins."""
        now = self.monotonic()
        before = self._kept.pop(key.id, None)
        if before is None or before.most != key.per_minute:
            before = Allowance(most=key.per_minute, since=now)
        after = self._kept[key.id] = before.asking(now)
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return after, after.resets_in(now)


class KeyGate:
    """Lets through who shows a key that works, as `state["key"]`; tells everybody how often they may ask."""

    def __init__(self, app: App, recognise: Recognise, monotonic: Callable[[], float]) -> None:
        self._app = app
        self._recognise = recognise
        self._paces = Paces(monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008, "reason": "There is no socket here."})
            return
        if _path(scope).startswith(OPEN):
            await self._app(scope, receive, send)
            return
        try:
            key = await self._recognise(_shown(scope))
        except DomainError as refused:
            status, body = of_error(refused)
            await _refuse(send, status, body)
            return
        allowance, seconds = self._paces.ask(key)
        told = _headers(allowance, seconds)
        if allowance.exceeded:
            often = f"this key may ask {allowance.most} times a minute: ask again in {seconds} s"
            more = [*told, (b"retry-after", str(seconds).encode())]
            await _refuse(send, 429, problem(429, often), more)
            return

        async def send_with_allowance(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *told]}
            await send(message)

        state = {**scope.get("state", {}), "key": key, "actor": key.actor}
        await self._app({**scope, "state": state}, receive, send_with_allowance)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _shown(scope: Scope) -> str:
    """The key that a request shows; raises UnknownKey for none."""
    told = header(scope, b"authorization")
    if not told:
        raise UnknownKey(_NO_KEY)
    found = _BEARER.fullmatch(told.strip())
    if found is None:
        raise UnknownKey("the header Authorization is to read `Bearer cos_...`")
    return found.group(1)


def _headers(allowance: Allowance, seconds: int) -> list[tuple[bytes, bytes]]:
    """As the IETF's draft names them (httpapi-ratelimit-headers), in the form that most programs read."""
    return [
        (b"ratelimit-policy", f"{allowance.most};w={SECONDS:.0f}".encode()),
        (b"ratelimit-limit", str(allowance.most).encode()),
        (b"ratelimit-remaining", str(allowance.left).encode()),
        (b"ratelimit-reset", str(seconds).encode()),
    ]


async def _refuse(
    send: Send, status: int, body: bytes, more: list[tuple[bytes, bytes]] | None = None
) -> None:
    told = [(name.encode(), value.encode()) for name, value in headers_of(status).items()]
    size = [(b"content-type", KIND.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*size, *told, *(more or [])]})
    await send({"type": "http.response.body", "body": body})
