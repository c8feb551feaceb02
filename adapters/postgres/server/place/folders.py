"""Where the cluster of a home folder lies, and who may enter there."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

import attrs

from adapters.postgres.server.faults import ServerUnusable, folder_unusable
from adapters.postgres.server.place.accounts import Account, server_account

SHELTERS = (Path("/var/lib/community-os"), Path("/var/tmp/community-os"))  # noqa: S108 - checked to be ours
"""Folders for what the server's account cannot reach in the home folder; used only when we run as root."""

_POINTER = "cluster-location"
_OWNER_NOTE = "belongs-to"
_SOCKET_PATH_LIMIT = 100  # bytes; the kernel's own limit is 107


@attrs.frozen(kw_only=True)
class ServerPlace:
    """The folders of one embedded server: the log at home, the cluster where its account can reach it."""

    home_room: Path
    room: Path
    account: Account

    @property
    def data(self) -> Path:
        """The cluster itself (PGDATA)."""
        return self.room / "data"

    @property
    def clients_lock(self) -> Path:
        """Shared by every command that needs the server."""
        return self.room / "clients.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held alone by the keeper while it lives."""
        return self.room / "keeper.lock"

    @property
    def status(self) -> Path:
        """The keeper's last word."""
        return self.room / "keeper.status"

    @property
    def log(self) -> Path:
        """What keeper and server had to say."""
        return self.home_room / "server.log"


def settle(home: Path, shelters: tuple[Path, ...] = SHELTERS) -> ServerPlace:
    """Find the place of the home's cluster, or choose one; the choice is kept in a pointer file."""
    home_room = Path(os.path.abspath(home)) / "postgres"  # noqa: PTH100 - links stay as the user wrote them
    try:
        mode = 0o711 if os.geteuid() == 0 else 0o700  # as root the server's account has to pass through
        home_room.parent.parent.mkdir(parents=True, exist_ok=True)
        _make(home_room.parent, mode)
        _make(home_room, mode)
        room = _pointed_room(home_room)
        if room is None:
            room = _choose_room(home_room, shelters)
        return ServerPlace(home_room=home_room, room=room, account=server_account(room / "data"))
    except OSError as problem:
        raise folder_unusable(home_room, problem) from problem


def _pointed_room(home_room: Path) -> Path | None:
    """The room that the pointer file names; a copied home folder must not share its original's database."""
    pointer = home_room / _POINTER
    if not pointer.exists():
        return None
    room = Path(pointer.read_text(encoding="utf-8").strip())
    if not room.is_dir():
        raise ServerUnusable(
            f"{pointer} says that the database lies in {room}, which is not there: bring that folder back, "
            f"or delete {pointer} to begin with an empty database."
        )
    note = room / _OWNER_NOTE
    owner = Path(note.read_text(encoding="utf-8").strip()) if note.exists() else home_room
    if owner != home_room:
        other = owner / _POINTER
        if (
            other.exists()
            and not other.samefile(pointer)
            and other.read_text(encoding="utf-8").strip() == str(room)
        ):
            raise ServerUnusable(
                f"{home_room} is a copy of {owner}, and one database cannot serve both: delete {pointer} "
                "to begin with an empty database here, and bring the data over with a dump."
            )
        note.write_text(f"{home_room}\n", encoding="utf-8")
    return room


def _choose_room(home_room: Path, shelters: tuple[Path, ...]) -> Path:
    account = server_account(home_room / "data")
    if (home_room / "data").is_dir() or account.can_enter(home_room):
        return home_room
    shelter = shelter_for(account, shelters)
    room = shelter / f"cluster-{secrets.token_hex(8)}"
    _make(room, 0o711)
    (room / _OWNER_NOTE).write_text(f"{home_room}\n", encoding="utf-8")
    draft = home_room / f"{_POINTER}.{room.name}"
    draft.write_text(f"{room}\n", encoding="utf-8")
    try:
        (home_room / _POINTER).hardlink_to(draft)  # the first of two commands decides
    except FileExistsError:
        (room / _OWNER_NOTE).unlink()
        room.rmdir()
        return Path((home_room / _POINTER).read_text(encoding="utf-8").strip())
    finally:
        draft.unlink()
    return room


def shelter_for(account: Account, shelters: tuple[Path, ...] = SHELTERS) -> Path:
    """The first folder outside every home that is ours alone to write and that the account can enter."""
    for shelter in shelters:
        try:
            _make(shelter, 0o755)
            found = shelter.lstat()
        except OSError:
            continue
        ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022
        if ours and account.can_enter(shelter):
            return shelter
    raise ServerUnusable(
        f"As root the database runs as user id {account.uid}, which can reach neither the home folder nor "
        f"{' nor '.join(map(str, shelters))}: choose a COMMUNITY_OS_HOME that it can reach, run as another "
        "user, or point COMMUNITY_OS_DATABASE_URL to another PostgreSQL."
    )


def socket_folder(place: ServerPlace, earlier: str) -> Path:
    """A folder for the socket that only the server's account (and root) enters; its path is short enough."""
    for candidate in (place.room / "socket", Path(earlier) if earlier else None):
        if candidate is None or not _short_enough(candidate):
            continue
        if candidate.parent == place.room and not candidate.is_symlink():
            candidate.mkdir(mode=0o700, exist_ok=True)
            place.account.own(candidate)
            candidate.chmod(0o700)
        if _private(candidate, place.account):
            return candidate
    made = Path(tempfile.mkdtemp(prefix="community-os-", dir="/tmp"))
    place.account.own(made)
    return made


def _make(folder: Path, mode: int) -> None:
    """A folder of ours with exactly this mode, whatever the umask; one that is there stays as it is."""
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        folder.chmod(mode)


def _short_enough(folder: Path) -> bool:
    return len(os.fsencode(folder / ".s.PGSQL.5432")) < _SOCKET_PATH_LIMIT


def _private(folder: Path, account: Account) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and not found.st_mode & 0o077
