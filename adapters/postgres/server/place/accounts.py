"""Which account the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import TypedDict

import attrs

from adapters.postgres.server.faults import ServerUnusable


class _SpawnOptions(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@attrs.frozen(kw_only=True)
class Account:
    """A user and group of this machine; `foreign` when it is not the one that this program runs as."""

    uid: int
    gid: int
    foreign: bool = False

    def spawn_options(self) -> _SpawnOptions:
        """How a child of ours becomes this account."""
        if not self.foreign:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Hand a folder that we made over to this account."""
        if self.foreign:
            os.chown(folder, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account reaches the folder through all its parents; the kernel is asked, as it."""
        if not self.foreign:
            return os.access(folder, os.R_OK | os.X_OK)
        return self._ask('test -x "$1"', folder)

    def can_run(self, program: Path) -> bool:
        """Whether this account may read and execute the program."""
        if not self.foreign:
            return os.access(program, os.R_OK | os.X_OK)
        return self._ask('test -r "$1" && test -x "$1"', program)

    def _ask(self, question: str, path: Path) -> bool:
        answer = subprocess.run(
            ["/bin/sh", "-c", question, "sh", str(path)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
            **self.spawn_options(),
        )
        return answer.returncode == 0


def server_account(data: Path) -> Account:
    """We ourselves; as root the owner of an existing cluster, and `nobody` for a new one."""
    uid, gid = os.geteuid(), os.getegid()
    if uid != 0:
        if not data.exists():
            _require_a_name(uid)
        return Account(uid=uid, gid=gid)
    if data.is_dir() and (owner := data.stat()).st_uid != 0:
        return Account(uid=owner.st_uid, gid=owner.st_gid, foreign=True)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise ServerUnusable(
            "PostgreSQL does not run as root and this machine has no user `nobody`: "
            "run as another user or point COMMUNITY_OS_DATABASE_URL to another PostgreSQL."
        ) from None
    return Account(uid=nobody.pw_uid, gid=nobody.pw_gid, foreign=True)


def _require_a_name(uid: int) -> None:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise ServerUnusable(
            f"PostgreSQL makes no database for user id {uid}, which has no name in /etc/passwd: run as a "
            "named user (or as root), or point COMMUNITY_OS_DATABASE_URL to another PostgreSQL."
        ) from None
