"""Questions about the KPI catalogue: a number, its course, and where it comes from."""
