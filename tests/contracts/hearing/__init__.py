"""What every store promises of what a listener tells and catches up with."""
