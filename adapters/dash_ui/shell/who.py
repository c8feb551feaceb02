"""Who are you? The dashboard is open to staff, but not nameless: the first visit asks."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.names import legible
from domain.insights.overview import Person


def who_form(staff: Sequence[Person], name: str | None) -> html.Div:
    """Ask for a name: one of the staff, or any that is typed."""
    names = list(dict.fromkeys(legible(person.name) for person in staff if person.name.strip()))
    return html.Div(
        [
            html.Div(
                [
                    html.H2("Who are you?"),
                    html.P("What you do here is signed with your name."),
                ],
                className="who-words",
            ),
            html.Div(
                [
                    dmc.Autocomplete(
                        id="who-name",
                        value=legible(name) if name else "",
                        data=names,
                        limit=20,
                        placeholder="Your name",
                        maxDropdownHeight=260,
                        inputProps={"maxLength": 64, "autoComplete": "off"},
                        **spelled(aria_label="Your name"),
                    ),
                    dmc.Button("That\u2019s me", id="who-say"),
                    dmc.Button("Later", id="who-later", variant="subtle"),
                ],
                className="who-answer",
            ),
            html.P("", id="who-problem", className="who-problem", role="alert"),
        ],
        className="who-card",
    )
