"""Attributes whose names Python cannot spell."""

from typing import Any


def spelled(**given: str | float | None) -> dict[str, Any]:
    """`aria_label="x"` as {"aria-label": "x"}; what is None is left out."""
    return {name.replace("_", "-"): value for name, value in given.items() if value is not None}
