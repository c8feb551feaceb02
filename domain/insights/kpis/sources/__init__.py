"""What some KPIs are read from besides the sheets."""
