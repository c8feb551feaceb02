"""Picking from many: what is chosen stands as chips before a field in which one types for more."""

import json
from collections.abc import Sequence

from adapters.dash_ui.components.drawing import Element, element

Option = tuple[str, str]
"""What is kept (an id as text), and what is shown for it."""


def pick(
    key: str,
    name: str,
    chosen: Sequence[Option],
    found: Sequence[Option] | str,
    *,
    most: int = 25,
    described: str | None = None,
    mend: str | None = None,
) -> Element:
    """The element of `assets/pick.js`; `found` are all options, or the address of the act that finds them."""
    asked = isinstance(found, str)
    return element(
        "co-pick",
        data_id=key,
        data_name=name,
        data_chosen=json.dumps([list(option) for option in chosen]),
        data_options=None if asked else json.dumps([list(option) for option in found]),
        data_act=found if asked else None,
        data_most=str(most),
        data_placeholder="Type to search" if asked else "Choose",
        data_described=described,
        data_mend=mend,
    )
