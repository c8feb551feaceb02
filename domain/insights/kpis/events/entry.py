"""What the entries of this room have in common: they are for who organises events."""

from typing import Any, Final

from domain.insights.kpis.kpi import By, Kpi

PEOPLE: Final[tuple[By, ...]] = ("segment", "tier", "role")
EVENTS: Final[tuple[By, ...]] = ("event_type", "series", "host")


def entry(**told: Any) -> Kpi:
    """An entry for organisers, read of who was heard in voice, by people and by events."""
    usual: dict[str, Any] = {
        "better": "up",
        "audience": "organisers",
        "needs": ("voice",),
        "facts": ("events", "activity", "members"),
        "by": (*EVENTS, *PEOPLE),
        "settings": (),
    }
    return Kpi(**(usual | told))
