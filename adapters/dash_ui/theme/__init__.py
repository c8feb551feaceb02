"""One look throughout: colours, type, and what they mean to Mantine, Plotly and the stylesheet."""
