"""What can be done with it as it stands: started, ended, changed, called off."""

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.forms import at_once, opener
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.events.planning.form import (
    CANCEL,
    EDIT,
    END,
    cancel_dialog,
    edit_dialog,
    end_dialog,
)
from domain.insights.events.evening.parts import Evening


def actions(read: Evening) -> Drawing:
    """The buttons that make sense now, and their dialogs; of one that was called off none."""
    line = read.line
    parts: list[Element] = []
    if line.phase in ("ahead", "due") or (line.phase == "over" and not read.ended):
        parts.append(_start(read, quiet=line.phase == "ahead"))
    if line.phase == "now":
        parts += [opener("End it now", END, quiet=False, key="end-event"), end_dialog(read)]
    if line.phase != "called_off":
        parts += [opener("Change", EDIT, key="edit-event"), edit_dialog(read)]
    if line.phase in ("ahead", "due") or (line.phase == "over" and not read.ended):
        parts += [opener("Call off", CANCEL, danger=True, key="cancel-event"), cancel_dialog(read)]
    return Drawing(element("div", *parts, className="event-acts"), id="event-acts")


def _start(read: Evening, *, quiet: bool) -> Element:
    given, title = {"event": str(read.line.event_id)}, legible(read.line.title)
    return at_once("Start it now", address("events/start", read.guild), given, name=title, quiet=quiet)
