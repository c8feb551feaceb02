"""Skeletons: the shape of a page while its numbers are on their way."""

from dash import html

from adapters.dash_ui.components.attributes import spelled


def bone(name: str = "") -> html.Span:
    """A grey bar where words will be."""
    return html.Span(className=f"bone {name}".strip())


def page_skeleton() -> list[html.Div]:
    """Six tiles and four cards."""
    tile = html.Div([bone("short"), bone("big"), bone("short")], className="tile")
    card = html.Div([bone("title"), bone("block")], className="card")
    return [
        html.Div([tile] * 6, className="tiles", **spelled(aria_hidden="true")),
        html.Div([card] * 4, className="columns", **spelled(aria_hidden="true")),
    ]


def head_skeleton() -> html.Div:
    """A title and a line of words."""
    return html.Div([bone("headline"), bone("short")], className="head-words", **spelled(aria_hidden="true"))
