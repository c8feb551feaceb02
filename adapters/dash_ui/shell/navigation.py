"""Navigation: a loop over the pages."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.pages.page import Page
from adapters.dash_ui.place import Place


def navigation(pages: Sequence[Page], place: Place) -> html.Ul:
    """Every page, the one that is shown marked; community and time go along."""
    return html.Ul([html.Li(_link(page, place)) for page in pages], className="nav-list")


def _link(page: Page, place: Place) -> dmc.Anchor:
    here = {"aria-current": "page"} if page.path == place.path else {}
    return dmc.Anchor(
        [icon(page.icon), html.Span(page.title, className="nav-title")],
        href=place.at(path=page.path).href,
        refresh=False,
        unstyled=True,
        className="nav-link",
        **here,
    )
