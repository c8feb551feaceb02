"""The keeper: the process to which the server belongs, alive as long as some command needs the database."""

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

import attrs

from adapters.postgres.server.faults import ServerUnusable, folder_unusable
from adapters.postgres.server.keeping.cluster import check_version, clear_the_way, create_cluster
from adapters.postgres.server.keeping.journal import BoundedLog
from adapters.postgres.server.keeping.postmaster import Postmaster, await_ready
from adapters.postgres.server.keeping.tuning import server_settings
from adapters.postgres.server.place.accounts import Account
from adapters.postgres.server.place.binaries import Binaries
from adapters.postgres.server.place.folders import ServerPlace, socket_folder
from adapters.postgres.server.place.locks import FileLock
from adapters.postgres.server.place.status import KeeperStatus, Stage, read_status, write_status

RECOVERY_PATIENCE = 300.0
_FAREWELL = 10.0
_TICK = 0.2
_RESTARTS = 5
_RESTART_WINDOW = 60.0


@attrs.frozen(kw_only=True)
class KeeperOrders:
    """What a command tells the keeper that it starts; `lock` is the inherited lock's descriptor."""

    name: str
    home_room: str
    room: str
    uid: int
    gid: int
    foreign: bool
    binaries: str
    linger: float
    lock: int

    def place(self) -> ServerPlace:
        """The folders that it keeps."""
        account = Account(uid=self.uid, gid=self.gid, foreign=self.foreign)
        return ServerPlace(home_room=Path(self.home_room), room=Path(self.room), account=account)


class Keeper:
    """Starts the server, starts it again when it dies, and stops it when nobody needs it any more."""

    def __init__(self, orders: KeeperOrders) -> None:
        self._orders = orders
        self._place = orders.place()
        self._binaries = Binaries(folder=Path(orders.binaries))
        self._keeper_lock = FileLock(self._place.keeper_lock, descriptor=orders.lock)
        self._clients = FileLock(self._place.clients_lock)
        self._log = BoundedLog(self._place.log)
        self._asked_to_stop = False
        self._socket = Path()
        self._deaths: list[float] = []

    def run(self) -> None:
        """The whole life; whatever ends it is the last word in the status file."""
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, self._on_signal)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            self._prepare()
            while self._serve_once():
                pass
        except ServerUnusable as refusal:
            self._say(Stage.FAILED, str(refusal))
        except OSError as problem:
            self._say(Stage.FAILED, str(folder_unusable(self._place.room, problem)))
        except Exception as bug:  # noqa: BLE001 - told to whoever waits; there is nobody above
            self._log.write(traceback.format_exc())
            self._say(
                Stage.FAILED, f"The database's keeper failed ({bug}); details are in {self._place.log}."
            )
        finally:
            self._leave_socket()

    def _prepare(self) -> None:
        if self._place.data.exists():
            check_version(self._place.data)
            self._say(Stage.STARTING)
        else:
            self._say(Stage.CREATING)
            create_cluster(self._place.data, self._binaries, self._place.account)
        earlier = read_status(self._place.status)
        self._socket = socket_folder(self._place, earlier.socket_folder if earlier else "")

    def _serve_once(self) -> bool:
        """Run the server until it ends; True when it died by itself and is to be started again."""
        unclean = clear_the_way(self._place.data, self._socket, RECOVERY_PATIENCE)
        stage = Stage.RECOVERING if unclean else Stage.STARTING
        self._say(stage)
        began = time.monotonic()
        server = Postmaster(
            self._place.data,
            self._binaries,
            self._place.account,
            server_settings(self._socket),
            self._log.write,
        )
        await_ready(server, RECOVERY_PATIENCE)
        self._say(Stage.READY)
        self._log.write(
            f"keeper {os.getpid()}: server {server.process} ready in {time.monotonic() - began:.2f} s"
        )
        died = self._watch(server)
        self._say(Stage.RECOVERING if died else Stage.STOPPING)
        server.stop()
        return died

    def _watch(self, server: Postmaster) -> bool:
        """Until nobody needs the server (False) or it died (True)."""
        alone_since: float | None = None
        leave_by: float | None = None
        while True:
            server.listen(_TICK)
            now = time.monotonic()
            if not server.alive():
                self._count_death(now)
                return True
            if self._asked_to_stop and leave_by is None:
                leave_by = now + _FAREWELL
            linger = 0.0 if leave_by is not None else self._orders.linger
            if self._clients.try_exclusive():
                alone_since = alone_since if alone_since is not None else now
                if now - alone_since >= linger:
                    return False  # and keeps the lock: who comes now waits for the next keeper
                self._clients.release()
            else:
                alone_since = None
            if (leave_by is not None and now >= leave_by) or not self._clients.still_in_place():
                return False

    def _count_death(self, now: float) -> None:
        self._deaths = [*(death for death in self._deaths if now - death < _RESTART_WINDOW), now]
        self._log.write(f"keeper {os.getpid()}: the server ended by itself; starting it again")
        if len(self._deaths) > _RESTARTS:
            raise ServerUnusable(
                f"PostgreSQL ended by itself {len(self._deaths)} times within a minute; "
                f"its last words are in {self._place.log}."
            )

    def _on_signal(self, number: int, _frame: object) -> None:
        self._asked_to_stop = True

    def _say(self, stage: Stage, message: str = "") -> None:
        if message:
            self._log.write(f"keeper {os.getpid()}: {stage}: {message}")
        status = KeeperStatus(
            keeper=self._orders.name,
            stage=stage,
            process=os.getpid(),
            socket_folder="" if self._socket == Path() else str(self._socket),
            message=message,
        )
        try:
            write_status(self._place.status, status)
        except OSError as problem:
            self._log.write(f"keeper {os.getpid()}: the status could not be written: {problem}")

    def _leave_socket(self) -> None:
        if self._socket != Path() and self._socket.parent != self._place.room:
            try:
                self._socket.rmdir()
            except OSError:
                self._log.write(f"keeper {os.getpid()}: {self._socket} was left behind")


def main() -> None:
    """Entry of the process that a command starts; its one argument is the orders."""
    if os.fork():  # a child of nobody: it outlives the command, and leaves it no dead child to bury
        os._exit(0)
    os.umask(0o077)
    Keeper(KeeperOrders(**json.loads(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
