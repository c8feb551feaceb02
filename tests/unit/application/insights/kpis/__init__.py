"""Questions about the KPI catalogue."""
