"""Navigation: a loop over the pages."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.pages.page import Page
from adapters.dash_ui.place import Place

Parts = Sequence[tuple[str, str]]


def navigation(pages: Sequence[Page], place: Place, *, parts: Parts = ()) -> html.Ul:
    """Every page, the one that is shown marked, with the `parts` that stand on it; community and time go
    along.
    """
    return html.Ul([_item(page, place, parts) for page in pages], className="nav-list")


def _item(page: Page, place: Place, shown: Parts) -> html.Li:
    if not shown or page.path != place.shelf:
        return html.Li(_link(page, place))
    parts = [html.Li(html.A(name, href=f"#{key}", className="nav-part")) for key, name in shown]
    return html.Li(
        [_link(page, place), html.Ul(parts, className="nav-parts", **spelled(aria_label="On this page"))]
    )


def _link(page: Page, place: Place) -> dmc.Anchor:
    here = {"aria-current": "page" if page.path == place.path else "true"}
    return dmc.Anchor(
        [icon(page.icon), html.Span(page.title, className="nav-title")],
        href=place.at(path=page.path).href,
        refresh=False,
        unstyled=True,
        className="nav-link",
        **(here if page.path == place.shelf else {}),
    )
