"""What Discord sends, as far as it is read, and what is kept of it: no field holds written text."""
