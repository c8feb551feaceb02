"""Skeletons: the shape of a page while its numbers are on their way."""

from dash import html

from adapters.dash_ui.components.attributes import spelled


def bone(name: str = "") -> html.Span:
    """A grey bar where words will be."""
    return html.Span(className=f"bone {name}".strip())


def page_skeleton() -> list[html.Div]:
    """Six tiles and four cards; of a list its lines. The path, which the browser knows, chooses."""
    tile = html.Div([bone("short"), bone("big"), bone("short")], className="tile")
    card = html.Div([bone("title"), bone("block")], className="card")
    return [
        html.Div([tile] * 6, className="tiles of-numbers", **spelled(aria_hidden="true")),
        html.Div([card] * 4, className="columns of-numbers", **spelled(aria_hidden="true")),
        html.Div(
            [bone("title"), *[bone("line")] * 12], className="card of-list", **spelled(aria_hidden="true")
        ),
    ]


def head_skeleton() -> html.Div:
    """A title and a line of words."""
    return html.Div([bone("headline"), bone("short")], className="head-words", **spelled(aria_hidden="true"))
