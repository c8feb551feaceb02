"""The KPI catalogue: each number of the community is defined here, once, and shows where it comes from."""
