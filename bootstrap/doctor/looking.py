"""Everything that the doctor looks at, in order; it changes nothing that a first start would not."""

import asyncio
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from adapters.cli.called import typed
from adapters.cli.output import counted
from adapters.cli.product import Check
from bootstrap.doctor.bot import discord_checks, running_check
from bootstrap.doctor.jobs import job_checks
from bootstrap.processes import Say, installation_secret, reached
from bootstrap.remedies import what_to_do
from bootstrap.settings import Settings, SettingsProblems, home
from domain.kernel.errors import DomainError, Unavailable

if TYPE_CHECKING:
    from adapters.postgres.link import DatabaseAddress

_OLDEST_PYTHON: Final = (3, 11)
_LITTLE_SPACE: Final = 2_000_000_000
_NO_SPACE: Final = 200_000_000
_SKEW_SEEN: Final = 5.0
_SKEW_WRONG: Final = 60.0
"""Seconds. The clock dates what arrives and ends sessions and cookies."""


async def checks(read: Callable[[], Settings], say: Say) -> AsyncIterator[Check]:
    """Every finding, as it is found; what needs what was found wrong is left out."""
    yield _python()
    try:
        settings = read()
    except SettingsProblems as wrong:
        for problem in wrong.problems:
            yield Check(
                what="settings", state="red", found=problem, remedy="mend it in the environment or .env"
            )
        return
    yield Check(what="settings", state="green", found="all can be read")
    for warning in settings.warnings:
        yield Check(what="settings", state="yellow", found=warning)
    folder = _folder(settings)
    yield folder
    if folder.state == "red":
        return
    yield _space(settings)
    yield await _backups(settings)
    for check in (*_secret(settings), *_web(settings)):
        yield check
    async for check in discord_checks(settings):
        yield check
    async for check in _database(settings, say):
        yield check


def _python() -> Check:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < _OLDEST_PYTHON:
        return Check(what="python", state="red", found=found, remedy="install Python 3.11 or newer")
    return Check(what="python", state="green", found=found)


def _folder(settings: Settings) -> Check:
    problem = home.refusal(settings.home)
    if problem is not None:
        found = f"{settings.home}: {problem.strerror}"
        return Check(what="data folder", state="red", found=found, remedy=home.REMEDY)
    return Check(what="data folder", state="green", found=str(settings.home))


def _space(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.home).free
    found = f"{free / 1e9:.1f} GB free"
    remedy = "free some, or move the data folder with COMMUNITY_OS_HOME"
    if free < _NO_SPACE:
        return Check(what="disk space", state="red", found=found, remedy=remedy)
    if free < _LITTLE_SPACE:
        return Check(what="disk space", state="yellow", found=found, remedy=remedy)
    return Check(what="disk space", state="green", found=found)


async def _backups(settings: Settings) -> Check:
    from adapters.system.clock import SystemClock
    from bootstrap.keeping.looking import backups

    return await asyncio.to_thread(backups, settings, SystemClock().now())


def _secret(settings: Settings) -> Iterator[Check]:
    from adapters.system.secret import secret_file, too_open

    if settings.secret is not None:
        yield Check(what="secret", state="green", found="in COMMUNITY_OS_SECRET")
        return
    path = secret_file(settings.home)
    try:
        installation_secret(settings)
    except DomainError as problem:
        yield Check(what="secret", state="red", found=str(problem))
        return
    if too_open(settings.home):
        yield Check(
            what="secret",
            state="yellow",
            found=f"{path} can be read by others",
            remedy=f"chmod 600 {path}",
        )
    else:
        yield Check(what="secret", state="green", found=f"{path} (back it up beside the database)")


