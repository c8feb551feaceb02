"""The installation's secret: made once, readable by its owner alone."""

import errno
import os
import secrets
from pathlib import Path
from typing import Final

from domain.community.log.keys import MINIMUM_SECRET
from domain.kernel.errors import Invalid, Unavailable

FILE: Final = "secret"
_RANDOM_BYTES = 32
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def secret_file(home: Path) -> Path:
    """Where the secret of a data folder lies."""
    return home / FILE


def secret_of(home: Path) -> bytes:
    """The secret of a data folder, made at the first use; two first uses at once make one secret."""
    path = secret_file(home)
    try:
        if not path.exists():
            _make(path)
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as problem:
        why, do = _told(problem)
        raise Unavailable(
            f"the secret in {path} cannot be read or made ({why}): {do}, or set COMMUNITY_OS_SECRET"
        ) from problem
    if len(text) < MINIMUM_SECRET:
        raise Invalid(
            f"the secret in {path} is cut off: bring the file back from a backup, "
            "or remove it if nothing was recorded yet"
        )
    return text.encode()


def _told(problem: OSError | UnicodeDecodeError) -> tuple[str, str]:
    """Why it cannot be, and what to do."""
    if not isinstance(problem, OSError):
        return "it is no text", "bring the file back from a backup"
    do = "make room there" if problem.errno in _FULL else "let this user read and write there"
    return problem.strerror or str(problem), do


def secret_if_any(home: Path) -> str | None:
    """What the file holds now, whatever its worth; nothing is made."""
    try:
        return secret_file(home).read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def too_open(home: Path) -> bool:
    """Whether others than its owner can read the secret's file."""
    try:
        return bool(secret_file(home).stat().st_mode & 0o077)
    except OSError:
        return False


def _make(path: Path) -> None:
    """Write it beside its place and move it there in one step: nobody ever reads half a secret."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
    draft = path.with_name(f"{FILE}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_RANDOM_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)
