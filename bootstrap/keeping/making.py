"""`community-os backup`: into a file, or straight into another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adapters.cli.product import Copied, Told
from bootstrap.processes import Say, reached
from bootstrap.settings import Settings
from domain.kernel.errors import Conflict, Invalid, NotFound, Unavailable

if TYPE_CHECKING:
    from adapters.archive import Shelf
    from adapters.postgres.link import DatabaseAddress

_OPTION: Final = "--to"
_MEANWHILE: Final = (
    "While this was copied, more was recorded in the old database, and that is not in the new one. Stop "
    "everything that uses the old one, empty the new one, and move again"
)


def shelf_of(settings: Settings) -> "Shelf":
    """The folder of the daily backups."""
    from adapters.archive import Shelf

    return Shelf(settings.backup_dir or settings.home / "backups")


async def back_up(settings: Settings, to: str | None, say: Say, told: Told) -> Copied:
    """Into the folder of backups, or where `to` says: a file, a folder, or the URL of a database."""
    if to is not None and to.startswith(("postgres://", "postgresql://")):
        return await _move(settings, to, say, told)
    return await _into_file(settings, to, say, told)


async def _into_file(settings: Settings, to: str | None, say: Say, told: Told) -> Copied:
    from adapters.archive import new_backup
    from adapters.postgres.link import Database
    from adapters.postgres.operations.backup import PATIENT, original_of
    from adapters.system.clock import SystemClock
    from application.operations.copying import CopyInstallation
    from bootstrap.version import version

    now = SystemClock().now()
    async with (
        reached(settings, say) as addresses,
        Database(addresses.work, PATIENT) as database,
        original_of(database, now=now, program=version()) as original,
    ):
        path = _place(settings, to, original.origin.made_at)
        with new_backup(path) as duplicate:
            manifest = await CopyInstallation(told=told)(original, duplicate)
    return Copied(where=str(path), manifest=manifest, packed=path.stat().st_size)


async def _move(settings: Settings, to: str, say: Say, told: Told) -> Copied:
    from adapters.postgres.link import Database
    from adapters.postgres.operations.backup import PATIENT, filling, original_of
    from adapters.system.clock import SystemClock
    from application.operations.copying import CopyInstallation
    from bootstrap.version import version

    there = await other_database(to)
    async with reached(settings, say) as addresses, Database(addresses.work, PATIENT) as database:
        async with original_of(database, now=SystemClock().now(), program=version()) as original:
            before = await original.revisions()
            if not before:
                raise NotFound("nothing was recorded yet, so that there is nothing to move")
            async with filling(there, original.origin, report=say) as duplicate:
                manifest = await CopyInstallation(told=told)(original, duplicate)
        async with original_of(database, now=SystemClock().now(), program=version()) as later:
            missed = (_MEANWHILE,) if await later.revisions() != before else ()
    return Copied(where=str(there), manifest=manifest, differences=missed)


async def other_database(url: str) -> "DatabaseAddress":
    """The database behind `--to`; raises Unavailable where it cannot be reached, before anything is done."""
    from adapters.postgres.link import DatabaseAddress
    from adapters.postgres.operations.installation import look

    address = DatabaseAddress.parse(url, setting=_OPTION)
    if address.pooled:
        raise Invalid(f"{_OPTION} needs the server's own address, and {address} is a pooler's")
    with _told_of(address):
        await look(address)
    return address


@contextmanager
def _told_of(address: "DatabaseAddress") -> Iterator[None]:
    try:
        yield
    except Unavailable as away:
        raise Unavailable(f"{address}: {away}") from away


def _place(settings: Settings, to: str | None, made_at: datetime) -> Path:
    from adapters.archive import Shelf

    if to is None:
        return shelf_of(settings).place(made_at)
    if not to:
        raise Invalid(f"{_OPTION} is empty: name a file, a folder, or the URL of a database")
    path = Path(to)
    if path.is_dir() or to.endswith("/"):
        if not path.is_dir():
            raise NotFound(f"there is no folder {path}")
        return Shelf(path).place(made_at)
    if path.exists():
        raise Conflict(f"{path} is there already, and was left as it is: choose another name")
    return path
