"""Commands that read the KPI catalogue."""
