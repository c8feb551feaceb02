"""Pages of KPIs and receipts in a real browser."""
