"""What can be done with it as it stands: started, ended, changed, called off."""

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.forms import at_once, opener
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.events.planning.form import CANCEL, EDIT, cancel_dialog, edit_dialog
from domain.insights.events.evening.parts import Evening


def actions(read: Evening) -> Drawing:
    """The buttons that make sense now, and their dialogs; of one that was called off none."""
    line = read.line
    parts: list[Element] = []
    if line.phase in ("ahead", "due") or (line.phase == "over" and not read.ended):
        parts.append(_now("Start it now", "start", read, quiet=line.phase == "ahead"))
    if line.phase == "now":
        parts.append(_now("End it now", "end", read, quiet=False))
    if line.phase != "called_off":
        parts += [opener("Change", EDIT, key="edit-event"), edit_dialog(read)]
    if line.phase in ("ahead", "due") or (line.phase == "over" and not read.ended):
        parts += [opener("Call off", CANCEL, danger=True, key="cancel-event"), cancel_dialog(read)]
    return Drawing(element("div", *parts, className="event-acts"), id="event-acts")


def _now(words: str, act: str, read: Evening, *, quiet: bool) -> Element:
    given = {"event": str(read.line.event_id)}
    return at_once(
        words, address(f"events/{act}", read.guild), given, name=legible(read.line.title), quiet=quiet
    )
