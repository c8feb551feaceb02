"""Dialogs: one thing at a time, left by Escape, and by a typed word where it cannot be undone."""

from collections.abc import Sequence

from adapters.dash_ui.components.drawing import Element, element
from adapters.dash_ui.components.forms.fields import Fields
from adapters.dash_ui.components.forms.form import form


def opener(
    words: str, dialog_key: str, *, danger: bool = False, quiet: bool = True, key: str | None = None
) -> Element:
    """The button that opens a dialog."""
    kind = "button danger quiet" if danger else "button quiet" if quiet else "button"
    return element(
        "button", words, type="button", className=kind, id=key, data_opens=dialog_key, aria_haspopup="dialog"
    )


def dialog(key: str, title: str, body: Sequence[Element], *, wide: bool = False) -> Element:
    """What opens above the page; it stands on the page, closed, beside its opener."""
    head = element("div", element("h2", title, id=f"{key}-title"), closing(), className="dialog-head")
    return element(
        "dialog",
        head,
        *body,
        id=key,
        className="dialog wide" if wide else "dialog",
        aria_labelledby=f"{key}-title",
    )


def closing() -> Element:
    """The cross in the corner."""
    lines = element("path", d="M6 6l12 12M18 6L6 18")
    cross = element("svg", lines, viewBox="0 0 24 24", className="icon", aria_hidden="true")
    return element("button", cross, type="button", className="cross", data_closes="", aria_label="Close")


def confirmed(
    key: str,
    title: str,
    said: Sequence[Element],
    address: str,
    *,
    must: str,
    submit: str,
    hidden: Sequence[Element] = (),
) -> Element:
    """A dialog for what cannot be undone: its button waits until `must` is typed; the act checks it too."""
    typed = Fields(f"{key}-form").text(
        "confirm",
        f"Type \u201c{must}\u201d to confirm",
        longest=len(must) + 20,
        required=True,
    )
    _must(typed, must)
    asks = form(f"{key}-form", address, [*said, *hidden, typed], submit=submit, kind="final")
    return dialog(key, title, [asks])


def _must(field: Element, must: str) -> None:
    """The control of that field is the one whose text unlocks the button."""
    control = next(
        part for part in field if isinstance(part, list) and part[1].get("className") == "field-control"
    )
    control[2][1] |= {"data-must": must, "data-mend": f"Type exactly: {must}"}
