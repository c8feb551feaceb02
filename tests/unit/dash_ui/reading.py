"""Reads components as somebody would: what is written in them, and where."""

import json
from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder


def plain(shown: Any) -> Any:
    """The JSON that the browser is sent."""
    return json.loads(json.dumps(shown, cls=PlotlyJSONEncoder))


def inside(shown: Any) -> Iterator[Component]:
    """Every component, outermost first."""
    if isinstance(shown, Component):
        yield shown
        yield from inside(getattr(shown, "children", None))
    elif isinstance(shown, list | tuple):
        for part in shown:
            yield from inside(part)


def found(shown: Any, name: str) -> list[Component]:
    """Components of a class name."""
    return [part for part in inside(shown) if name in str(getattr(part, "className", "")).split()]


def elements(shown: Any, tag: str) -> list[list[Any]]:
    """Plain elements of a tag in every drawing, as [tag, attributes, *children]."""
    drawn = [part.tree for part in inside(shown) if hasattr(part, "tree")]
    return [node for tree in drawn for node in _nodes(tree) if node[0] == tag]


def _nodes(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
        for child in node[2:]:
            yield from _nodes(child)


def text(shown: Any) -> str:
    """All words, in order, one space between them."""
    return " ".join(" ".join(_words(shown)).split())


def _words(shown: Any) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, int | float):
        yield str(shown)
    elif isinstance(shown, list | tuple):
        for part in shown:
            yield from _words(part)
    elif isinstance(shown, Component):
        if getattr(shown, "_type", "") == "Drawing":
            yield from _drawn(getattr(shown, "tree", []))
        yield from _words(getattr(shown, "children", None))


def _drawn(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    else:
        for child in node[2:]:
            yield from _drawn(child)
