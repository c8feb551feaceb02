"""What the entries of this room have in common: they say how far the other numbers can be believed."""

from typing import Any

from domain.insights.kpis.kpi import Kpi


def entry(**told: Any) -> Kpi:
    """An entry for the Data page; most of them need nothing to have been heard."""
    usual: dict[str, Any] = {"audience": "quality", "needs": (), "settings": ()}
    return Kpi(**(usual | told))
