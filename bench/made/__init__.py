"""The large guild that benchmarks are run on."""
