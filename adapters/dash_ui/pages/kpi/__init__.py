"""The receipt of a KPI: where its number comes from, what moved it, and who is behind it."""

from adapters.dash_ui.pages.kpi.page import KPI

__all__ = ["KPI"]
