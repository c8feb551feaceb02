"""The real program over a store in memory: every command, nothing to set up."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs

from adapters.cli.endings import run_program
from adapters.cli.product import Check, DemoWishes, Progress, Say, Session, Simulated, SimulationWishes
from adapters.cli.program import program
from adapters.discord.setup.invitation import invite_url
from application.use_cases import UseCases
from bootstrap.container import Container
from bootstrap.demo.simulating import simulate
from bootstrap.settings import SettingsProblems
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from domain.community.log.letters import Unreadable
from tests.builders.activities import SECRET, StoppedClock


@attrs.frozen(kw_only=True)
class Schema:
    applied: tuple[str, ...] = ("0001_first.sql",)
    pending: tuple[str, ...] = ()
    problem: str | None = None


class ProductInMemory:
    """What a command line is given in place of a database on a disk."""

    version = "1.2.3"

    def __init__(self, clock: StoppedClock, bookmarks_folder: Path) -> None:
        container = Container(
            storage="memory",
            keys=Keyring(SECRET),
            cache_bytes=10_000_000,
            bookmarks_folder=bookmarks_folder,
        )
        container.clock.override(clock)
        self.use_cases: UseCases = container.use_cases()
        self.found: list[Check] = []
        self.state = Schema()
        self.failure: Exception | None = None
        self.opened = 0

    @asynccontextmanager
    async def open(self, _say: Say) -> AsyncIterator[UseCases]:
        if self.failure is not None:
            raise self.failure
        self.opened += 1
        yield self.use_cases

    async def web(self, say: Say, *, port: int | None) -> None:
        say(f"serving {port}")

    async def up(self, say: Say, *, port: int | None) -> None:
        say(f"everything on {port}")

    async def bot(self, say: Say) -> None:
        say("listening")

    async def worker(self, say: Say) -> None:
        say("working")

    async def invitation(self, application: int | None, wished: tuple[str, ...], _say: Say) -> str:
        return invite_url(application or 7, wished)

    async def demo(self, wishes: DemoWishes, say: Say, progress: Progress) -> None:
        with progress("Filling") as report:
            report(1, 1)
        say(str(wishes))

    async def simulate(self, wishes: SimulationWishes, progress: Progress) -> Simulated:
        return await simulate(wishes, progress)

    async def migrate(self, _say: Say) -> list[str]:
        return list(self.state.pending)

    async def schema(self, _say: Say) -> Schema:
        return self.state

    async def checks(self, _say: Say) -> AsyncIterator[Check]:
        for check in self.found:
            yield check


@attrs.frozen(kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


class CommandLine:
    """`community-os`, called as a person calls it."""

    def __init__(self, read: Callable[[], Any], bookmarks_folder: Path) -> None:
        self.clock = StoppedClock()
        self.product = ProductInMemory(self.clock, bookmarks_folder)
        self._read = read

    def __call__(self, *arguments: str) -> Ended:
        session = Session(product=self.product, misconfigured=SettingsProblems)
        code = run_program(program, session, list(arguments))
        out, err = self._read()
        return Ended(code=code, out=out, err=err)

    async def record(self, batch: Sequence[Activity | Unreadable]) -> None:
        await self.product.use_cases.record(batch)
