"""The receipt of a KPI."""
