"""The cluster's files: made once, checked at every start, cleared of what a dead server left behind."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from adapters.postgres.server.faults import ServerUnusable, other_version, server_refuses
from adapters.postgres.server.place.accounts import Account
from adapters.postgres.server.place.binaries import MAJOR_VERSION, Binaries

OWNER = "community_owner"
DATABASE = "community_os"
_CREATE_DATABASE = "create database community_os;\n\n"

_INITDB_TIMEOUT = 120.0
_PROCESSES = Path("/proc")


def check_version(data: Path) -> None:
    """Refuse a cluster whose file format is not ours."""
    try:
        found = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise ServerUnusable(
            f"{data} is there but holds no database (PG_VERSION is missing): move it away to begin with an "
            "empty database, or restore it from a backup."
        ) from None
    if found != MAJOR_VERSION:
        raise other_version(data, found, MAJOR_VERSION)


def create_cluster(data: Path, binaries: Binaries, account: Account, *, durable: bool = True) -> None:
    """Make an empty cluster with our database; an interrupted attempt leaves nothing that looks like one."""
    draft = data.with_name(f"{data.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    account.own(draft)
    command = [str(binaries.initdb), "-D", str(draft), "-U", OWNER, "--auth=trust", "--encoding=UTF8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"]
    _run(data, command if durable else [*command, "--no-sync"], account, "")
    single = [str(binaries.postgres), "--single", "-j", "-D", str(draft), "-F", "postgres"]
    _run(
        data,
        single if not durable else [a for a in single if a != "-F"],
        account,
        _CREATE_DATABASE,
    )
    draft.rename(data)


def _run(data: Path, command: list[str], account: Account, entry: str) -> None:
    done = subprocess.run(
        command,
        input=entry,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_INITDB_TIMEOUT,
        cwd="/",
        env=server_environment(),
        umask=0o077,
        check=False,
        **account.spawn_options(),
    )
    if done.returncode != 0 or "FATAL:" in done.stderr or "ERROR:" in done.stderr:
        raise server_refuses(data, "The database could not be created", _last_complaint(done.stderr))


def _last_complaint(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line.lower() or "fatal:" in line.lower()]
    return (telling or lines or ["initdb said nothing"])[-1]


def server_environment() -> dict[str, str]:
    """Nothing of the caller's PG* variables or locale reaches the server."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def clear_the_way(data: Path, socket: Path, patience: float) -> bool:
    """Wait for a former server of this cluster to end and clear its traces; True if it ended uncleanly.

    The number in a stale `postmaster.pid`, or in the lock beside the socket, may by now belong to any
    process, so the folder in which a process works decides, not the number.
    """
    pid_file = data / "postmaster.pid"
    if not _PROCESSES.exists():  # not Linux: leave the judgement to the server itself
        return pid_file.exists()
    began = time.monotonic()
    while orphans := list(_servers_working_in(data)):
        waited = time.monotonic() - began
        if waited > patience:
            raise ServerUnusable(f"Another server (process {orphans[0]}) still uses {data} and does not end.")
        if waited > 2:  # by now it had the kernel's word that its keeper died; without Linux it needs ours
            _ask_to_end(pid_file, orphans)
        time.sleep(0.05)
    for trace in socket.glob(".s.PGSQL.*"):
        trace.unlink()
    if not pid_file.exists():
        return False
    pid_file.replace(data / "postmaster.pid.stale")
    return True


def _servers_working_in(data: Path) -> Iterator[int]:
    here = data.stat()
    for entry in _PROCESSES.glob("[0-9]*"):
        try:
            if (entry / "comm").read_text().strip() != "postgres" or _is_zombie(entry):
                continue
            there = (entry / "cwd").stat()
        except OSError:
            continue
        if (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino):
            yield int(entry.name)


def _is_zombie(process: Path) -> bool:
    return (process / "stat").read_text().rpartition(")")[2].split()[0] == "Z"


def _ask_to_end(pid_file: Path, orphans: list[int]) -> None:
    try:
        first = int(pid_file.read_text(encoding="ascii").split("\n", 1)[0])
    except (OSError, ValueError):
        return
    if first in orphans:
        os.kill(first, signal.SIGINT)
