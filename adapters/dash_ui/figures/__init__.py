"""Charts: pure functions from what was read to a Plotly figure."""
