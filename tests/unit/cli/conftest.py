"""Fixtures of the command line."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.house import CommandLine

Do = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture
def community_os(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """The program over an empty store."""
    return CommandLine(capsys.readouterr, tmp_path / "imports")


@pytest.fixture
def do() -> Do:
    """Runs a coroutine beside the tests' own loop, as the program runs its own."""

    def run(work: Coroutine[Any, Any, Any]) -> Any:
        with asyncio.Runner() as runner:
            return runner.run(work)

    return run
