"""Cards of the pages of KPIs that have a shape of their own."""
