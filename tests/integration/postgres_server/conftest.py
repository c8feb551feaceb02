"""Homes that were used once and stopped in order: a copy of one costs less than a new cluster."""

import asyncio
import subprocess
from collections.abc import AsyncIterator

import pytest

from adapters.postgres.server.embedded import embedded_server
from tests.integration.postgres_server.scene import Home, a_home, until


@pytest.fixture(scope="session")
async def used_home() -> AsyncIterator[Home]:
    async with a_home() as made:
        async with embedded_server(made.path, linger=0):
            pass
        await until(made.quiet)
        yield made


@pytest.fixture
async def home(used_home: Home) -> AsyncIterator[Home]:
    async with a_home() as made:
        copy = ["cp", "-a", str(used_home.path), str(made.path)]
        await asyncio.to_thread(subprocess.run, copy, check=True, timeout=60)
        yield made
