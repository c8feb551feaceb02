"""One running server: a child that ends when its parent ends."""

import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from adapters.postgres.server.faults import ServerUnusable, server_refuses
from adapters.postgres.server.keeping.cluster import server_environment
from adapters.postgres.server.place.accounts import Account
from adapters.postgres.server.place.binaries import Binaries

# Loaded here and not in the child: between fork and exec the child may already be another user,
# who cannot read our Python.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


class Postmaster:
    """The server process of one cluster; made and used by one thread, the main one.

    The kernel's promise to end the child with its parent follows the thread that forked.
    """

    def __init__(
        self,
        data: Path,
        binaries: Binaries,
        account: Account,
        settings: Mapping[str, str],
        log: Callable[[str], None],
    ) -> None:
        self.data = data
        self._log = log
        self._partial = b""
        self.last_complaint = ""
        parent = os.getpid()
        command = [str(binaries.postgres), "-D", str(data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self._errors, its_end = os.pipe()
        os.set_blocking(self._errors, False)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=its_end,
            cwd="/",
            env=server_environment(),
            umask=0o077,
            start_new_session=True,
            preexec_fn=lambda: _end_with(parent),  # noqa: PLW1509 - its only user has no threads
            **account.spawn_options(),
        )
        os.close(its_end)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._errors, selectors.EVENT_READ)

    @property
    def process(self) -> int:
        """Its process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the server process still runs."""
        return self._process.poll() is None

    def ready(self) -> bool:
        """Whether it accepts connections, by its own word in `postmaster.pid`."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(self.process) and lines[7].strip() == "ready"

    def listen(self, seconds: float) -> None:
        """Wait that long at most, passing on what the server says."""
        if not self._selector.get_map():
            time.sleep(seconds)
            return
        if self._selector.select(seconds):
            self._pass_on()

    def stop(self, patience: float = 60.0) -> None:
        """Shut down in order; the harder ways only where the server does not answer in time."""
        for how, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
            if not self.alive():
                break
            self._process.send_signal(how)
            deadline = time.monotonic() + seconds
            while self.alive() and time.monotonic() < deadline:
                self.listen(0.02)
        self.close()

    def close(self) -> None:
        """Take its last words and give up the pipe."""
        if self._selector.get_map():
            self._pass_on()
        if self._partial:
            self._say(self._partial)
        self._selector.close()
        os.close(self._errors)

    def _pass_on(self) -> None:
        try:
            found = os.read(self._errors, 65536)
        except BlockingIOError:
            return
        if not found:
            self._selector.unregister(self._errors)
            return
        *lines, self._partial = (self._partial + found).split(b"\n")
        self._partial = self._partial[-8192:]
        for line in lines:
            self._say(line)

    def _say(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace")
        if "FATAL:" in text or "PANIC:" in text:
            self.last_complaint = text.partition(": ")[2].strip() or text
        self._log(text)


def _end_with(parent: int) -> None:
    """In the child: ask the kernel for a fast shutdown when the parent dies; it may have died already."""
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def await_ready(server: Postmaster, patience: float) -> None:
    """Wait until the server accepts connections, crash recovery included."""
    began = time.monotonic()
    while not server.ready():
        waited = time.monotonic() - began
        if not server.alive():
            server.close()
            raise server_refuses(
                server.data, "PostgreSQL did not start", server.last_complaint or "see the log"
            )
        if waited > patience:
            server.stop()
            raise ServerUnusable(f"PostgreSQL was not ready after {patience:.0f} s: see the log.")
        server.listen(0.02)
