"""The description of the API, as a person reads it in a browser."""

from pathlib import Path

import pytest

from tests.integration.api.conftest import Served
from tests.integration.browser.cdp import running


@pytest.mark.browser
async def test_the_page_of_the_api_draws_itself_and_loads_nothing_from_elsewhere(
    served: Served, chromium: Path
) -> None:
    async with running(chromium) as browser, browser.tab() as tab:
        await tab.goto(f"{served.address}/api/v1/docs")
        await tab.until("document.querySelectorAll('.opblock').length >= 11")
        assert tab.foreign(served.address) == []
        assert tab.complaints == []
