"""A form: its fields, what went wrong in words, and the buttons."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from adapters.dash_ui.components.drawing import Element, element

Kind = Literal["plain", "changes", "dialog", "final"]
"""`changes` sends only what was changed, and its buttons come with the first change. `dialog` can be
cancelled, and so can `final`, which waits until a word is typed."""


def form(
    key: str,
    address: str,
    fields: Sequence[Element],
    *,
    submit: str,
    kind: Kind = "plain",
    preview: tuple[str, str] | None = None,
    beside: Sequence[Element] = (),
) -> Element:
    """Fields that are sent together to the address of an act; `beside` are more buttons.

    `preview` is the address that is told of each change, and the id of the empty place for its answer.
    """
    changes = kind == "changes"
    foot = element(
        "div",
        element("p", className="form-count", aria_live="polite"),
        *beside,
        *_leaving(kind),
        element(
            "button",
            submit,
            type="submit",
            className="button danger" if kind == "final" else "button",
            disabled=True if kind == "final" else None,
        ),
        className="form-foot",
    )
    asks, at = preview or (None, None)
    return element(
        "form",
        *fields,
        element("div", className="form-problem", role="alert"),
        foot,
        id=key,
        className="form of-changes" if changes else "form",
        noValidate=True,
        autoComplete="off",
        data_act=address,
        data_changes="" if changes else None,
        data_preview=asks,
        data_preview_at=at,
    )


def _leaving(kind: Kind) -> list[Element]:
    if kind == "plain":
        return []
    if kind == "changes":
        return [element("button", "Discard", type="reset", className="button quiet")]
    return [element("button", "Cancel", type="button", className="button quiet", data_closes="")]


def at_once(words: str, address: str, given: Mapping[str, Any], *, name: str, quiet: bool = True) -> Element:
    """A button that does it at once; what it was given goes along, and `name` says which one it is."""
    hidden = [
        element("input", type="hidden", name=key, value=str(value), data_always="", readOnly=True)
        for key, value in given.items()
    ]
    return element(
        "form",
        *hidden,
        element(
            "button",
            words,
            type="submit",
            className="button quiet small" if quiet else "button small",
            aria_label=f"{words}: {name}",
        ),
        element("div", className="form-problem", role="alert"),
        className="form at-once",
        data_act=address,
    )
