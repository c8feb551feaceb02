"""What the catalogue measures, held against what is true of a simulated community."""
