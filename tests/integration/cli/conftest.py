"""The installed program, run as a person runs it: `community-os`, its own process, its own data folder."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

PROGRAM = Path(sys.executable).with_name("community-os")
PATIENCE = 120.0
"""Seconds; far more than anything here takes."""


def wait_until(true: Callable[[], bool]) -> None:
    """Until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@attrs.frozen(kw_only=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str


class Running:
    """A program that serves until it is told to stop."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> str:
        """Until it has said that; what it said so far."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.said:
            assert self.process.poll() is None, f"it ended with {self.process.returncode}:\n{self.said}"
            assert time.monotonic() < deadline, f"it never said {text!r}:\n{self.said}"
            time.sleep(0.02)
        return self.said

    @property
    def address(self) -> str:
        """Where the dashboard is, once it is there."""
        self.wait_for("Ctrl-C")
        (line,) = [line for line in self.said.splitlines() if "http://" in line]
        return next(word for word in line.split() if word.startswith("http://"))

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """Tell it to stop; its exit code."""
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


class Installation:
    """A data folder of its own, and the program that uses it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.work = home.parent / f"{home.name}-work"
        self.work.mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.work),
            "COMMUNITY_OS_HOME": str(home),
            "COMMUNITY_OS_LOG_FORMAT": "json",
            "LC_ALL": "C.UTF-8",
        }
        self._running: list[Running] = []

    def __call__(self, *arguments: str, stdin: str = "", **settings: str) -> Ended:
        done = subprocess.run(
            [PROGRAM, *arguments],
            capture_output=True,
            text=True,
            input=stdin,
            cwd=self.work,
            env={**self.environment, **settings},
            timeout=PATIENCE,
            check=False,
        )
        return Ended(code=done.returncode, out=done.stdout, err=done.stderr)

    def start(self, *arguments: str, **settings: str) -> Running:
        log = self.work / f"log-{len(self._running)}"
        with log.open("w") as file:
            process = subprocess.Popen(
                [PROGRAM, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                text=True,
                cwd=self.work,
                env={**self.environment, **settings},
            )
        running = Running(process, log)
        self._running.append(running)
        return running

    def processes(self) -> list[str]:
        """Command lines of everything that has to do with the data folder."""
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if str(self.home) in line:
                    found.append(line)
        return found

    def wait_until_nothing_runs(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while left := self.processes():
            assert time.monotonic() < deadline, f"still running: {left}"
            time.sleep(0.05)

    def remove(self) -> None:
        for running in self._running:
            if running.process.poll() is None:
                running.process.kill()
                running.process.wait(PATIENCE)
        shutil.rmtree(self.home, ignore_errors=True)  # the keeper ends when its folder is gone
        self.wait_until_nothing_runs()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.work, ignore_errors=True)


def an_installation() -> Iterator[Installation]:
    """An empty one, gone afterwards with everything that ran in it."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("processes are looked up in /proc, which is not here")
    root = Path(tempfile.mkdtemp(prefix="community-os-test-", dir="/tmp"))
    root.chmod(0o711)  # as root the database's own account has to pass
    made = Installation(root / "home")
    try:
        yield made
    finally:
        made.remove()
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def fresh() -> Iterator[Installation]:
    """Nothing was ever done there."""
    yield from an_installation()


@pytest.fixture(scope="package")
def shared() -> Iterator[Installation]:
    """The tests of this folder share it; they add to it, and change nothing that another one looks at."""
    yield from an_installation()


def a_free_port() -> int:
    """A port that nobody used a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
