"""What Community OS knows about communities: pure rules, without I/O and without a clock."""
