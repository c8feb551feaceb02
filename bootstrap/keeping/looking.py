"""What the doctor says of backups: how old the newest whole one is."""

from datetime import datetime

from adapters.cli.called import typed
from adapters.cli.product import Check
from bootstrap.keeping.making import shelf_of
from bootstrap.settings import Settings
from domain.kernel.words import counted
from domain.operations.backups.rota import ROTA


def backups(settings: Settings, now: datetime) -> Check:
    """Green for one of the last two days."""
    shelf = shelf_of(settings)
    newest = shelf.newest()
    if newest is not None and now - newest <= ROTA.stale:
        found = f"the newest is {_age(newest, now)} old, in {shelf.folder}"
        return Check(what="backup", state="green", found=found)
    found = (
        f"there is none in {shelf.folder}"
        if newest is None
        else f"the newest in {shelf.folder} is {_age(newest, now)} old"
    )
    remedy = f"{typed('backup')} makes one now; {typed('up')} makes one a day while it runs"
    if settings.backups_kept == 0:
        remedy = f"{typed('backup')} makes one now; COMMUNITY_OS_BACKUPS_KEPT is 0, so none is made by itself"
    return Check(what="backup", state="yellow", found=found, remedy=remedy)


def _age(made_at: datetime, now: datetime) -> str:
    hours = max(0, int((now - made_at).total_seconds() // 3600))
    if hours < 1:
        return "less than an hour"
    if hours < 48:
        return counted(hours, "hour")
    return f"{hours // 24} days"
