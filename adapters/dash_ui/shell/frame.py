"""The frame: everything that stays while pages come and go."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon, mark
from adapters.dash_ui.shell.bar import live_sign
from adapters.dash_ui.shell.skeleton import bone, head_skeleton, page_skeleton
from adapters.dash_ui.theme.mantine import mantine_theme


def frame(*, demo: bool, live: bool = False) -> dmc.MantineProvider:
    """The layout of the application; `arrive` fills its places by id. `live` when there is a feed."""
    return dmc.MantineProvider(
        [
            dcc.Location(id="url", refresh="callback-nav"),
            *(dcc.Store(id=name) for name in ("pulse", "seen", "who-said", "shell-done")),
            html.A("Skip to the page", href="#main", className="skip"),
            html.Div([_side(), _bar(demo=demo, live=live), _main(demo=demo)], className="shell"),
            html.Div(
                "The program does not answer. This page tries again and returns by itself.",
                className="link-down",
                role="alert",
            ),
        ],
        theme=mantine_theme(),
        defaultColorScheme="auto",
    )


def _side() -> html.Nav:
    brand = html.Div([mark(), html.Span("Community OS", className="wordmark")], className="brand")
    return html.Nav(
        [brand, html.Div(id="nav", className="nav")], className="side", **spelled(aria_label="Pages")
    )


def _bar(*, demo: bool, live: bool) -> html.Header:
    badge = (
        [html.Span("Demo", className="demo-badge", title="These people and numbers are made up")]
        if demo
        else []
    )
    toggle = dmc.ColorSchemeToggle(
        lightIcon=icon("sun"),
        darkIcon=icon("moon"),
        variant="subtle",
        color="gray",
        size="lg",
        className="scheme",
        **spelled(aria_label="Switch between light and dark"),
    )
    return html.Header(
        [
            html.Div(mark(), className="bar-mark"),
            html.Div(bone("short"), id="bar-guild", className="bar-guild"),
            *badge,
            html.Div(id="bar-fresh", className="bar-fresh"),
            *([live_sign()] if live else []),
            toggle,
            html.Div(id="bar-who", className="bar-who"),
        ],
        className="bar",
    )


def _main(*, demo: bool) -> html.Main:
    parts: list[Any] = [
        html.Div(id="who", className="who-ask"),
        html.Div(id="still", className="still"),
        html.Div(head_skeleton(), id="page-head", className="page-head"),
        html.Div(page_skeleton(), id="page", className="page"),
        html.Div(id="said", className="spoken", role="status", **spelled(aria_live="polite")),
    ]
    if demo:
        parts.append(html.P("Demo: everybody here is made up.", className="demo-foot"))
    return html.Main(parts, id="main", tabIndex="-1")
