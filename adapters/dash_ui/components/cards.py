"""Cards: a heading, a sentence on what is shown, and the thing itself."""

from typing import Any

from dash import html

from adapters.dash_ui.components.attributes import spelled


def card(key: str, title: str, body: Any, *, aside: Any = None, under: str = "") -> html.Section:  # noqa: ANN401
    """A titled part of a page; `aside` stands beside the title, `under` explains below it."""
    head = html.Div(
        [html.H2(title, id=f"{key}-title"), *([] if aside is None else [aside])], className="card-head"
    )
    told = [html.P(under, className="card-under")] if under else []
    bodies = body if isinstance(body, list) else [body]
    return html.Section(
        [head, *told, *bodies], className="card", id=key, **spelled(aria_labelledby=f"{key}-title")
    )


def nothing(words: str) -> html.P:
    """What a card says when it has nothing to show."""
    return html.P(words, className="nothing")
