"""Parts that change in place are trees of plain elements."""

import dash_mantine_components as dmc
import pytest
from dash import dcc, html
from dash.development.base_component import Component

from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.components.living import as_tree, living, outline, refresh


def test_components_become_plain_elements() -> None:
    shown = html.Ol(
        [html.Li(["a", html.Bdi("<b>")], key="1"), html.Li(7)], className="x", **{"aria-label": "said"}
    )
    assert as_tree(shown) == [
        "ol",
        {"className": "x", "aria-label": "said"},
        ["li", {"key": "1"}, "a", ["bdi", {}, "<b>"]],
        ["li", {}, "7"],
    ]


@pytest.mark.parametrize(
    "shown",
    [
        html.Div(),
        html.Td(
            "1", className="x", style={"width": "1%"}, colSpan=2, **{"data-label": "y", "aria-hidden": "true"}
        ),
        html.Details(["a"], open=True, key="k", id="i", n_clicks=0),
    ],
)
def test_an_element_has_the_attributes_that_dash_would_give_it(shown: Component) -> None:
    given = dict(shown.to_plotly_json()["props"])
    given.pop("children", None)
    assert as_tree(shown)[1] == given


def test_a_drawing_inside_is_taken_over() -> None:
    assert as_tree(html.Div(Drawing(element("svg")))) == ["div", {}, ["svg", {}]]


@pytest.mark.parametrize("live", [dcc.Graph(figure={}), dmc.Anchor("x", href="/")])
def test_what_needs_dash_itself_is_refused(live: object) -> None:
    with pytest.raises(TypeError, match="cannot be part"):
        as_tree(html.Div(live))


def test_only_what_is_refreshed_may_differ_in_one_outline() -> None:
    def page(words: str, notice: str) -> list[object]:
        return [html.P(notice), living("numbers", html.P(words))]

    assert outline(page("1", "same")) == outline(page("2", "same"))
    assert outline(page("1", "same")) != outline(page("1", "other"))
    assert refresh(page("2", "same")) == {"numbers": {"tree": ["p", {}, "2"]}}


def test_taking_an_outline_leaves_the_page_as_it_was() -> None:
    content = living("numbers", html.P("1"))
    outline(content)
    assert content.tree == ["p", {}, "1"]
