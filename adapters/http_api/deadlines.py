"""How long a visitor may take: whoever sends half a request, or takes no answer, is hung up on.

So many connections are served at once and no more; without an end to each wait, as many halves of requests
would keep everybody else out.
"""

import asyncio
from typing import Any, Final

import attrs
import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


@attrs.frozen(kw_only=True)
class Deadlines:
    """Seconds; between two requests the server's own limit holds, and open sockets have pings instead."""

    head: float = 20.0
    """For a whole head: from connecting, later from its first byte."""
    body: float = 30.0
    """For a whole body, from the end of its head; the largest one fits through 1.2 Mbit/s."""
    answer: float = 60.0
    """Without any of an answer being taken; a slow reader may take as long as it likes."""


PATIENT: Final = Deadlines()
_TOO_SLOW: Final = b"The request did not arrive in time: send it again over a better connection.\n"


class PunctualProtocol(H11Protocol):
    """The server's side of a connection, which does not wait for ever.

    h11's state of the other side says what is missing, so that a trickle of bytes wins no time: the deadline
    is set when something is first missing and again only when something else is.
    """

    def __init__(self, *args: Any, deadlines: Deadlines = PATIENT, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._deadlines = deadlines
        self._missing: object = None
        self._late: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def handle_events(self) -> None:
        super().handle_events()
        self._expect()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch_answer()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_answer()

    def resume_writing(self) -> None:
        self._stop_looking()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._stop_looking()
        super().connection_lost(exc)

    def _expect(self) -> None:
        missing = self._what_is_missing()
        if missing is self._missing:
            return
        self._missing = missing
        self._stop_waiting()
        if missing is not None:
            seconds = self._deadlines.head if missing is h11.IDLE else self._deadlines.body
            self._late = self.loop.call_later(seconds, self._hang_up)

    def _what_is_missing(self) -> object:
        """A head (IDLE), the body of one certain request (its cycle), or nothing that we wait for here."""
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return None
        if self.conn.their_state is h11.SEND_BODY:
            return self.cycle
        if self.conn.their_state is not h11.IDLE:
            return None
        # The next head may have begun before the last answer ended.
        between_requests = self.timeout_keep_alive_task is not None and not self.conn.trailing_data[0]
        return None if between_requests else h11.IDLE

    def _hang_up(self) -> None:
        if self._missing is self.cycle and not self.cycle.response_started:
            self._say_too_slow()
        self.transport.close()
        self._watch_answer()

    def _say_too_slow(self) -> None:
        # Before anything is said: what the app says from here on is for nobody.
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(_TOO_SLOW)).encode()),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=408, headers=headers, reason=b"Request Timeout"),
            h11.Data(data=_TOO_SLOW),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")

    def _watch_answer(self) -> None:
        """Closing waits until everything is taken, so somebody has to look whether anything is."""
        left = self.transport.get_write_buffer_size()
        if left and self._stuck is None:
            self._stuck = self.loop.call_later(self._deadlines.answer, self._look_again, left)

    def _look_again(self, before: int) -> None:
        self._stuck = None
        if self.transport.get_protocol() is not self:
            return
        if self.transport.get_write_buffer_size() >= before:
            self.transport.abort()
        else:
            self._watch_answer()

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _stop_looking(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
