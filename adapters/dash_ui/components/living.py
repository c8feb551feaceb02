"""Parts that change in place: what is open stays open, and what has the focus keeps it.

Dash rebuilds whatever children it is given anew. So the parts of a page that only show something go over as
trees of plain elements, which React compares with what is there; a later look sends only those trees.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from dash import dcc
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from adapters.dash_ui.components.drawing import Drawing, Element

Refresh = Mapping[str, Mapping[str, Any]]
"""New properties by id."""

_HTML: Final = "dash_html_components"
_OF_DASH: Final = frozenset(
    {"_prop_names", "_valid_wildcard_attributes", "available_properties", "available_wildcard_properties"}
)
"""What Dash notes on each component beside what it was given."""


def living(key: str, shown: Component) -> Drawing:
    """Static components as one part that can be refreshed under its id."""
    return Drawing(as_tree(shown), id=key)


def as_tree(shown: Component) -> Element:
    """Components of dash.html as plain elements; raises TypeError for any that needs Dash itself."""
    if isinstance(shown, Drawing):
        return shown.tree
    if shown._namespace != _HTML:
        raise TypeError(f"{shown._type} cannot be part of a tree of plain elements")
    # What `to_plotly_json` gives, without looking for each property that an element might have.
    properties = {name: value for name, value in vars(shown).items() if name not in _OF_DASH}
    children = properties.pop("children", None)
    return [shown._type.lower(), properties, *_texts_and_trees(children)]


def _texts_and_trees(children: Any) -> Iterator[Element | str]:  # noqa: ANN401 — Dash takes nearly anything
    if children is None:
        return
    if isinstance(children, Component):
        yield as_tree(children)
    elif isinstance(children, list | tuple):
        for child in children:
            yield from _texts_and_trees(child)
    else:
        yield str(children)


def refresh(content: Any) -> Refresh:  # noqa: ANN401
    """What a later look at the same page has to send: trees and figures by id."""
    return {part.id: {name: getattr(part, name)} for part, name in _living(content)}


def outline(content: Any) -> str:  # noqa: ANN401
    """Equal for contents that differ only in what `refresh` sends."""
    parts = list(_living(content))
    kept = [(part, name, getattr(part, name)) for part, name in parts]
    for part, name in parts:
        setattr(part, name, None)
    try:
        said = json.dumps(content, cls=PlotlyJSONEncoder, sort_keys=True)
    finally:
        for part, name, value in kept:
            setattr(part, name, value)
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def ids(content: Any) -> Iterator[str]:  # noqa: ANN401
    """The id of everything that stands in some content, its trees of plain elements included."""
    if isinstance(content, list | tuple):
        for part in content:
            yield from ids(part)
    elif isinstance(content, dict):  # the attributes of a plain element
        if isinstance(content.get("id"), str):
            yield content["id"]
    elif isinstance(content, Component):
        if isinstance(getattr(content, "id", None), str):
            yield content.id  # type: ignore[attr-defined]
        yield from ids(content.tree if isinstance(content, Drawing) else getattr(content, "children", None))


def _living(content: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    if isinstance(content, list | tuple):
        for part in content:
            yield from _living(part)
    elif isinstance(content, Component):
        if getattr(content, "id", None) and isinstance(content, Drawing | dcc.Graph):
            yield content, "tree" if isinstance(content, Drawing) else "figure"
        yield from _living(getattr(content, "children", None))
