"""The pages of the dashboard."""

from collections.abc import Sequence
from typing import Final

from adapters.dash_ui.pages.members import MEMBERS
from adapters.dash_ui.pages.overview import OVERVIEW
from adapters.dash_ui.pages.page import Page

PAGES: Final[Sequence[Page]] = (OVERVIEW, MEMBERS)
"""In the order of the navigation; the first is the front page."""


def page_at(path: str) -> Page | None:
    """The page of a path, if there is one."""
    return next((page for page in PAGES if page.path == path), None)
