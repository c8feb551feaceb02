"""Navigation: a loop over the pages."""

from collections.abc import Sequence
from itertools import groupby

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.pages.page import Page
from adapters.dash_ui.place import Place

Parts = Sequence[tuple[str, str]]


def navigation(
    pages: Sequence[Page], place: Place, *, parts: Parts = (), shelf: str | None = None
) -> html.Ul:
    """Every page under the heading of its group, the one that is shown marked, with the `parts` that stand on
    it; community and time go along. `shelf` is the page that something of one thing stands under.
    """
    here = place.shelf if shelf is None else shelf
    groups = [list(group) for _, group in groupby(pages, key=lambda page: page.group)]
    return html.Ul([_group(group, place, here, parts) for group in groups], className="nav-list")


def _group(pages: Sequence[Page], place: Place, here: str, parts: Parts) -> html.Li:
    items = html.Ul([_item(page, place, here, parts) for page in pages], className="nav-group")
    name = pages[0].group
    heading = [html.Span(name, className="nav-heading")] if name else []
    return html.Li([*heading, items])


def _item(page: Page, place: Place, here: str, shown: Parts) -> html.Li:
    if not shown or page.path != here:
        return html.Li(_link(page, place, here))
    parts = [html.Li(html.A(name, href=f"#{key}", className="nav-part")) for key, name in shown]
    return html.Li(
        [
            _link(page, place, here),
            html.Ul(parts, className="nav-parts", **spelled(aria_label="On this page")),
        ]
    )


def _link(page: Page, place: Place, here: str) -> dmc.Anchor:
    mark = {"aria-current": "page" if page.path == place.path else "true"}
    return dmc.Anchor(
        [icon(page.icon), html.Span(page.title, className="nav-title")],
        href=place.at(path=page.path).href,
        refresh=False,
        unstyled=True,
        className="nav-link",
        **(mark if page.path == here else {}),
    )
