"""KPIs as people see them: a number in its unit, a tile, a chart of its course."""
