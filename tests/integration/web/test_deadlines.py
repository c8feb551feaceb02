"""Whoever is slow on purpose is hung up on, over real connections; whoever is not, never."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import attrs
import pytest
from websockets.asyncio.client import connect

from adapters.http_api.deadlines import Deadlines
from adapters.http_api.server import listening_socket, serve

SHORT = Deadlines(head=0.3, body=0.3, answer=0.3)
BOUND = 20
"""Seconds that a test waits at most: less than the server keeps a connection between two requests."""
HALF_BODY = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@attrs.define
class Arena:
    """An app that does what a test needs, and what it saw."""

    port: int = 0
    go_on: asyncio.Event = attrs.field(factory=asyncio.Event)
    untaken: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._echo(receive, send)
        else:
            await self._answer(scope["path"], receive, send)

    async def _live(self, receive, send):
        for word in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{word}.complete"})

    async def _echo(self, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})

    async def _answer(self, path, receive, send):
        if path == "/body":
            while (await receive()).get("more_body"):
                pass
        elif path == "/slow":
            await self.go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def a_deadline_has_passed(self) -> None:
        """Somebody who said nothing was hung up on in the meantime."""
        for _ in range(2):
            reader, writer = await self.connection()
            await everything(reader)
            writer.close()


@attrs.define
class Flood(Arena):
    """Answers with more than any buffer holds."""

    async def _answer(self, path, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(3):
            await send({"type": "http.response.body", "body": b"x" * 16_000_000, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        self.untaken.set()


@contextlib.asynccontextmanager
async def running(arena: Arena) -> AsyncIterator[Arena]:
    listening = listening_socket("127.0.0.1", 0)
    arena.port = listening.getsockname()[1]
    serving = asyncio.create_task(serve(arena, [listening], trusted_proxies=(), deadlines=SHORT))
    try:
        async with asyncio.timeout(BOUND):
            yield arena
    finally:
        arena.go_on.set()
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving


async def everything(reader: asyncio.StreamReader) -> bytes:
    """What the server says until it hangs up."""
    said = b""
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(65536):
            said += part
    return said


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\r\n",
        b"GET / HTTP/1.1\r\nHos",
        HALF_BODY,
        b"POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nha",
        HALF_BODY.replace(b"/body", b"/"),  # answered before its body was read
        HALF_BODY.replace(b"/body", b"/slow"),
        WHOLE + b"GET / HT",
        WHOLE + HALF_BODY,
    ],
)
async def test_half_a_request_is_hung_up_on(sent):
    async with running(Arena()) as arena:
        reader, writer = await arena.connection()
        writer.write(sent)
        await everything(reader)
        writer.close()


@pytest.mark.parametrize("begun", [b"GET / HTTP/1.1\r\nX-Slow: ", HALF_BODY.replace(b"10", b"1000000")])
@pytest.mark.parametrize("path", [b"/body", b"/"])
async def test_a_trickle_wins_no_time(begun, path):
    async with running(Arena()) as arena:
        reader, writer = await arena.connection()
        writer.write(begun.replace(b"/body", path))
        hung_up = asyncio.create_task(everything(reader))
        with contextlib.suppress(ConnectionError):
            while not hung_up.done():
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)
        await hung_up
        writer.close()


async def test_a_slow_body_is_told_so():
    async with running(Arena()) as arena:
        reader, writer = await arena.connection()
        writer.write(HALF_BODY)
        said = await everything(reader)
        assert said.startswith(b"HTTP/1.1 408 ")
        assert b"did not arrive in time" in said
        writer.close()


async def test_an_answer_that_nobody_takes_is_given_up():
    async with running(Flood()) as flood:
        _, writer = await flood.connection()
        writer.transport.pause_reading()
        writer.write(WHOLE)
        await flood.untaken.wait()
        writer.transport.abort()


async def test_whoever_waits_for_a_slow_answer_gets_it():
    async with running(Arena()) as arena:
        reader, writer = await arena.connection()
        writer.write(b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        await arena.a_deadline_has_passed()
        arena.go_on.set()
        assert (await everything(reader)).endswith(b"ok")
        writer.close()


async def test_a_connection_between_two_requests_is_kept():
    async with running(Arena()) as arena:
        reader, writer = await arena.connection()
        for request in (WHOLE, HALF_BODY + b"whole!", WHOLE):
            writer.write(request)
            assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
            await arena.a_deadline_has_passed()
        writer.close()


async def test_an_open_socket_is_not_cut():
    async with running(Arena()) as arena, connect(f"ws://127.0.0.1:{arena.port}/", proxy=None) as socket:
        await arena.a_deadline_has_passed()
        await socket.send("still there?")
        assert await socket.recv() == "still there?"
