"""Layers around every answer: what browsers are told, how large a request may be, and HEAD."""

from collections.abc import Iterable
from typing import Final

from starlette.requests import ClientDisconnect

from adapters.http_api.asgi import App, Message, Receive, Scope, Send, header, refuse

LARGEST_BODY: Final = 4 * 1024 * 1024
"""Bytes. The largest request of a page is a callback with its state, some kilobytes."""


def content_policy(script_hashes: Iterable[str] = ()) -> str:
    """What a page may load: only from here. Inline scripts are named by hash where hashes are given."""
    hashes = " ".join(script_hashes)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes or chr(39) + 'unsafe-inline' + chr(39)}",
            "style-src 'self' 'unsafe-inline'",  # charts and components set styles as they draw
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Adds to every answer what browsers need to know to protect its reader."""

    def __init__(self, app: App, policy: str) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            # Not no-referrer: with it browsers send `Origin: null` for our own forms.
            (b"referrer-policy", b"same-origin"),
            (b"x-frame-options", b"DENY"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", [])}
                own = [(name, value) for name, value in self._headers if name not in present]
                message = {**message, "headers": [*message.get("headers", []), *own]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class TooLarge(Exception):
    """A body went over the bound while it was read."""


class BodyLimit:
    """Refuses a request whose body is larger than the bound, announced or not."""

    def __init__(self, app: App, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = header(scope, b"content-length") or "0"
        if not (announced.isascii() and announced.isdigit()) or int(announced[:20]) > self._largest:
            await self._refuse(scope, send)
            return
        read = 0
        begun = refused = False

        async def bounded_receive() -> Message:
            nonlocal read, refused
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                if not begun:
                    refused = True
                    await self._let_finish(message, receive)
                    await self._refuse(scope, send)
                raise TooLarge
            return message

        async def send_unless_refused(message: Message) -> None:
            nonlocal begun
            if not refused:  # what the app says of the error that we raised in it is of no interest
                begun = True
                await send(message)

        try:
            await self._app(scope, bounded_receive, send_unless_refused)
        except TooLarge:
            if not refused:
                raise
        except ClientDisconnect:
            pass  # who hung up in the middle of a body hears no answer, and it is no mistake of ours

    async def _let_finish(self, message: Message, receive: Receive) -> None:
        """Throw away a little more: who is hung up on in the middle of a word never hears the answer."""
        thrown = 0
        while message.get("more_body") and thrown < self._largest:
            message = await receive()
            thrown += len(message.get("body", b""))

    async def _refuse(self, scope: Scope, send: Send) -> None:
        text = f"The request is too large: at most {self._largest // 1024} kB are taken.\n"
        await refuse(scope, send, 413, text, headers=[(b"connection", b"close")])


class Heads:
    """Answers HEAD, which monitors ask with, as it answers GET, and leaves the body out."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)
