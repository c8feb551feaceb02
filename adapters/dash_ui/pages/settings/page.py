"""Settings: each explained where it is changed, with what a change would do, and who changed what before."""

from collections.abc import Sequence
from typing import Any

from dash import html

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.forms import Fields, form
from adapters.dash_ui.components.living import living
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.page import Page, Shown
from adapters.dash_ui.pages.settings.acts import ACTS
from adapters.dash_ui.pages.settings.controls import control
from adapters.dash_ui.pages.settings.counting import counting
from adapters.dash_ui.pages.settings.history import history
from adapters.dash_ui.pages.settings.words import GROUP_WORDS
from adapters.dash_ui.place import Place
from application.insights.settings import SettingsRead
from domain.community.settings import CATALOGUE, GROUPS, Setting


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the settings of a guild and draw them."""
    return await Shown.drawn(await desk.settings.show(guild), settings, place, restless=True)


def settings(read: SettingsRead, _place: Place) -> Any:  # noqa: ANN401 — Dash has no common type of children
    """A card for each group, and the history."""
    return html.Div(
        [
            living("settings-counting", counting(read)),
            *(html.Div(_group(group, title, read), className="group") for group, title in GROUPS.items()),
            living("settings-history", history(read)),
        ],
        className="settings",
    )


def _group(group: str, title: str, read: SettingsRead) -> list[Any]:
    """The settings of a group in one form; what a change of them would do appears below it."""
    key = f"set-{group}"
    own = [each for each in CATALOGUE if each.group == group]
    moves = any(each.moves for each in own)
    at = f"{key}-preview"
    fields = Fields(key)
    asks = form(
        key,
        address("settings/change", read.guild),
        [
            *(control(fields, each, read) for each in own),
            fields.hidden("seen", str(_touched(own, read)), seen=True),
        ],
        submit="Save",
        kind="changes",
        beside=[] if group == "time" else [_from_when_on(fields, read)],
        preview=(address("settings/preview", read.guild), at) if moves else None,
    )
    shown = living(f"{key}-card", card(group, title, Drawing(asks), under=GROUP_WORDS[group]))
    return [shown, *([html.Div([], id=at, className="foreseen")] if moves else [])]


def _touched(own: Sequence[Setting], read: SettingsRead) -> int:
    """The newest version that changed any of these: what changes elsewhere on the page is of no matter."""
    keys = {each.key for each in own}
    told = (one.version for one in read.shown.history if keys & {change.key for change in one.changes})
    return max(told, default=0)


def _from_when_on(fields: Fields, read: SettingsRead) -> Element:
    """A change holds at once unless it is planned; a new time zone always does, for it counts the past."""
    hint = f"Empty is at once. {read.time_zone.replace('_', ' ')} time, within a year."
    at = fields.moment("effective_from", "Holds from", None, read.time_zone, hint=hint, required=False)
    return element("details", element("summary", "Plan for later"), at, className="plan", data_aside="")


SETTINGS = Page(
    path="/settings",
    title="Settings",
    icon="settings",
    group="Bot and data",
    show=show,
    acts=ACTS,
    parts=(*GROUPS.items(), ("history", "What was changed")),
)
