"""Connections: opened with a limit on every wait, and alive to a link that goes silent."""

import socket
from typing import Any

import asyncpg
from asyncpg.pool import Pool, PoolConnectionProxy

from adapters.postgres.link.address import DatabaseAddress
from adapters.postgres.link.limits import LinkLimits

Connection = PoolConnectionProxy  # what a unit of work hands out

_APPLICATION = "community-os"
_SILENCE_BEFORE_DEAD = 20  # seconds


async def open_pool(address: DatabaseAddress, limits: LinkLimits | None = None) -> Pool:
    """A pool that connects when it is used; through a pooler nothing is prepared or set for a session."""
    limits = limits or LinkLimits()
    pool: Pool = await asyncpg.create_pool(
        min_size=0,
        max_size=limits.connections,
        init=_keep_alive,
        reset=_nothing_to_reset if address.pooled else None,
        **connect_options(address, limits),
    )
    return pool


async def connect(address: DatabaseAddress, limits: LinkLimits | None = None) -> asyncpg.Connection:
    """One connection outside any pool."""
    connection: asyncpg.Connection = await asyncpg.connect(**connect_options(address, limits or LinkLimits()))
    await _keep_alive(connection)
    return connection


def connect_options(address: DatabaseAddress, limits: LinkLimits) -> dict[str, Any]:
    """The driver's arguments for this address."""
    options: dict[str, Any] = {
        "dsn": address.url,
        "timeout": limits.connect,
        "command_timeout": limits.command + 1,
    }
    if address.pooled:
        return {**options, "statement_cache_size": 0}
    return {**options, "server_settings": {"application_name": _APPLICATION}}


async def stands_behind_a_pooler(connection: asyncpg.Connection) -> bool:
    """Whether the process that answers is another than the one that we logged in to."""
    return bool(await connection.fetchval("select pg_backend_pid()") != connection.get_server_pid())


async def _keep_alive(connection: asyncpg.Connection) -> None:
    # The driver has no public way to its socket; a test watches over this one.
    link = connection._transport.get_extra_info("socket")  # type: ignore[attr-defined]
    if link is None or link.family == socket.AF_UNIX:
        return
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 2)):
        if hasattr(socket, name):
            link.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENCE_BEFORE_DEAD * 1000)


async def _nothing_to_reset(_connection: asyncpg.Connection) -> None:
    """Units of work set nothing for longer than their transaction, and the session is not ours to reset."""
