"""One socket of a client: what it is told leaves in order; what is not yet sent stays with its session."""

import asyncio
import contextlib
import socket
import struct
import zlib
from collections import deque
from collections.abc import Iterable
from typing import Any

import msgspec
from aiohttp import web

from tests.loopback.gateway.session import Session

A_RESET = struct.pack("ii", 1, 0)
BATCH = 64 * 1024


class Socket:
    """Sends what its session holds; `deaf` loses dispatches, `mute` sends nothing at all, not even ACKs."""

    def __init__(self, request: web.Request, ws: web.WebSocketResponse, *, zipped: bool) -> None:
        self.session: Session | None = None
        self.deaf = False
        self.mute = False
        self.open = True
        self._request, self._ws = request, ws
        self._zip = zlib.compressobj() if zipped else None
        self._control: deque[bytes] = deque()
        self._next = 0
        self._wake = asyncio.Event()

    def tell(self, op: int, data: Any = None) -> None:
        self.tell_raw(msgspec.json.encode({"op": op, "d": data, "s": None, "t": None}))

    def tell_raw(self, frame: bytes) -> None:
        self._control.append(frame)
        self._wake.set()

    def take_over(self, session: Session, after: int) -> None:
        """From here on this socket carries the session, beginning with the frame after that number."""
        self.session, self._next = session, after + 1
        self._wake.set()

    def more(self) -> None:
        if self.deaf and self.session:
            self._next = self.session.seq + 1
        self._wake.set()

    @property
    def behind(self) -> bool:
        """Whether something waits that this socket could send."""
        return bool(
            self.open
            and not self.mute
            and (self._control or (self.session and max(self._next, self.session.oldest) <= self.session.seq))
        )

    async def write(self) -> None:
        """Runs while the socket is open."""
        while self.open:
            await self._wake.wait()
            self._wake.clear()
            while self.behind:
                await self._send(self._take())

    def _take(self) -> bytes:
        if self._control:
            return self._control.popleft()
        assert self.session is not None
        self._next = max(self._next, self.session.oldest)
        self._next += 1
        return self.session.frame(self._next - 1)

    async def _send(self, frame: bytes) -> None:
        if self._zip is None:
            await self._ws.send_frame(frame, 1)
        else:
            await self._ws.send_bytes(self._zip.compress(frame) + self._zip.flush(zlib.Z_SYNC_FLUSH))

    async def pump(self, name: str, bodies: Iterable[bytes]) -> int:
        """Send prepared bodies as TEXT frames as fast as the socket takes them; how many there were."""
        assert self.session is not None
        head = b'{"t":"' + name.encode() + b'","op":0,"s":'
        sent, waiting = 0, bytearray()
        for body in bodies:
            number = self.session.skip(1)
            self._next = number + 1
            waiting += _text_frame(b'%s%d,"d":%s}' % (head, number, body))
            sent += 1
            if len(waiting) >= BATCH:
                await self._drain(waiting)
                waiting = bytearray()
        await self._drain(waiting)
        return sent

    async def _drain(self, waiting: bytearray) -> None:
        transport = self._request.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError("the client hung up while frames were pumped")
        transport.write(waiting)
        await self._request.protocol._drain_helper()

    async def close(self, code: int) -> None:
        self.open = False
        self._wake.set()
        with contextlib.suppress(ConnectionError, TimeoutError):
            await asyncio.wait_for(self._ws.close(code=code), 5)

    def reset(self) -> None:
        """The connection breaks without a word: the peer sees ECONNRESET."""
        self.open = False
        self._wake.set()
        transport = self._request.transport
        if transport is None or transport.is_closing():
            return
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, A_RESET)
        transport.abort()


def _text_frame(payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    if length < 65536:
        return struct.pack("!BBH", 0x81, 126, length) + payload
    return struct.pack("!BBQ", 0x81, 127, length) + payload
