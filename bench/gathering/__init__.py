"""Events: who came, of how many."""
