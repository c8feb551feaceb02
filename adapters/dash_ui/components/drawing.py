"""Drawings and dense tables: `assets/drawing.js` lends Dash two elements that it lacks.

Dash has no SVG of its own, and each of its elements costs the browser a fraction of a millisecond: a table of
hundreds of cells goes over as one `Drawing` instead. React makes the elements, so a text stays a text.
"""

from datetime import datetime
from typing import Any, Final

from dash.development.base_component import Component

_NAMESPACE: Final = "community_os"

Element = list[Any]
"""[tag, attributes as React spells them, *children], children being elements or texts."""


def element(tag: str, *children: "Element | str", **attributes: Any) -> Element:
    """An element of a drawing; `data_tip` becomes data-tip, as Python cannot spell that."""
    spelled = {name.replace("_", "-"): value for name, value in attributes.items() if value is not None}
    return [tag, spelled, *children]


class _Lent(Component):
    """An element of our own; what it is given goes to the browser as it is."""

    _children_props: list[str] = []  # noqa: RUF012 — declared so by Dash
    _base_nodes: list[str] = []  # noqa: RUF012 — declared so by Dash
    _namespace = _NAMESPACE

    def __init__(self, **given: Any) -> None:
        # Not Component.__init__: it would look for a Python package named like the namespace each time.
        self._prop_names = list(given)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties = self._valid_wildcard_attributes
        for name, value in given.items():
            setattr(self, name, value)


class Drawing(_Lent):
    """A tree of plain elements that no callback reads or changes."""

    _children_props: list[str] = []  # noqa: RUF012 — declared so by Dash
    _namespace = _NAMESPACE
    _type = "Drawing"

    tree: Element

    def __init__(self, tree: Element, id: str | None = None) -> None:
        super().__init__(tree=tree, **({"id": id} if id else {}))


class Ago(_Lent):
    """An instant as "5 minutes ago", kept true by the browser's own clock; `absolute` says it in full."""

    _children_props: list[str] = []  # noqa: RUF012 — declared so by Dash
    _namespace = _NAMESPACE
    _type = "Ago"

    def __init__(self, *, instant: str, absolute: str, id: str | None = None) -> None:
        super().__init__(instant=instant, absolute=absolute, **({"id": id} if id else {}))


def counting(text: str) -> Drawing:
    """A number that counts up to its next value when that comes; read out is only the number itself."""
    return Drawing(element("count", text))


def ago(instant: datetime, absolute: str) -> Drawing:
    """An instant within a drawing, as `Ago` tells it."""
    return Drawing(element("ago", instant=instant.isoformat(), absolute=absolute))


def svg(*parts: Element, box: tuple[float, float], name: str, stretch: bool = False) -> Element:
    """Lines and shapes in a box of their own units; decoration, so a screen reader skips it."""
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {box[0]:g} {box[1]:g}",
        className=name,
        focusable="false",
        preserveAspectRatio="none" if stretch else None,
        aria_hidden="true",
    )
