"""The golden readings of simulation seed 7: every KPI of the catalogue, as it was read when last written."""

from tests.integration.simulation.golden.readings import GOLDEN, changes, read_all

__all__ = ["GOLDEN", "changes", "read_all"]
