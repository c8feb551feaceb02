"""A worker by itself: what only a person can mend is told at once, and not tried again for ever."""

import asyncio

import pytest

from bootstrap.settings import SettingsProblems, load
from bootstrap.worker import run_worker


async def test_a_worker_that_cannot_begin_ends_with_the_reason(tmp_path):
    (tmp_path / "file").touch()
    settings = load({"COMMUNITY_OS_HOME": str(tmp_path / "file" / "home")})
    with pytest.raises(SettingsProblems, match="cannot be written"):
        async with asyncio.timeout(60):
            await run_worker(settings, lambda _line: None)