def _web(settings: Settings) -> Iterator[Check]:
    from adapters.http_api.gate.guard import LOOPBACK
    from adapters.http_api.server import PortTaken, listening_socket

    try:
        listening_socket(settings.host, settings.port).close()
        yield Check(what="port", state="green", found=f"{settings.port} on {settings.host} is free")
    except PortTaken:
        found = f"{settings.port} on {settings.host} is in use, which is right while the dashboard runs"
        yield Check(what="port", state="yellow", found=found, remedy="else choose another: COMMUNITY_OS_PORT")
    except DomainError as problem:
        yield Check(what="port", state="red", found=str(problem))
    except socket.gaierror:
        yield Check(
            what="port",
            state="red",
            found=f"{settings.host} is not an address of this machine",
            remedy="set COMMUNITY_OS_HOST to one, such as 127.0.0.1",
        )
    if settings.host not in LOOPBACK and settings.staff_password is None:
        yield Check(
            what="who gets in",
            state="yellow",
            found=f"everybody who reaches {settings.host} sees the dashboard",
            remedy="set COMMUNITY_OS_STAFF_PASSWORD, or read Let your team in (docs/OPERATIONS.md)",
        )


async def _database(settings: Settings, say: Say) -> AsyncIterator[Check]:
    from adapters.postgres.link import DatabaseAway
    from adapters.postgres.operations.installation import look
    from adapters.system.clock import SystemClock

    async with AsyncExitStack() as stack:
        try:
            addresses = await stack.enter_async_context(reached(settings, say))
            sight = await look(addresses.work)
        except Unavailable as away:
            remedy = what_to_do(settings, away) if isinstance(away, DatabaseAway) else ""
            yield Check(what="database", state="red", found=str(away), remedy=remedy)
            return
        where = str(addresses.work) if settings.database_url else "embedded"
        yield Check(what="database", state="green", found=f"{where}, PostgreSQL {sight.version}")
        yield _skew(abs((SystemClock().now() - sight.now).total_seconds()))
        schema = await _schema(addresses.direct)
        yield schema
        if schema.state == "green":
            async for check in _contents(settings, addresses.work):
                yield check


def _skew(seconds: float) -> Check:
    found = f"{seconds:.1f} s apart from the database's"
    remedy = "let both machines keep time (chrony, systemd-timesyncd)"
    if seconds > _SKEW_WRONG:
        return Check(what="clock", state="red", found=found, remedy=remedy)
    if seconds > _SKEW_SEEN:
        return Check(what="clock", state="yellow", found=found, remedy=remedy)
    return Check(what="clock", state="green", found=found)


async def _schema(direct: "DatabaseAddress") -> Check:
    from adapters.postgres.link import status

    try:
        found = await status(direct)
    except DomainError as problem:
        return Check(what="schema", state="red", found=str(problem))
    if found.problem:
        return Check(what="schema", state="red", found=found.problem)
    if found.pending:
        return Check(
            what="schema",
            state="yellow",
            found=counted(len(found.pending), "migration waits", "migrations wait"),
            remedy=f"{typed('migrate')}, or any command that opens the database",
        )
    return Check(
        what="schema", state="green", found=f"up to date ({counted(len(found.applied), 'migration')})"
    )


async def _contents(settings: Settings, address: "DatabaseAddress") -> AsyncIterator[Check]:
    from adapters.postgres.jobs.board import PostgresJobBoard
    from adapters.postgres.link import Database
    from adapters.postgres.operations.bots import PostgresBots
    from adapters.postgres.operations.installation import kept_fingerprint
    from domain.community.log.keys import Keyring

    async with Database(address) as database:
        try:
            kept = await kept_fingerprint(database)
        except DomainError as problem:
            yield Check(what="fingerprint", state="red", found=str(problem))
            return
        if running := running_check(settings, *await PostgresBots(database).processes()):
            yield running
        async for check in job_checks(PostgresJobBoard(database)):
            yield check
    if kept is not None and kept != Keyring(installation_secret(settings)).fingerprint:
        yield Check(
            what="fingerprint",
            state="red",
            found="the database was filled with another secret",
            remedy="bring the secret back as it was: with a new one everything would count twice",
        )
