"""What holds for every test: where Chromium is, how hypothesis draws, and no setting of yours leaks in."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bootstrap.garbage import look_for_garbage_seldom

look_for_garbage_seldom()  # as the program does: a fifteenth of the time
pytest_plugins = ["tests.postgres_fixtures"]
pytest.register_assert_rewrite("tests.contracts")  # so that a failed promise shows its values

# Nothing here is timed: a busy machine must not fail a true claim.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", parent=_UNHURRIED, max_examples=10)
settings.register_profile("dev", parent=_UNHURRIED, max_examples=50)
settings.register_profile("ci", parent=_UNHURRIED, max_examples=25, derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=_UNHURRIED, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
SKIPPED_WITHOUT_CHROMIUM = "no Chromium was found"


def find_chromium() -> Path | None:
    """COMMUNITY_OS_TEST_CHROMIUM, else the first Chromium or Chrome of this machine."""
    if named := os.environ.get("COMMUNITY_OS_TEST_CHROMIUM"):
        return Path(named)
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found:
        return Path(found)
    return ON_A_MAC if ON_A_MAC.exists() else None


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser to drive; a test that asks for it bears the marker `browser`."""
    found = find_chromium()
    if found is None:
        pytest.skip(SKIPPED_WITHOUT_CHROMIUM)
    return found


def pytest_configure() -> None:
    """A developer's own database, secret or port is never what the tests run on."""
    for name in [name for name in os.environ if name.startswith("COMMUNITY_OS_")]:
        if not name.startswith("COMMUNITY_OS_TEST_"):
            del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_chromium() is None:
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(pytest.mark.skip(reason=SKIPPED_WITHOUT_CHROMIUM))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [
        r for r in terminalreporter.stats.get("skipped", []) if SKIPPED_WITHOUT_CHROMIUM in str(r.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} browser tests were skipped, because {SKIPPED_WITHOUT_CHROMIUM}: "
            "install Chromium, or name one in COMMUNITY_OS_TEST_CHROMIUM.",
            yellow=True,
        )
