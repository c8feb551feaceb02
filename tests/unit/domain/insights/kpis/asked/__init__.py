"""What is asked of a KPI: of which group, and over which time."""
