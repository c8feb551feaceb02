"""Who gets in, under which name, and how much they may bring along."""
