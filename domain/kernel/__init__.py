"""Words that every room uses: ids, instants, windows, actors, and the families of errors."""
