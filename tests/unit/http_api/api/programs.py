"""Programs that ask the API of a small community in memory, each with a key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
from dependency_injector import providers

from application.use_cases import UseCases
from bootstrap.container import Container
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.keys import Keyring
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    GUILD,
    HOUR,
    SECRET,
    TIME_ZERO,
    StoppedClock,
    a_message,
    a_person,
)
from tests.unit.http_api.edge import HERE, an_app, an_edge

EVERYTHING = ("read:kpis", "read:members", "read:events")
G = f"/api/v1/guilds/{GUILD}"


@attrs.define
class Village:
    """Five people, of whom the first wrote most, and somebody with a hostile name."""

    clock: StoppedClock
    use_cases: UseCases

    @classmethod
    async def built(cls, *, facts: Any = None) -> "Village":
        container = Container(
            storage="memory", keys=Keyring(SECRET), cache_bytes=10_000_000, bookmarks_folder=Path("/nowhere")
        )
        if facts is not None:
            container.recorded_facts.override(providers.Object(facts))
        clock = StoppedClock()
        container.clock.override(clock)
        village = cls(clock, container.use_cases())
        await village.listened()
        for number in range(1, 6):
            await village.write(number, 6 - number)
        return village

    async def listened(self) -> None:
        """Everything was heard for the last hundred days."""
        heard = [
            CoverageSpan(
                family=family, start=TIME_ZERO - 100 * DAY, end=self.clock.at + DAY, source="history"
            )
            for family in FAMILIES
        ]
        async with self.use_cases.store.writing(GUILD) as work:
            await work.listening.add(heard)

    async def write(self, number: int, times: int = 1, **person: Any) -> None:
        """Somebody of that number writes so often, just now."""
        first = int(self.clock.at.timestamp()) % 100_000 * 100 + number * 1_000_000_000
        batch = [
            a_message(by=a_person(number, **person), number=first + at, at=self.clock.at - HOUR)
            for at in range(times)
        ]
        await self.use_cases.record(batch)

    async def key(self, *scopes: str, **wishes: Any) -> str:
        made = await self.use_cases.create_key("a program", scopes or EVERYTHING, COMMAND_LINE, **wishes)
        return made.token

    @asynccontextmanager
    async def program(
        self, *scopes: str, edge: dict[str, Any] | None = None, **wishes: Any
    ) -> AsyncIterator[httpx.AsyncClient]:
        """A program with a key of its own."""
        headers = {"authorization": f"Bearer {await self.key(*scopes, **wishes)}"}
        async with self.asking(headers, **(edge or {})) as client:
            yield client

    @asynccontextmanager
    async def asking(self, headers: dict[str, str], **edge: Any) -> AsyncIterator[httpx.AsyncClient]:
        app = an_app(an_edge(**{"api": self.use_cases, **edge}))
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=HERE, headers=headers) as client:
            yield client
