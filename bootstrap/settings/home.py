"""The data folder: made where it is missing, and refused by name where nothing can be written into it."""

import errno
import os
from pathlib import Path
from typing import Final

from bootstrap.settings.reading import Settings, SettingsProblems

REMEDY: Final = "let this user write there, or choose another folder with COMMUNITY_OS_HOME"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def refusal(home: Path) -> OSError | None:
    """What the system says to writing there; None where it lets us."""
    probe = home / f".probe-{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        probe.touch()
        probe.unlink()
    except OSError as problem:
        return problem
    return None


def must_be_writable(settings: Settings) -> None:
    """Raises SettingsProblems; a full disk is no wrong setting, and is told by who needs the space."""
    problem = refusal(settings.home)
    if problem is not None and problem.errno not in _FULL:
        raise SettingsProblems(
            [f"COMMUNITY_OS_HOME: {settings.home} cannot be written ({problem.strerror}): {REMEDY}"]
        )
