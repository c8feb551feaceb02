"""The product as the command line knows it: every method opens only what it needs."""

import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.cli.product import (
    Check,
    Copied,
    DemoWishes,
    Progress,
    Say,
    Schema,
    Simulated,
    SimulationWishes,
    Told,
)
from bootstrap.settings import Settings, load, read_dotenv

if TYPE_CHECKING:
    from application.use_cases import UseCases


class CommunityOS:
    """Reads its settings when they are first needed, so that help and version need none."""

    def __init__(self) -> None:
        self._settings: Settings | None = None

    @property
    def version(self) -> str:
        """The version of the program."""
        from bootstrap.version import version

        return version()

    def open(self, say: Say) -> AbstractAsyncContextManager["UseCases"]:
        """Open the store and hand out what can be asked of it."""
        return self._open(say)

    async def web(self, say: Say, *, port: int | None) -> None:
        """Serve the dashboard until told to stop."""
        from adapters.http_api.server import listening_socket
        from bootstrap.dashboard import serve_dashboard
        from bootstrap.processes import opened

        settings = self._ready(say)
        listening = listening_socket(settings.host, port or settings.port)
        with listening:
            async with opened(settings, say) as product:
                await serve_dashboard(settings, product, listening, say)

    async def up(self, say: Say, *, port: int | None) -> None:
        """The whole product on one machine, until told to stop."""
        from bootstrap.up import run_up

        await run_up(self._ready(say), say, port=port)

    async def bot(self, say: Say) -> None:
        """The bot by itself, until told to stop."""
        from bootstrap.bot import run_bot
        from bootstrap.up import must_have_a_token

        settings = self._ready(say)
        must_have_a_token(settings)
        await run_bot(settings, say)

    async def worker(self, say: Say) -> None:
        """The worker by itself, until told to stop."""
        from bootstrap.worker import run_worker

        await run_worker(self._ready(say), say)

    async def invitation(self, application: int | None, wished: tuple[str, ...], say: Say) -> str:
        """The address that invites the bot; the token says whose, where no application is named."""
        from bootstrap.bot.inviting import invitation

        return await invitation(self._ready(say), application, wished)

    async def demo(self, wishes: DemoWishes, say: Say, progress: Progress) -> None:
        """Fill the demo's own store once, and serve it until told to stop."""
        from bootstrap.demo.running import run_demo

        await run_demo(self._ready(say), wishes, say, progress)

    async def simulate(self, wishes: SimulationWishes, progress: Progress) -> Simulated:
        """Write a made-up community and its truth to files; no setting and no database is needed."""
        from bootstrap.demo.simulating import simulate

        return await simulate(wishes, progress)

    async def migrate(self, say: Say) -> list[str]:
        """Bring the schema up to date; what was applied."""
        from adapters.postgres.link import migrate
        from bootstrap.processes import reached

        async with reached(self._ready(say), say) as addresses:
            return await migrate(addresses.direct)

    async def schema(self, say: Say) -> Schema:
        """Compare the database with the program."""
        from adapters.postgres.link import status
        from bootstrap.processes import reached

        async with reached(self._ready(say), say) as addresses:
            return await status(addresses.direct)

    async def backup(self, to: str | None, say: Say, told: Told) -> Copied:
        """Copy everything into a file, or into another database."""
        from bootstrap.keeping.making import back_up

        return await back_up(self._ready(say), to, say, told)

    async def restore(self, path: Path, to: str | None, say: Say, told: Told) -> Copied:
        """Bring a backup back into an empty database."""
        from bootstrap.keeping.restoring import restore

        return await restore(self._ready(say), path, to, say, told)

    def checks(self, say: Say) -> AsyncIterator[Check]:
        """Look at everything that has to be right."""
        from bootstrap.doctor import checks

        return checks(self._read, say)

    @asynccontextmanager
    async def _open(self, say: Say) -> AsyncIterator["UseCases"]:
        from bootstrap.processes import opened

        async with opened(self._ready(say), say) as product:
            yield product.use_cases

    def _read(self) -> Settings:
        if self._settings is None:
            self._settings = load(os.environ, read_dotenv(Path(".env")))
        return self._settings

    def _ready(self, say: Say) -> Settings:
        """The settings, with the log begun and every warning told."""
        settings = self._read()
        from bootstrap.journal import begin_log, secrets_of

        for warning in settings.warnings:
            say(f"Warning: {warning}")
        begin_log(settings, secrets_of(settings))
        return settings
