"""Who changed what, when, from what and to what; and the way back."""

from typing import Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.forms import at_once
from adapters.dash_ui.components.people import called
from adapters.dash_ui.pages.settings.words import said
from adapters.dash_ui.words import counted, moment
from application.community.guild_settings import SettingsChange
from application.insights.settings import SettingsRead
from domain.community.settings import Change, setting

MOST: Final = 30
"""Changes that are told one by one; earlier ones are counted."""


def history(read: SettingsRead) -> html.Section:
    """The latest changes first; what was not changed again can be taken back, as a change of its own."""
    title = "What was changed"
    told = read.shown.history
    if not told:
        return card("history", title, nothing("Nothing was changed so far: every setting is as it came."))
    body: list[Component] = [html.Ol([_version(each, read) for each in told[:MOST]], className="versions")]
    if len(told) > MOST:
        body.append(html.P(f"And {counted(len(told) - MOST, 'earlier change')}.", className="card-foot"))
    under = "Every change is kept. Taking one back puts its settings to what they were before it."
    return card("history", title, body, under=under)


def _version(one: SettingsChange, read: SettingsRead) -> html.Li:
    told = [
        html.P(
            [called(one.who), html.Span(moment(one.changed_at, read.time_zone), className="than")],
            className="by",
        ),
        *_since(one, read),
        html.Dl([part for change in one.changes for part in _change(change, read)]),
    ]
    undo = [Drawing(_undo(one, read))] if one.changes and one.undoable else []
    return html.Li([html.Div(told, className="told"), *undo], key=f"version-{one.version}")


def _since(one: SettingsChange, read: SettingsRead) -> list[html.P]:
    if one.effective_from <= one.changed_at:
        return []
    verb = "Will hold" if one.planned else "Holds"
    words = f"{verb} from {moment(one.effective_from, read.time_zone)} on"
    return [html.P(html.Span(words, className="mark-word"), className="since")]


def _change(change: Change, read: SettingsRead) -> list[Component]:
    known = setting(change.key)
    was, now = (said(known, value, read) for value in (change.before, change.after))
    words = [html.Span(was, className="was"), html.Span(" \u2192 ", className="to"), html.Strong(now)]
    return [html.Dt(known.title), html.Dd(words)]


def _undo(one: SettingsChange, read: SettingsRead) -> Element:
    return element(
        "div",
        at_once(
            "Take back",
            address("settings/undo", read.guild),
            {"version": one.version},
            name=f"the change of {moment(one.changed_at, read.time_zone)}",
        ),
        className="undo",
    )
