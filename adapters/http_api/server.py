"""One web server inside our own event loop: it takes no signals, and hangs up in order."""

import asyncio
import contextlib
import errno
import functools
import logging
import socket
from collections.abc import Iterator
from typing import Final, cast

import uvicorn

from adapters.http_api.asgi import App
from adapters.http_api.deadlines import PATIENT, Deadlines, PunctualProtocol
from domain.kernel.errors import Conflict, Unavailable

FAREWELL: Final = 5
"""Seconds that running requests and open sockets have to end."""


class PortTaken(Conflict):
    """Another program listens there."""


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; PortTaken, or Unavailable with what to do, when that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(256)
        made.setblocking(False)
    except OSError as problem:
        made.close()
        raise _unusable(host, port, problem) from None
    return made


def _not_a_refused_socket(record: logging.LogRecord) -> bool:
    """The server calls a socket that was refused with a status an error of ours; it is none."""
    return "without completing handshake" not in record.getMessage()


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the business of whoever runs the loop."""
        yield


async def serve(
    app: App,
    sockets: list[socket.socket],
    *,
    trusted_proxies: tuple[str, ...],
    deadlines: Deadlines = PATIENT,
) -> None:
    """Serve until cancelled; then finish what runs, close what is open, and only then be gone."""
    logging.getLogger("uvicorn.error").addFilter(_not_a_refused_socket)
    protocol = functools.partial(PunctualProtocol, deadlines=deadlines)
    config = uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", protocol),  # it is only ever called
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=list(trusted_proxies),
        timeout_graceful_shutdown=FAREWELL,
        timeout_keep_alive=30,
        ws_max_size=1024 * 1024,
        ws_per_message_deflate=False,  # the live feed packs a message once for everybody
        limit_concurrency=1000,
        lifespan="on",
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=sockets), name="web server")
    try:
        await asyncio.shield(serving)
        raise Unavailable("the web server ended by itself; the log says why")
    except asyncio.CancelledError:
        server.should_exit = True
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([serving], timeout=FAREWELL + 2)
        raise
    finally:
        serving.cancel()
        for each in sockets:
            each.close()


def _unusable(host: str, port: int, problem: OSError) -> Conflict | Unavailable:
    shown = f"[{host}]" if ":" in host else host
    if problem.errno == errno.EADDRINUSE:
        return PortTaken(
            f"port {port} on {shown} is in use by another program, maybe by another Community OS: "
            f"end that one, or choose another port with --port {port + 1} or COMMUNITY_OS_PORT"
        )
    if problem.errno in (errno.EACCES, errno.EPERM):
        return Unavailable(
            f"port {port} may not be used by this user: choose one above 1023 with --port "
            "or COMMUNITY_OS_PORT"
        )
    return Unavailable(
        f"nothing can listen on {shown}, port {port} ({problem.strerror}): "
        "set COMMUNITY_OS_HOST to an address of this machine, such as 127.0.0.1"
    )
