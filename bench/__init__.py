"""Benchmarks: each figure is a line of JSON, with the ratio that matters and what it is a ratio of."""
