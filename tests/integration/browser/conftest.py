"""One Chromium and one server for all browser tests; each test has a page of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.browser.cdp import Browser, Tab, running
from tests.integration.browser.stage import GUILDS, Stage, staged


@pytest.fixture(scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with running(chromium) as started:
        yield started


@pytest.fixture(scope="session")
async def served(chromium: Path) -> AsyncIterator[Stage]:
    async with staged() as stage:
        yield stage


@pytest.fixture
def stage(served: Stage) -> Stage:
    """The server with everything as it should be."""
    served.away, served.answers, served.scale, served.guilds = None, None, 1.0, dict(GUILDS)
    return served


@pytest.fixture
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Tab]:
    """A page that may complain of nothing, and may ask nobody but us."""
    async with browser.tab() as tab:
        yield tab
        assert tab.foreign(stage.address) == []
        assert tab.complaints == []
