"""Forms: labelled fields, saved in place or in a dialog; `assets/forms.js` sends what they hold to an act.

They are trees of plain elements, so that they stand on pages that change by themselves: what somebody is
writing stays theirs while the numbers around it move.
"""

from adapters.dash_ui.components.forms.dialog import closing, confirmed, dialog, opener
from adapters.dash_ui.components.forms.fields import Bounds, Fields
from adapters.dash_ui.components.forms.form import at_once, form
from adapters.dash_ui.components.forms.pick import Option, pick

__all__ = [
    "Bounds",
    "Fields",
    "Option",
    "at_once",
    "closing",
    "confirmed",
    "dialog",
    "form",
    "opener",
    "pick",
]
